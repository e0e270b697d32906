"""Benchmarks: what they print are ratios to a plain way of doing the same, on the same machine, in the same minute."""
