"""Names of people in running text: lower layers of the embedding model, Sudachi's words, a small network.

The weights beside this file come from `python -m bench.masking.learn`.
"""
