"""State names in the six languages of the United Nations."""

from modeltranslation.translator import TranslationOptions, register

from accounts.models import State


@register(State)
class StateTranslation(TranslationOptions):
    fields = ("name",)
