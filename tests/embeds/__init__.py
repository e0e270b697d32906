"""Tests of cards on other people's pages."""
