"""What the forms of all kinds share. Import from here."""

from drafting.forms.acts import AmendmentForm, BeginForm, WithdrawalForm
from drafting.forms.fields import BLANK, NOT_A_DATE, TOO_LONG, day, is_blank, long_text, several, short_text, shown
from drafting.forms.kinds import ATTACHMENTS, Answer, Difference, Kind, Section, Task, differences
from drafting.forms.remarks import Questions, Remarked, show_at_questions
from drafting.forms.rows import RowForm, RowsField
from drafting.forms.steps import DraftForm, StepForm
from drafting.forms.workbook import About, Many

__all__ = [
    "ATTACHMENTS",
    "BLANK",
    "NOT_A_DATE",
    "TOO_LONG",
    "About",
    "AmendmentForm",
    "Answer",
    "BeginForm",
    "Difference",
    "DraftForm",
    "Kind",
    "Many",
    "Questions",
    "Remarked",
    "RowForm",
    "RowsField",
    "Section",
    "StepForm",
    "Task",
    "WithdrawalForm",
    "day",
    "differences",
    "is_blank",
    "long_text",
    "several",
    "short_text",
    "show_at_questions",
    "shown",
]
