"""Pictures of a Word file: pixels of the drawing in our own fonts, and what it shows in words."""

from functools import lru_cache

from reports.services.renderers.docx_text import Writer, attribute
from typesetting.pixels import as_png

EMU = 9525  # English metric units of a pixel
WIDEST = 642  # pixels between the margins of the page
SHARPNESS = 2.0  # pixels of the picture for one of the page


def drawing(svg: str, width: int, height: int, *, alt: str, writer: Writer) -> str:
    """A paragraph with the picture, as wide as it is drawn or as the page lets it."""
    share = min(1.0, WIDEST / width)
    across, down = round(width * share) * EMU, round(height * share) * EMU
    relation, number, words = writer.image(_pixels(svg, share)), writer.number(), attribute(alt)
    shape = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr={words}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}" descr={words}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return writer.paragraph(shape, "ReportPicture")


@lru_cache(maxsize=32)
def _pixels(svg: str, share: float) -> bytes:
    """A map is the same in many reports."""
    return as_png(svg, zoom=SHARPNESS * share)
