"""What the API reads: its resources, their pages, and the tokens. Nothing is counted here."""
