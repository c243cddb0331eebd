"""`import` from the command line: all of it or none, and every reason told."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.records import Event, Loan
from finterm.store.book import Book
from tests.cli.conftest import HOUSEHOLD, Finterm

LOANS, EVENTS = HOUSEHOLD / "loans.csv", HOUSEHOLD / "events.csv"
BAD = (
    "loan,date,kind,amount,component\n"
    "手机分期,2026-04-31,payment,5,\n"
    "手机分欺,2026-04-15,payment,abc,\n"
    "手机分期,2026-04-15,payment,5,\n"
    "手机分期,2026-04-15,waiver,5,\n"
)


def journal_of(place: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((place / "book" / "journal").glob("*.jsonl")))


def test_the_first_import_makes_the_book_and_says_what_it_added(finterm: Finterm, place: Path) -> None:
    told = finterm("import", LOANS, "--json").json
    assert (told["done"], told["added"], told["updated"], told["unchanged"]) == (True, 6, 0, 0)
    told = finterm("import", EVENTS, "--json").json
    assert told["kinds"] == {"events": {"added": 20, "updated": 0, "unchanged": 0}} and told["problems"] == []


def test_the_same_file_twice_adds_nothing_and_writes_nothing(household: Finterm, place: Path) -> None:
    before = journal_of(place)
    told = household("import", LOANS, EVENTS, "--json").json
    assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, 26) and journal_of(place) == before
    assert "already" in household("import", EVENTS).out


def test_a_bad_file_changes_nothing_and_every_line_says_why(household: Finterm, place: Path) -> None:
    (place / "bad.csv").write_text(BAD, "utf-8")
    before = journal_of(place)
    answer = household("import", place / "bad.csv")
    assert answer.code == 1 and answer.out == "" and journal_of(place) == before
    assert answer.err.splitlines() == [
        "bad.csv, line 2, column date: “2026-04-31” is not a date; write it like 2026-04-15",
        "bad.csv, line 3, column loan: there is no loan “手机分欺”; did you mean 手机分期?",
        "bad.csv, line 3, column amount: “abc” is not an amount; write it like 1075, 1,075.50 or 1.2万",
        "bad.csv, line 5, column component: a waiver says what it lowers: fee, penalty, interest, principal or late_fee",
        "nothing was imported: 4 problems",
    ]
    told = household("import", place / "bad.csv", "--json")
    assert told.code == 1 and not told.json["done"] and told.json["added"] == 0
    assert [(p["line"], p["column"]) for p in told.json["problems"]] == [
        (2, "date"), (3, "loan"), (3, "amount"), (5, "component"),
    ]  # fmt: skip


def test_one_bad_file_holds_back_the_good_ones(finterm: Finterm, place: Path) -> None:
    (place / "bad.csv").write_text(BAD, "utf-8")
    assert finterm("import", LOANS, place / "bad.csv").code == 1
    assert finterm("loans", "--json").json == []


def test_a_dry_run_tells_all_and_changes_nothing(finterm: Finterm, place: Path) -> None:
    told = finterm("import", LOANS, EVENTS, "--dry-run", "--json").json
    assert told["dry_run"] and not told["done"] and told["added"] == 26
    assert [change["line"] for change in told["changes"][:2]] == [2, 3]
    assert told["changes"][0]["record"]["name"] == "手机分期"
    assert not (place / "book").exists()


def test_a_dry_run_shows_what_a_changed_file_would_change(household: Finterm, place: Path) -> None:
    changed = place / "loans.csv"
    changed.write_bytes(LOANS.read_bytes().replace(b"0.75%", b"0.80%"))
    before = journal_of(place)
    answer = household("import", changed, "--dry-run")
    assert "loans.csv line 2: changed: loan 手机分期" in answer.out and journal_of(place) == before
    assert household("import", changed, "--json").json["updated"] == 1
    assert household("loans", "--json").json[0]["total_fees"] == 57600


def test_an_import_is_one_step_to_undo(household: Finterm, place: Path) -> None:
    assert "import of loans.csv, events.csv" in household("undo").out
    with Book.open(place / "book") as book:
        assert book.all(Loan) == [] and book.all(Event) == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("odd.csv", b"colour,shape\nred,round\n", "--help"),
        ("lack.csv", b"loan,date,kind\n", "amount"),
        ("extra.csv", b"loan,date,kind,amount,notes\n", "note"),
        ("latin.csv", b"name,principal,method\n\xe9\xe8\xff\n", "GB18030"),
        ("broken.zip", b"PK", "cannot be read"),
    ],
)
def test_what_is_no_import_file_is_refused_with_its_reason(
    finterm: Finterm, place: Path, name: str, data: bytes, said: str
) -> None:
    (place / name).write_bytes(data)
    answer = finterm("import", place / name)
    assert answer.code == 1 and name in answer.err and said in answer.err


def test_a_missing_file_is_refused_and_no_file_at_all_is_usage(finterm: Finterm, place: Path) -> None:
    assert finterm("import", place / "none.csv").code == 1
    assert finterm("import").code == 2


def test_the_help_documents_the_columns_of_every_kind(finterm: Finterm) -> None:
    english, chinese = finterm("import", "--help").out, finterm("import", "--help", "--lang", "zh").out
    for column in LOANS.read_text("utf-8").splitlines()[0].split(",") + EVENTS.read_text(
        "utf-8"
    ).splitlines()[0].split(","):
        assert column in english and column in chinese
    for word in ("bills", "envelopes", "contacts", "talks", "promise_date", "rollover", "said_by_them"):
        assert word in english and word in chinese
    assert max(map(len, english.splitlines())) <= 100


def test_ten_thousand_lines_go_into_a_real_book(household: Finterm, place: Path) -> None:
    rows = "".join(f"借呗,2026-{1 + n % 12:02}-{1 + n % 28:02},payment,{n}.50\n" for n in range(1, 10_001))
    (place / "many.csv").write_text("loan,date,kind,amount\n" + rows, "utf-8")
    assert household("import", place / "many.csv", "--json").json["added"] == 10_000
