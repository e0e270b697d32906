"""The administrators' pages of Forums, their calendar and their papers; the public ones are the dashboard's."""
