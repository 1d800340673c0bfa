"""`python -m gateway.audit verify [FILE]`: check the chain; exit 1 names the first broken line."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from common.settings import Settings
from gateway.audit.log import audit_file
from gateway.audit.verify import verify


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m gateway.audit", description=__doc__)
    check = parser.add_subparsers(dest="command", required=True).add_parser("verify")
    check.add_argument("file", type=Path, nargs="?", help="by default the audit below data.folder")
    asked = parser.parse_args(arguments)
    path = asked.file or audit_file(Settings())
    if not path.is_file():
        print(f"no audit file at {path}", file=sys.stderr)
        return 1
    verdict = verify(path)
    if verdict.fault is not None:
        print(f"BROKEN at {verdict.fault}; {verdict.lines} lines before it are whole", file=sys.stderr)
        return 1
    print(f"ok: {verdict.lines} lines, head {verdict.head}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
