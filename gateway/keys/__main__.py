"""`python -m gateway.keys create|list|revoke`: keys from the console of the machine."""

import argparse
import sys
from collections.abc import Sequence

from common.errors import Problem
from common.identity import ROLES
from common.settings import Settings
from gateway.database import open_database
from gateway.keys.store import Key, KeyStore


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, or 1 with the reason on standard error."""
    asked = _parser().parse_args(arguments)
    engine = open_database(Settings())
    try:
        _run(asked, KeyStore(engine))
    except Problem as problem:
        print(problem.detail, file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    return 0


def _run(asked: argparse.Namespace, keys: KeyStore) -> None:
    if asked.command == "create":
        _, text = keys.create(asked.user, asked.role, days=asked.days)
        print(text)
    elif asked.command == "list":
        for key in keys.list():
            print(_line(key))
    else:
        key = keys.revoke(asked.id)
        print(f"revoked {key.id} ({key.user})", file=sys.stderr)


def _line(key: Key) -> str:
    expires = "-" if key.expires_at is None else f"{key.expires_at:%Y-%m-%d}"
    state = "revoked" if key.revoked_at else "usable"
    return f"{key.id}\t{state}\t{','.join(key.roles)}\t{key.created_at:%Y-%m-%d}\t{expires}\t{key.user}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gateway.keys", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    create = commands.add_parser("create", help="make a key and print it, this once, on standard output")
    create.add_argument("--user", required=True)
    create.add_argument("--role", required=True, action="append", choices=ROLES)
    create.add_argument("--days", type=float, help="valid for so many days; without it, until revoked")
    commands.add_parser("list", help="id, state, roles, created, expires, user")
    revoke = commands.add_parser("revoke", help="make a key useless from now on")
    revoke.add_argument("id")
    return parser


if __name__ == "__main__":
    sys.exit(main())
