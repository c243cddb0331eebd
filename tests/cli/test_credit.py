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
TASKS = "date,what,topic,done_on\n2026-08-01,ask for the paper,,\n2026-08-02,copy it,,2026-08-02\n"
DISPUTES = "what,filed_on,days\nthe month was paid,2026-08-20,20\n"


@pytest.fixture
def recorded(household: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch) -> Finterm:
    """The household with two copies of its report and a dispute."""
    (place / "report.csv").write_text(REPORT, "utf-8")
    (place / "tasks.csv").write_text(TASKS, "utf-8")
    (place / "disputes.csv").write_text(DISPUTES, "utf-8")
    answer = household("import", place / "report.csv", place / "disputes.csv", place / "tasks.csv")
    assert answer.code == 0, answer.err
    return household


def test_a_file_of_accounts_makes_its_copies_once(recorded: Finterm, place: Path) -> None:
    told = recorded("credit", "--on", "2026-09-01", "--json").json
    assert [copy["date"] for copy in told["copies"]] == ["2026-08-20", "2026-03-01"]
    assert recorded("import", place / "report.csv", "--json").json["added"] == 0
    assert len(recorded("credit", "--on", "2026-09-01", "--json").json["copies"]) == 2


BAD = """report,lender,number,kind,state,overdue,currency,cleared,months
2026-11-20,,4417,card,open,545.00,CNY,,2026-10:1
2026-11-20,A,1,kart,open,1,CNY,,2026-10:1
2026-11-20,B,1,loan,open,-5,CNY,,2026-10:1
2026-11-20,C,1,loan,open,5.555,CNY,,2026-10:1
2026-11-20,D,1,loan,open,5,CNY,2026-02-30,2026-10:1
2026-11-20,E,1,loan,open,5,CNY,,2026-13:1
2026-11-20,F,1,loan,open,5,CNY,,2026-10:9
2026-11-20,G,1,loan,open,5,CNY,,2026-10:1; 2026-10:N
2026-11-20,H,1,loan,open,5,XXQ,,2026-10:1
2026-13-20,I,1,loan,open,5,CNY,,2026-10:1
2026-11-20,J,1,loan,open,5,CNY,,2026-10
2026-11-20,某银行,1,loan,open,5,CNY,,2026-10:1
2026-11-20,某银行 ,１,loan,settled,5,CNY,,2026-10:1
2026-11-20,某银行,1,loan,settled,5,USD,,2026-10:1
"""


def test_every_mistake_of_a_copy_is_told_by_line_and_column_and_nothing_is_taken(
    recorded: Finterm, place: Path
) -> None:
    (place / "bad.csv").write_text(BAD, "utf-8")
    answer = recorded("import", place / "bad.csv", "--json")
    assert answer.code != 0
    assert [(one["line"], one["column"]) for one in answer.json["problems"]] == [
        (2, "lender"), (3, "kind"), (4, "overdue"), (5, "overdue"), (6, "cleared"), (7, "months"), (8, "months"),
        (9, "months"), (10, "currency"), (11, "report"), (12, "months"), (14, "lender"),
    ]  # fmt: skip
    assert all(one["reason"] and "error." not in one["reason"] for one in answer.json["problems"])
    assert len(recorded("credit", "--json").json["copies"]) == 2


def test_an_account_that_the_copy_has_is_not_there_twice_by_another_spelling(
    recorded: Finterm, place: Path
) -> None:
    (place / "more.csv").write_text(
        "report,lender,number\n2026-08-20,某银行,4 417\n2026-08-20, 某银行,４４１７\n", "utf-8"
    )
    problems = recorded("import", place / "more.csv", "--json").json["problems"]
    assert [(one["line"], one["column"]) for one in problems] == [(3, "lender")]


def test_a_whole_copy_comes_in_by_files_and_comes_in_once(finterm: Finterm, place: Path) -> None:
    (place / "copy.csv").write_text(
        "date,source,free,country,reference\n2026-08-20,branch,yes,CN,R-77\n", "utf-8"
    )
    (place / "accounts.csv").write_text(REPORT, "utf-8")
    (place / "asked.csv").write_text("report,date,who,reason\n2026-08-20,2026-07-02,蓝湖,loan\n", "utf-8")
    files = [place / name for name in ("copy.csv", "accounts.csv", "asked.csv")]
    told = finterm("import", *files, "--dry-run").out
    assert "某银行 4417" in told and "蓝湖" in told
    assert finterm("import", *files).code == 0
    again = finterm("import", *files, "--json").json
    assert (again["added"], again["updated"]) == (0, 0)
    copies = finterm("credit", "--on", "2026-09-01", "--json").json["copies"]
    assert [(one["date"], one["source"], one["country"]) for one in copies] == [
        ("2026-08-20", "branch", "cn"), ("2026-03-01", "website", "cn"),
    ]  # fmt: skip


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
    assert "ask for the paper" in told and (language != "en" or "planned, passed" in told)


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
