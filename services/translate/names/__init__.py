"""Names and addresses of a Japanese text in Latin letters, by their readings."""
