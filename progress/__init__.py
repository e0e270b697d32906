"""Progress updates: what became of a pledge."""
