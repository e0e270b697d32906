"""The signed-in person's own work."""
