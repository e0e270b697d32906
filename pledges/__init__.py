"""Pledges: what States and organisations undertake to do."""
