"""The reports for everybody, and the schedules that ask for them."""
