"""Messages owed to people."""
