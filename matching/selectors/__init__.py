"""Reads about matches, one module for each question; import from the modules.

`wanted`, `offers` and `places` read the two sides; `fits`, `candidates` and `suggestions` find what could be brought
together and say why; `pages` is what the broker and the sides read; `people` whom to tell and whom to show a contact;
`due` what time makes due; `figures` what the public may count and read.
"""
