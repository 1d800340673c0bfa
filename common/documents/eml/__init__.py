"""Mails and saved web pages (MIME): headers, the body once, attachments as documents of their own."""

from common.documents.eml.blackening import blacken
from common.documents.eml.reading import body_segments, decoded_words, header_segments, members, read
from common.documents.eml.rewriting import rewrite

__all__ = ["blacken", "body_segments", "decoded_words", "header_segments", "members", "read", "rewrite"]
