"""What every kind of submission shares while it is written: steps, saving, comparing, clearance."""
