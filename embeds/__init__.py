"""Figures of the portal on other people's pages: small cards in a frame, and oEmbed to find them."""
