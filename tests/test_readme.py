"""The page a person starts from says the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))


def typed(page: str) -> list[str]:
    """What the page has people type, without the notes beside it."""
    lines = "".join(re.findall(r"```\w+\n(.*?)```", page, re.DOTALL)).splitlines()
    return [re.sub(r"\s+# .*", "", line) for line in lines]


def named(page: str) -> list[str]:
    """The keys, files and settings the text names, in any order; quoted examples in a language are its own."""
    prose = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    return sorted(set(re.findall(r"`([\x21-\x7e]+)`", prose)))


def test_both_languages_have_people_type_the_same() -> None:
    assert typed(CHINESE) == typed(ENGLISH) and len(typed(ENGLISH)) > 40


def test_both_languages_name_the_same_keys_and_files() -> None:
    assert named(CHINESE) == named(ENGLISH)


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_picture_and_page_linked_to_is_there(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", page) if "://" not in link]
    assert len(links) > 5 and [link for link in links if not (ROOT / link).exists()] == []
