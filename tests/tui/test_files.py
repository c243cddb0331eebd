"""Files named in a form, while their names are still being typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.errors import BadInput
from finterm.tui.dialogs.files import parse_paths


@pytest.mark.parametrize(
    "typed", ["~nobody-of-that-name", "a" * 300, "nul\0", "file://[x", "file://", "nowhere.png"]
)
def test_what_names_no_file_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadInput, match="not_a_file"):
        parse_paths(typed)


def test_files_are_named_as_typed_quoted_or_dropped(tmp_path: Path) -> None:
    one, two = tmp_path / "a b.png", tmp_path / "c.png"
    for path in (one, two):
        path.write_bytes(b"x")
    dropped = str(one).replace(" ", "\\ ")
    assert parse_paths(f"'{one}'; {two}") == (one, two) == parse_paths(f"{dropped};{two.as_uri()};")
