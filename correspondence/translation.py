"""Canned reasons in the six languages: content that administrators write, not message catalogues."""

from modeltranslation.translator import TranslationOptions, register

from correspondence.models import CannedReason


@register(CannedReason)
class CannedReasonTranslation(TranslationOptions):
    fields = ("text",)
