"""Who may read a single file, by the permissions that the file itself carries."""
