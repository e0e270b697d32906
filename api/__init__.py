"""The API: everything public as JSON by publication, and the desk's own verbs by personal access token."""
