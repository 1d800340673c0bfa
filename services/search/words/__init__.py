"""Finding by words and by characters: what is indexed, what is asked, what else it may be called."""
