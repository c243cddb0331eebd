"""`finterm credit`: one CSV typed off a report is enough to know when late months must be gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Finterm

REPORT = """report,lender,number,overdue,cleared,months
2026-03-01,某银行,4417,,2024-02-29,2024-01:1:545.00; 2024-02:N
2026-08-20,某银行,4417,,2024-02-29,2024-01:1:545.00; 2024-02:N
2026-08-20,蓝湖消费金融,,1080.00,,2026-07:1:540.00; 2026-08:2:1080.00
"""
DISPUTES = "what,filed_on,days\nthe month was paid,2026-08-20,20\n"


@pytest.fixture
def recorded(household: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch) -> Finterm:
    """The household with two copies of its report and a dispute."""
    (place / "report.csv").write_text(REPORT, "utf-8")
    (place / "disputes.csv").write_text(DISPUTES, "utf-8")
    answer = household("import", place / "report.csv", place / "disputes.csv")
    assert answer.code == 0, answer.err
    return household


def test_a_file_of_accounts_makes_its_copies_once(recorded: Finterm, place: Path) -> None:
    told = recorded("credit", "--on", "2026-09-01", "--json").json
    assert [copy["date"] for copy in told["copies"]] == ["2026-08-20", "2026-03-01"]
    again = recorded("import", place / "report.csv", "--json").json
    assert "added" not in str({k: v for k, v in again.items() if isinstance(v, int) and v and k == "added"})
    assert len(recorded("credit", "--on", "2026-09-01", "--json").json["copies"]) == 2


def test_json_tells_removal_dates_clocks_and_advice(recorded: Finterm) -> None:
    told = recorded("credit", "--on", "2026-09-01", "--json").json
    old, late = told["accounts"]
    assert (old["state"], old["removal"], old["late_months"]) == ("running", "2029-02-28", ["2024-01"])
    assert (late["state"], late["removal"], late["overdue"]) == ("not_started", None, 108000)
    assert [one["answer_due"] for one in told["disputes"]] == ["2026-09-09"]
    assert {"settle", "removal", "report"} <= {one["kind"] for one in told["advice"]}
    assert [(one["month"], one["still_shown"]) for one in told["repair_checks"]] == [("2024-01", True)]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("unpaid: no clock", "2029-02-28")), ("zh", ("未还清：未开始计时", "2029-02-28"))],
)
def test_it_is_told_in_tables_in_both_languages(
    recorded: Finterm, language: str, said: tuple[str, ...]
) -> None:
    told = recorded("credit", "--on", "2026-09-01", "--lang", language).out
    assert all(part in told for part in said) and "credit." not in told


def test_a_book_without_a_copy_says_how_one_comes_in(finterm: Finterm) -> None:
    assert "finterm import" in finterm("credit").out


def test_what_is_exported_comes_in_again_the_same(recorded: Finterm, place: Path) -> None:
    before = recorded("credit", "--on", "2026-09-01", "--json").json
    assert recorded("export", "csv", "--output", place / "all").code == 0
    other = str(place / "other")
    files = sorted((place / "all").glob("*.csv"))
    answer = recorded("import", "--book", other, *files)
    assert answer.code == 0, answer.err
    assert recorded("credit", "--on", "2026-09-01", "--json", "--book", other).json == before
