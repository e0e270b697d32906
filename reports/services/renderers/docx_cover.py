"""What surrounds the blocks in a Word file: the cover, the contents, and the lines at head and foot."""

from reports.services.renderers.docx_tables import pairs
from reports.services.renderers.docx_text import Writer, look


def cover(writer: Writer) -> str:
    """The first page."""
    words = writer.document["cover"]
    lines = [
        (words["overline"], "ReportOverline"),
        (words["forum"], "ReportForum"),
        (words["when"], "ReportForum"),
        (words["title"], "Title"),
        (words["theme"], "ReportTheme"),
        (words["subtitle"], "Subtitle"),
        (words["listed_label"], "ReportListed"),
    ]
    made = [writer.alone(text, style) for text, style in lines if text]
    made.append(pairs(words["listed"], writer, first=600))
    made.append(pairs(words["lines"], writer))
    made.append(writer.paragraph(writer.text(words["note"]), "ReportSource"))
    return "".join(made)


def contents(writer: Writer) -> str:
    """The headings of two levels as a field that word processors renew, filled from the start."""
    heads = [block for block in writer.document["blocks"] if block["kind"] == "heading" and block["level"] <= 2]
    title = writer.paragraph(writer.text(writer.document["contents"]), "ReportContents", more="<w:pageBreakBefore/>")
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\n \\h '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    entries = []
    for place, block in enumerate(heads, start=1):
        anchor = f'<w:hyperlink w:anchor="{writer.bookmarks[id(block)]}" w:history="1">'
        link = f"{anchor}{writer.text(block['text'])}</w:hyperlink>"
        runs = (begin if place == 1 else "") + link + (end if place == len(heads) else "")
        entries.append(writer.paragraph(runs, f"TOC{block['level']}"))
    return title + "".join(entries)


def head(writer: Writer) -> str:
    """The running head: what the report is, and what it is frozen at."""
    first, second = writer.document["running"]
    return writer.paragraph(writer.plain(first) + "<w:r><w:tab/></w:r>" + writer.plain(second), "ReportRunning")


def foot(writer: Writer) -> str:
    """The reference, and the page of how many."""
    reference = writer.text({"text": writer.document["reference"], "role": "reference", "url": ""}, look(size=8))
    return writer.paragraph(reference + "<w:r><w:tab/></w:r>" + _pages(writer), "ReportRunning")


def _pages(writer: Writer) -> str:
    """The words of the page number, with fields where the numbers belong."""
    before, _page, rest = writer.document["page"].partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    runs = [writer.plain(before), _field("PAGE"), writer.plain(between), _field("NUMPAGES"), writer.plain(after)]
    return "".join(runs)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
