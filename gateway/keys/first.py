"""The first administrator's key, shown once, where the person who started the gateway looks."""

import sys

from gateway.keys.store import KeyStore

NOTICE = """
────────────────────────────────────────────────────────────────────────
 最初の管理者キーを作りました。表示は今回だけです。安全な場所に控えてください。
 The first administrator's key. It is shown only this once; keep it safe.

   {key}

 なくしたとき / if it is lost:
   python -m gateway.keys create --user admin --role admin
────────────────────────────────────────────────────────────────────────
"""


def announce_first_key(keys: KeyStore) -> None:
    """Standard output only: the JSON logs on standard error are kept, and must not hold a key."""
    keys.create_first(_show)


def _show(key: str) -> None:
    sys.stdout.write(NOTICE.format(key=key))
    sys.stdout.flush()
