"""Masking for disclosure: personal information found, decided on by a person, and truly removed."""
