"""Who did what and when: append-only, hash-chained, checked by `python -m gateway.audit verify`."""

from gateway.audit.entry import Action, Entry
from gateway.audit.log import AuditLog, audit_file

__all__ = ["Action", "AuditLog", "Entry", "audit_file"]
