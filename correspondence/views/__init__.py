"""Questions at the desk, and the reasons administrators keep ready."""
