"""The page of settings says what the program knows."""

from __future__ import annotations

from tests.reference import FILE, reference


def test_the_page_of_settings_is_fresh() -> None:
    assert FILE.read_text("utf-8") == reference(), "run: python -m tests.reference"
