"""Names and addresses of a Japanese text as the reader's language writes them."""
