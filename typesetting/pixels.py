"""Pictures in pixels: an SVG of ours as a PNG, in the fonts that come with the portal and no other."""

from typesetting.glyphs import FONTS


def as_png(svg: str, *, zoom: float = 1) -> bytes:
    """The picture on white, in its own size times `zoom`."""
    import resvg_py  # noqa: PLC0415  slow to load, and few pages need it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
            font_family="Noto Sans",
            sans_serif_family="Noto Sans",
        )
    )
