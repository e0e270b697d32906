"""What each address offers: its resource, its filters, its order, and how all that is described."""
