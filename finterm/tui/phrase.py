"""The phrase that unlocks the screen: kept only as a salted scrypt hash, in a file its owner alone can read.

It hides the screen from passers-by. It does not encrypt the book: whoever can read the files of the book
can read them without it.
"""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

from finterm import config

FILE = "lock.json"
COST, BLOCK, LANES = 1 << 14, 8, 1  # 16 MiB and some 0.05 s a try


def _path() -> Path:
    return config.folder() / FILE


def is_set() -> bool:
    """Whether a phrase is asked for. A file that cannot be read asks for one too: it was made to."""
    return _path().exists()


def _hash(phrase: str, salt: bytes) -> bytes:
    from hashlib import scrypt

    return scrypt(normalize("NFKC", phrase.strip()).encode(), salt=salt, n=COST, r=BLOCK, p=LANES)


def choose(phrase: str) -> None:
    """Keeps `phrase`; an empty one takes it away. Raises OSError when the system refuses."""
    import json
    from secrets import token_bytes

    path = _path()
    if not phrase:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    salt = token_bytes(16)
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump({"salt": salt.hex(), "scrypt": _hash(phrase, salt).hex()}, file)
    aside.replace(path)


def fits(phrase: str) -> bool:
    """Whether `phrase` is the one kept. Never true where the file is damaged; removing it sets one free."""
    import hmac
    import json

    try:
        kept = json.loads(_path().read_text(encoding="ascii"))
        return hmac.compare_digest(bytes.fromhex(kept["scrypt"]), _hash(phrase, bytes.fromhex(kept["salt"])))
    except (OSError, ValueError, KeyError, TypeError):
        return False
