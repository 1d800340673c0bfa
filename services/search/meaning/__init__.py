"""Finding by meaning: passages as vectors, stored once, and the index over them."""
