"""Voluntary national reviews for a Forum or a regional review."""
