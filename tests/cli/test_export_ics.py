"""`export ics`: the dues as a calendar file."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest

from tests.cli.conftest import Finterm

ON = ("--on", "2026-05-15")


def titles(text: str) -> list[str]:
    return [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(text).walk("VEVENT")]


def test_the_dues_go_to_the_terminal_or_to_a_file(household: Finterm, place: Path) -> None:
    told = household("export", "ics", *ON)
    assert told.code == 0 and any("instalment" in title for title in titles(told.out))
    answer = household("export", "ics", "--output", place / "dues.ics", *ON)
    assert answer.code == 0 and f"dues written to {place / 'dues.ics'}" in answer.out
    assert (place / "dues.ics").read_text("utf-8") == told.out.replace("\r\n", "\n")


def test_the_same_file_is_updated_without_force(household: Finterm, place: Path) -> None:
    path = place / "dues.ics"
    household("export", "ics", "--output", path, *ON)
    assert household("export", "ics", "--output", path, *ON).out == f"{path} is up to date\n"
    household("pay", "手机分期", "545", "--date", "2026-05-15")
    answer = household("export", "ics", "--output", path, "--json", *ON).json
    assert answer["written"] is True and answer["path"] == str(path) and answer["dues"] > 5
    assert any("✓ Paid" in title for title in titles(path.read_text("utf-8")))


def test_nothing_else_is_written_over_unasked(household: Finterm, place: Path) -> None:
    (place / "mine.ics").write_text("mine")
    for option in ("--output", "--serve-file"):
        answer = household("export", "ics", option, place / "mine.ics")
        assert answer.code == 1 and "--force" in answer.err and (place / "mine.ics").read_text() == "mine"
    assert household("export", "ics", "--output", place / "mine.ics", "--force").code == 0


def test_days_privacy_and_language_are_heeded(household: Finterm) -> None:
    few, many = (titles(household("export", "ics", "--days", days, *ON).out) for days in (3, 90))
    assert 0 < len(few) < len(many)
    assert set(titles(household("export", "ics", "--privacy", "count", *ON).out)) <= {
        "1 task due",
        "✓ 1 task done",
    }
    assert any("期" in title for title in titles(household("export", "ics", "--lang", "zh", *ON).out))


@pytest.mark.parametrize(
    "arguments",
    [
        ("json", "--days", "3"),
        ("csv", "--privacy", "count"),
        ("json", "--serve-file", "x.ics"),
        ("ics", "--output", "x.ics", "--serve-file", "y.ics"),
        ("ics", "--days", "-1"),
        ("ics", "--privacy", "some"),
    ],
)
def test_options_that_do_not_go_together_are_refused(finterm: Finterm, arguments: tuple[str, ...]) -> None:
    answer = finterm("export", *arguments)
    assert answer.code == 2 and answer.err


def test_a_file_that_cannot_be_written_is_told(household: Finterm, place: Path) -> None:
    for option in ("--output", "--serve-file"):
        answer = household("export", "ics", option, place / "nowhere" / "dues.ics")
        assert answer.code == 1 and "cannot be written" in answer.err


def test_a_book_that_is_not_there_is_not_exported(finterm: Finterm, place: Path) -> None:
    assert finterm("export", "ics").code == 1 and not (place / "book").exists()
