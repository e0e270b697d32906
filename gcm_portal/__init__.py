"""The site: settings, addresses, the worker, and the servers of one machine."""
