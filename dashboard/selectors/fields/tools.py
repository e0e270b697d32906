"""The fields of a tool."""

from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields.columns import BOOLEAN, DATE, INTEGERS, TEXT, TEXTS, Table, value
from dashboard.selectors.fields.pledges import measure_named
from dashboard.selectors.fields.reading import or_null, owner, publication_fields, record_fields, through
from objectives.states import SupportKind
from tools.models import Tool
from tools.selectors import public_tools
from tools.states import Scope, Standing, ToolKind

TOOLS = Table(
    name="tools",
    title=_("Tools"),
    about=_("Tools, practices, training and guidance that help to carry out the Compact: one row each."),
    public=public_tools,
    fields=(
        *record_fields(),
        owner(),
        value("provider", TEXT, _("Who provides it, in the owner’s words."), or_null("provider")),
        value(
            "objectives",
            INTEGERS,
            _("Numbers of the objectives it serves."),
            through(Tool.objectives.through, "tool", "objective_id"),
        ),
        value("kind", TEXT, _("What it is."), choices=ToolKind, is_optional=False),
        value("scope", TEXT, _("For the Compact or for a theme."), choices=Scope, is_optional=False),
        value("standing", TEXT, _("Whether it exists or is wished for."), choices=Standing, is_optional=False),
        value("languages", TEXTS, _("Languages it exists in (ISO 639-1).")),
        value("where_used", TEXT, _("Where it is used."), or_null("where_used")),
        value("in_use_since", DATE, _("Since when it is in use.")),
        value("summary", TEXT, _("What it is and does."), is_optional=False),
        value("results", TEXT, _("What it has achieved."), or_null("results")),
        value("lessons", TEXT, _("What was learnt."), or_null("lessons")),
        value("replication", TEXT, _("What it takes to do the same elsewhere."), or_null("replication")),
        value("offers_support", BOOLEAN, _("Its provider offers support with it."), is_optional=False),
        value("support_offered", TEXT, _("What the provider would do."), or_null("support_offered")),
        value("support_kinds", TEXTS, _("Kinds of support offered."), choices=SupportKind),
        value("support_languages", TEXTS, _("Languages support is given in (ISO 639-1).")),
        value("call", TEXT, _("The call for tools it answers."), "call__slug"),
        value(
            "plan_measure",
            TEXT,
            _("The measure of the national plan it belongs to."),
            measure_named("plan_measure_id"),
        ),
        value("link", TEXT, _("Where it is found."), or_null("link")),
        *publication_fields("tools:list"),
    ),
)
