"""The registered folders: what is in them, what changed, and keeping the catalog equal to that."""
