"""Capacity needs: what a State or organisation asks support for."""
