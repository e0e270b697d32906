"""The toolbox: what helps to implement the Compact."""
