"""The ladder: who is reminded of a report that is due or a submission that came back, and who after them."""
