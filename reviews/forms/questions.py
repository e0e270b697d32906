"""The guiding questions of the concept note, and what a review says on the whole.

The questions themselves are official texts and come from the database; the labels here are plain paraphrases of
their parts.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from drafting.forms import StepForm, long_text
from reviews.states import ANSWER_MAX, ANSWERS_TO
from roundtables.models import GuidingQuestion


class QuestionsStep(StepForm):
    """A step that answers one guiding question or more, each shown word for word above its parts."""

    page = "reviews/questions.html"
    asks: tuple[str, ...] = ()

    @cached_property
    def blocks(self):
        """The questions of this step with the inputs that answer each: (question, bound fields)."""
        official = {question.key: question for question in GuidingQuestion.objects.filter(key__in=self.asks)}
        return [(official.get(key), [self[name] for name in ANSWERS_TO[key]]) for key in self.asks]


class PrioritiesStep(QuestionsStep):
    """The first guiding question: priorities by term, and how they become plans."""

    key, title = "priorities", gettext_lazy("Priorities")
    hint = gettext_lazy("The first guiding question. One of the three terms is enough to begin with.")
    asks = ("priorities",)

    priorities_short = long_text(gettext_lazy("Priorities in the short term"), ANSWER_MAX)
    priorities_medium = long_text(gettext_lazy("Priorities in the medium term"), ANSWER_MAX, required=False)
    priorities_long = long_text(gettext_lazy("Priorities in the long term"), ANSWER_MAX, required=False)
    into_plans = long_text(
        gettext_lazy("How they become plans"),
        ANSWER_MAX,
        required=False,
        help_text=gettext_lazy("Including consultations and actions with stakeholders: with whom, when, on what."),
    )


class ToolsStep(QuestionsStep):
    """The second and third guiding questions: tools, and steps towards national plans."""

    key, title = "tools", gettext_lazy("Tools and steps towards plans")
    hint = gettext_lazy("The second and third guiding questions.")
    asks = ("tools", "steps")

    tools_in_place = long_text(gettext_lazy("Tools in place now"), ANSWER_MAX, required=False)
    tools_wished = long_text(gettext_lazy("Tools you wish to put in place"), ANSWER_MAX, required=False)
    plan_steps = long_text(gettext_lazy("Steps towards a national plan"), ANSWER_MAX, required=False)
    partnerships = long_text(
        gettext_lazy("Tools and partnerships for these steps"),
        ANSWER_MAX,
        required=False,
        help_text=gettext_lazy("With other States, organisations, local authorities, the private sector, academia."),
    )


class OverallStep(StepForm):
    """How the review was prepared, and the themes of the Forum's policy debate (A/RES/73/326)."""

    key, title = "overall", gettext_lazy("Preparation, means and the policy debate")
    hint = gettext_lazy(
        "What concerns the Compact as a whole. The last four are the themes of the Forum’s policy debate."
    )

    preparation = long_text(
        gettext_lazy("How the review was prepared"),
        ANSWER_MAX,
        required=False,
        help_text=gettext_lazy("Which authorities took part, and which stakeholders were consulted, how and when."),
    )
    means = long_text(
        gettext_lazy("Means of implementation"),
        ANSWER_MAX,
        required=False,
        help_text=gettext_lazy("Funds, people, data and institutions that carry the work, and what is lacking."),
    )
    challenges = long_text(gettext_lazy("Challenges in carrying out the Compact"), ANSWER_MAX, required=False)
    agenda_2030 = long_text(gettext_lazy("Links with the 2030 Agenda"), ANSWER_MAX, required=False)
    capacity_building = long_text(
        gettext_lazy("The capacity-building mechanism"),
        ANSWER_MAX,
        required=False,
        help_text=gettext_lazy(
            "How it was used, or could help: its connection hub, start-up fund and knowledge platform."
        ),
    )
    emerging_issues = long_text(gettext_lazy("Contemporary and emerging issues"), ANSWER_MAX, required=False)
