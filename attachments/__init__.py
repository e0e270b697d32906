"""Files handed in with submissions: checked by content, scanned, served as downloads."""
