"""The desk's pages of every kind of submission. Each view is told its kind by the URL table."""
