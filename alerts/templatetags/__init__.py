"""Tags that other apps' pages load."""
