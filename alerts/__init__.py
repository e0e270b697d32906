"""Following what is published: Atom feeds, and e-mail without an account, for any filter."""
