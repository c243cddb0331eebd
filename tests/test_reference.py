"""The page of settings says what the program knows."""

from __future__ import annotations

from finterm import tomlfile
from finterm.rules.loading import shipped
from finterm.rules.reading import rules_of
from tests.reference import FILE, RULES, reference


def test_the_page_of_settings_is_fresh() -> None:
    assert FILE.read_text("utf-8") == reference(), "run: python -m tests.reference"


def test_the_rules_shown_as_an_example_are_read() -> None:
    example = RULES.partition("```toml")[2].partition("```")[0]
    found = rules_of(tomlfile.parse("own.toml", example.encode()), "cn", shipped())
    assert found.faults == () and [rule.id for rule in found.all] == [
        "dispute_answer",
        "lpr_1y",
        "my_bank_grace",
    ]
