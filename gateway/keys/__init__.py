"""API keys: who holds one, what it may do, until when."""

from gateway.keys.store import Key, KeyStore

__all__ = ["Key", "KeyStore"]
