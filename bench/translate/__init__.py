"""Translation, a file per measure: quality and speed (`python -m bench.translate`), plain Japanese, survival."""
