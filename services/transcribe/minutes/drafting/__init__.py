"""Drafts of summaries by a language model: optional, and never more than a draft."""
