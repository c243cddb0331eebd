"""Every column of every kind is documented in both languages."""

from __future__ import annotations

import re

import pytest

from finterm.exchange.kinds import ALL
from finterm.exchange.kinds.kind import Kind
from finterm.locale import Words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_the_columns_are_told(kind: Kind, language: str) -> None:
    said = Words(language)(f"exchange.columns.{kind.name}")
    named = set(re.findall(r"[a-z_]+", said))
    assert set(kind.columns) <= named, kind.name
    assert {column for column in kind.columns if f"{column}*" in said} == kind.needed
