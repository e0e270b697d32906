"""Every figure of every kind of report, asked for again from the public API as of the same publication."""
