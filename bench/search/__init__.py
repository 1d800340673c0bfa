"""Measurements of search: `python -m bench.search` measures the ranking."""
