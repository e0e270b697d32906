"""Messages owed to people: each is a row, sent once, in its reader's language."""
