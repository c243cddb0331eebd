"""Where this machine keeps what belongs to it alone: heartbeats, hand-overs, pieces of a service.

Never in the book's folder, which a person may copy or synchronise between machines. The environment
variable FINTERM_STATE names another place than the system's.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path


def folder() -> Path:
    """The folder of this machine's state: FINTERM_STATE, else the system's place. It need not exist yet."""
    if chosen := os.environ.get("FINTERM_STATE"):
        return Path(chosen)
    from platformdirs import user_state_path

    return user_state_path("finterm", appauthor=False)


def name_of(book_folder: Path) -> str:
    """The name under which this machine knows the book in `book_folder`."""
    return sha256(os.fsencode(book_folder.resolve())).hexdigest()[:16]


def place_of(book_folder: Path) -> Path:
    """Where the folder for the book in `book_folder` stands; it need not exist yet."""
    return folder() / "books" / name_of(book_folder)


def of_book(book_folder: Path) -> Path:
    """The folder for the book in `book_folder`, open to its owner only; made where it is missing.

    Raises OSError when it cannot be made.
    """
    own = place_of(book_folder)
    if not own.is_dir():
        own.mkdir(parents=True, exist_ok=True, mode=0o700)
        own.chmod(0o700)
    return own
