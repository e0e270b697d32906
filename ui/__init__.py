"""Components and the style guide; no tables."""
