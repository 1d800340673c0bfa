"""File search: shared folders, found by word, by character and by meaning, by those who may read them."""
