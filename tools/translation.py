"""Calls for tools in the six languages: content that administrators write, not message catalogues."""

from modeltranslation.translator import TranslationOptions, register

from tools.models import Call


@register(Call)
class CallTranslation(TranslationOptions):
    fields = ("title", "text", "criteria")
