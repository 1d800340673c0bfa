"""Japanese text as a record of speech: punctuation, numerals, fillers, styles."""
