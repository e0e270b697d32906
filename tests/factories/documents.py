"""A sample document that has every block, with whatever text is asked for in each place that people write in."""

from django.utils.translation import override

from typesetting import blocks
from typesetting.blocks import Block, Text, written

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80" viewBox="0 0 320 80" style="direction:ltr">'
    '<defs><clipPath id="cut"><rect width="320" height="80"/></clipPath></defs><g clip-path="url(#cut)">'
    '<rect x="10" y="10" width="200" height="20" fill="#0a5a94"/><rect x="10" y="40" width="90" height="20" '
    'fill="#8a5510"/><text x="215" y="26" font-family="Noto Sans" font-size="14">20</text></g></svg>'
)
PLACES = 14
REFERENCE = "GCM-PL-2026-00007"
URL = "https://portal.example/en/pledges/GCM-PL-2026-00007/"
WORDS = {
    "en": "Regular pathways were opened, and 2 offices of advice.",
    "fr": "Des voies régulières ont été ouvertes, ainsi que 2 bureaux.",
    "es": "Se abrieron vías regulares y 2 oficinas de orientación.",
    "ru": "Открыты законные пути миграции и 2 консультационных бюро.",
    "ar": "أنشئت مسارات نظامية ومكتبان للإرشاد في عام 2026.",
    "zh-hans": "开辟了正常途径，并设立了2个咨询处。",
}


def sample(language: str = "en", texts: "list[str] | None" = None, **changes: object) -> Block:
    """The document in one of the six languages; `texts` (repeated if fewer than PLACES) stand where people write."""
    own = list(texts or [f"{WORDS[language]} ({place})" for place in range(PLACES)])
    said = [written(own[place % len(own)], language, document_language=language) for place in range(PLACES)]
    other = "ar" if language != "ar" else "en"
    foreign = written(f"{WORDS[other]}\n{WORDS[other]}", other, document_language=language, long=True)
    with override(language):
        words = blocks.labels()
    return {
        "language": language,
        "dir": "rtl" if language == "ar" else "ltr",
        "accent": "#0a5a94",
        "reference": "GCM-RP-2026-SAMPLE-P00001",
        "title": f"Sample. {said[0]}",
        "created": 1_790_000_000,
        "running": ["Sample running head", "Publication 1"],
        "page": "Page {page} of {pages}",
        "contents": "Contents of the sample",
        "labels": words,
        "cover": {
            "overline": "Sample overline",
            "forum": "Sample Forum 2026",
            "when": "5 May 2026",
            "title": said[1],
            "theme": foreign,
            "subtitle": said[2],
            "listed_label": "Listed in the sample",
            "listed": [["1", "First listed"], ["2", said[3]]],
            "lines": [["Reference", "GCM-RP-2026-SAMPLE-P00001"], ["Frozen at", "Publication 1"]],
            "note": "A sample, not a report.",
        },
        "blocks": [*_figures(said, foreign, language), *_words_and_records(said, foreign)],
    } | changes


def _figures(said: list[Text], foreign: Text, language: str) -> list[Block]:
    ref = blocks.ref(REFERENCE, URL)
    official = {"text": said[4], "lang": language, "dir": "rtl" if language == "ar" else "ltr", "role": "official"}
    return [
        blocks.heading(1, "The sample at a glance"),
        blocks.paragraph(official | {"mark": ""}, "Words between.", said[5], sources=[ref, ref]),
        blocks.figures([blocks.figure(7, "pledges in the sample", of=12), blocks.figure(3, "tools in the sample")]),
        blocks.bar(
            [
                {"label": "In progress", "value": 4, "shown": "4", "tone": "in_progress"},
                {"label": "Fulfilled", "value": 0, "shown": "0", "tone": "fulfilled"},
                {"label": "No update", "value": 3, "shown": "3", "tone": "silent"},
            ],
            alt="In progress: 4, fulfilled: 0, no update: 3",
        ),
        blocks.picture(
            PICTURE,
            alt="Two sample bars",
            caption="Sample bars",
            width=320,
            height=80,
            source="Source: sample figures",
        ),
        blocks.table(
            "Sample table",
            [("Reference", 0), ("Text", 3), ("Own words", 2), ("Count", 0)],
            [[ref, said[6], foreign, "12"], ["GCM-TL-2026-00001", said[7], "", "7"]],
        ),
    ]


def _words_and_records(said: list[Text], foreign: Text) -> list[Block]:
    ref = blocks.ref(REFERENCE, URL)
    return [
        blocks.heading(2, "What was said"),
        blocks.quote(foreign, by="Said by a sample organisation", sources=[ref]),
        blocks.quote(said[8], by="Said by another"),
        blocks.note(said[9]),
        blocks.bullets(["One item", said[10]]),
        blocks.heading(1, "For people to write", flows=True),
        blocks.to_write("Recommendations belong here.", lines=3),
        blocks.heading(1, "Annex of the sample"),
        blocks.heading(2, "Records of the sample"),
        blocks.record(
            "GCM-PL-2026-00009",
            said[11],
            facts=[("Made by", said[12]), ("Source", {"text": "https://portal.example/a-b/c", "role": "address"})],
            texts=[("", said[13]), ("From the latest update", foreign)],
        ),
        blocks.record("GCM-PL-2026-00010", "A short record", facts=[("Made by", "A sample State")], texts=[]),
    ]
