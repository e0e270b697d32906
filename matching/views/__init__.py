"""The two sides' pages of matches. The broker's stand with the moderators' desk."""
