"""PostgreSQL and Valkey for one machine, without installing either: `make run`, `make test`, `make bench`.

Never for production, where docker-compose.yml uses the official images. Nothing here imports Django, save
`first_steps`, which runs in a process of its own. docs/adr/0002-embedded-servers.md says why this exists.
"""
