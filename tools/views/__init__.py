"""The desk's pages of tools beyond those all kinds share."""
