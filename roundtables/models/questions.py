"""The guiding questions that reviews answer."""

from django.db import models


class GuidingQuestion(models.Model):
    """A question that reviews answer, word for word from the concept note of December 2018.

    An official text: only the language in which it was seen is kept, and it is shown as that language.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    key = models.SlugField(max_length=40, unique=True)
    text = models.TextField()
    language = models.CharField(max_length=7, default="en")

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return self.text
