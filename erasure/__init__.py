"""Requests that personal data be erased: asked for, decided, carried out, and on record."""
