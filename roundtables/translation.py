"""What is written for a Forum, in the six languages: content that administrators write, not message catalogues."""

from modeltranslation.translator import TranslationOptions, register

from roundtables.models import Paper


@register(Paper)
class PaperTranslation(TranslationOptions):
    fields = ("title", "text")
