"""Tests of what can be followed."""
