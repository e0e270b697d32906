"""Administration: the page from which everything is kept, and how the installation is doing.

They show what all apps have, so they stand above them all.
"""
