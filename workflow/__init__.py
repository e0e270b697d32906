"""States, verbs, audit, notices and publications: the kernel everything moderated runs through."""
