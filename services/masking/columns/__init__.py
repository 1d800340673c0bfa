"""Whole columns of a table, for open data: what each holds, what is done with it, and who could still be singled out."""
