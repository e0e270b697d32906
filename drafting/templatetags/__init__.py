"""Template tags of the drafting engine."""
