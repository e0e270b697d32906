"""Invented content for the style guide: neutral, in English or Arabic, never shown as anybody's record."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import get_language

TITLES = {
    2: ("Minimize adverse drivers", "الحد من الدوافع السلبية"),
    5: ("Regular pathways", "مسارات الهجرة النظامية"),
    8: ("Saving lives", "إنقاذ الأرواح"),
    14: ("Consular protection", "الحماية القنصلية"),
    16: ("Inclusion and social cohesion", "الإدماج والتماسك الاجتماعي"),
    23: ("International cooperation", "التعاون الدولي"),
}
ROUND_TABLES = {2: 1, 5: 1, 8: 2, 14: 3, 16: 3, 23: 4}
COUNTS = {2: (4, 1), 5: (45, 12), 8: (18, 9), 14: (0, 0), 16: (31, 2), 23: (7, 7)}

LONG_TITLE = (
    "Sample: a joint commitment to widen regular pathways for seasonal workers, to recognise their qualifications in"
    " every municipality concerned, and to publish what became of both each year until the next Forum"
)
ARABIC_TITLE = "نموذج: التزام بتبسيط إجراءات الاعتراف بالمؤهلات المهنية للعمال المهاجرين"
ARABIC_TEXT = (
    "نموذج لنص كتبته دولة بلغتها. تلتزم الجهة المعنية بنشر الإجراءات باللغات الست، وبتقديم تقرير عن التقدم المحرز"
    " كل سنة (المرجع GCM-PL-2026-00042) حتى انعقاد المنتدى المقبل."
)
ENGLISH_TEXT = (
    "Sample of a text a State wrote. The ministry concerned will publish its procedures in six languages and report"
    " every year, until the next Forum, on what was done, what was not, and why."
)
ROWS_BEFORE = "Sample State · State\nSample agency · Other\nSample city · Local or regional government"
ROWS_AFTER = "Sample State · State\nSample agency · Civil society\nSample school · Academia"


def _word(english: str, arabic: str) -> str:
    return arabic if get_language() == "ar" else english


@dataclass
class Objective:
    """Stands in for an objective, with the round table the page would have annotated."""

    number: int

    @property
    def short_title(self) -> str:
        return _word(*TITLES[self.number])

    @property
    def round_table(self) -> int:
        return ROUND_TABLES[self.number]

    def get_absolute_url(self) -> str:
        return f"#objective-{self.number}"


class PledgeForm(forms.Form):
    """Every kind of question once."""

    title = forms.CharField(label="Title", max_length=200, help_text="What will be done, in one line.")
    description = forms.CharField(
        label="Description",
        min_length=300,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Migrants, not refugees: the other Compact has its own form.",
    )
    kind = forms.ChoiceField(
        label="Type",
        choices=[("individual", "Individual"), ("common", "Common"), ("matching", "Matching another pledge")],
        widget=forms.RadioSelect,
        help_text="A joint pledge is recorded once, by one of its parties.",
    )
    objectives = forms.MultipleChoiceField(
        label="Main objectives",
        choices=[
            ("Round table 1", [("2", "2. Minimize adverse drivers"), ("5", "5. Regular pathways")]),
            ("Round table 2", [("8", "8. Saving lives")]),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="One to three.",
    )
    language = forms.ChoiceField(label="Language of the text", choices=[("en", "English"), ("ar", "العربية")])
    starts_on = forms.DateField(label="Start", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    letter = forms.FileField(label="Attachment", required=False, help_text="At most 25 MB.")
    is_mirror = forms.BooleanField(label="Also relevant to the Global Compact on Refugees", required=False)


class FilterForm(forms.Form):
    """What a list can be narrowed by."""

    mark_optional = False
    q = forms.CharField(label="Words", required=False)
    objective = forms.ChoiceField(label="Objective", required=False, choices=[("", "All"), ("8", "8. Saving lives")])
    stage = forms.ChoiceField(label="Stage", required=False, choices=[("", "All"), ("planning", "Planning")])


def objectives() -> list[Objective]:
    """Six of the 23, from all four round tables."""
    return [Objective(number) for number in TITLES]


def rows() -> list[dict]:
    """Bars for them, one of them empty."""
    return [
        {
            "label": objective.short_title,
            "number": objective.number,
            "round_table": objective.round_table,
            "url": objective.get_absolute_url(),
            "value": COUNTS[objective.number][0],
            "known": COUNTS[objective.number][1],
        }
        for objective in objectives()
    ]


def context() -> dict:
    """All samples, by name."""
    answers = {"sent-title": "", "sent-description": "Too short.", "sent-kind": "individual"}
    return {
        "objectives": objectives(),
        "rows": rows(),
        "long_title": LONG_TITLE,
        "arabic_title": ARABIC_TITLE,
        "arabic_text": ARABIC_TEXT,
        "english_text": ENGLISH_TEXT,
        "english_text_amended": ENGLISH_TEXT.replace("six languages", "all languages of its regions"),
        "arabic_text_amended": ARABIC_TEXT.replace("كل سنة", "كل سنتين"),
        "rows_before": ROWS_BEFORE,
        "rows_after": ROWS_AFTER,
        "statuses": ["draft", "submitted", "returned", "rejected", "withdrawn", "published", "retracted"],
        "stages": ["planning", "in_progress", "fulfilled", "discontinued", None],
        "form": PledgeForm(),
        "sent_form": PledgeForm(data=answers, prefix="sent"),
        "filter_form": FilterForm(prefix="filter"),
        "sixth_page": Paginator(range(240), 20).page(6),
        "trail": [("Pledges", "#pledges"), ("GCM-PL-2026-00042", "")],
        "files": [("CSV", "#csv"), ("XLSX", "#xlsx"), ("JSON", "#json")],
        "chips": [("Objective 8", "#"), ("Planning", "#")],
        "parts": PARTS,
        "published_on": date(2026, 3, 12),
    }


PARTS = [
    ("Headings", "headings"),
    ("Marks", "marks"),
    ("Numbers", "numbers"),
    ("Records", "records"),
    ("Panels", "panels"),
    ("Tables", "tables"),
    ("Forms", "forms"),
]
