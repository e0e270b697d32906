"""Official texts in the six languages of the United Nations: data, not message catalogues."""

from modeltranslation.translator import TranslationOptions, register

from objectives.models import Objective, Principle


@register(Objective)
class ObjectiveTranslation(TranslationOptions):
    fields = ("title", "short_title")


@register(Principle)
class PrincipleTranslation(TranslationOptions):
    fields = ("title",)
