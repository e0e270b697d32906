"""The public pages. Each view reads its address and the moment it is called with, and nothing else."""
