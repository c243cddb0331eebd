"""`undo`, `redo`, `history`, `backup`, `doctor`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from finterm.domain.records import Contact, Event, Loan
from finterm.store.book import Book
from tests.cli.conftest import HOUSEHOLD, Finterm


def test_the_latest_change_is_taken_back_and_done_again(household: Finterm) -> None:
    household("pay", "借呗", "100")
    assert household("undo").out == "undone: payment of CN¥100.00 on 借呗\n"
    assert household("redo").out == "done again: payment of CN¥100.00 on 借呗\n"
    assert household("redo").code == 1
    told = household("history", "--json").json
    assert [(step["what"], step["undone"]) for step in told] == [
        ("payment of CN¥100.00 on 借呗", False),
        ("import of loans.csv, events.csv", False),
    ]
    household("undo")
    assert "(undone)" in household("history").out and "已撤销" in household("history", "--lang", "zh").out


def test_when_all_is_undone_there_is_nothing_more_to_undo(household: Finterm) -> None:
    assert household("undo").code == 0
    answer = household("undo")
    assert answer.code == 1 and "nothing to undo" in answer.err


def test_a_backup_is_a_copy_in_the_folder_of_the_book(household: Finterm, place: Path) -> None:
    path = Path(household("backup", "--json").json["path"])
    assert path.parent == place / "book" / "backups" and path.stat().st_size > 1000


def test_a_sound_book_is_well(household: Finterm) -> None:
    told = household("doctor", "--json").json
    assert told["well"] and told["found"] == [] and told["records"]["loans"] == 6
    assert "is well: 26 records" in household("doctor").out


def test_the_doctor_says_when_reminders_last_ran(household: Finterm) -> None:
    assert "have not run on this machine yet" in household("doctor").out
    household("remind", "--once")
    assert "reminders: last look" in household("doctor").out
    assert "上次检查" in household("doctor", "--lang", "zh", "--json").json["reminders"]


def test_what_was_found_and_mended_is_told_once(household: Finterm, place: Path) -> None:
    journal = next((place / "book" / "journal").glob("*.jsonl"))
    with journal.open("ab") as file:
        file.write(b'{"sum":"half a li')
    (place / "book" / "book.json").write_bytes(b"{ not json")
    if os.name == "posix":
        journal.chmod(0o644)
    found = {notice["key"] for notice in household("doctor", "--json").json["found"]}
    assert {"core.notice.torn_line", "core.notice.book_damaged"} <= found
    assert os.name != "posix" or "core.notice.permissions" in found
    assert household("doctor", "--json").json["well"]
    assert len(household("loans", "--json").json) == 6


def test_any_verb_says_what_opening_mended_on_stderr(household: Finterm, place: Path) -> None:
    journal = next((place / "book" / "journal").glob("*.jsonl"))
    with journal.open("ab") as file:
        file.write(b"torn")
    answer = household("loans", "--json")
    assert len(answer.json) == 6 and journal.name in answer.err and answer.code == 0


def test_each_change_that_another_device_overtook_is_listed(
    household: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (HOUSEHOLD / "loans.csv").read_text("utf-8")
    copy = place / "copy"
    shutil.copytree(place / "book", copy)
    for device, book in (("one", place / "book"), ("two", copy)):
        monkeypatch.setenv("FINTERM_DEVICE", device)
        file = place / f"{device}.csv"
        file.write_text(text.replace("LFQ-20260315", device), "utf-8")
        assert household("import", file, "--book", book).code == 0
    shutil.copy(next((copy / "journal").glob("two-*")), place / "book" / "journal")
    told = household("doctor").out
    assert told.count("overtaken by a later one") == 1
    assert "loan 手机分期: “import of one.csv”" in told and "“import of two.csv”" in told
    assert "“导入 one.csv”" in household("doctor", "--lang", "zh").out
    (lost,) = household("doctor", "--json").json["overtaken"]
    assert (lost["lost"]["device"], lost["kept"]["device"]) == ("one", "two")
    assert lost["lost_record"]["contract_no"] == "one"
    assert [step["overtaken"] for step in household("history", "--json").json] == [False, True, False]
    assert household("history").out.count("(overtaken by") == 1


def test_what_names_a_record_that_is_not_there_is_told_with_the_next_step(
    household: Finterm, place: Path
) -> None:
    with Book.open(place / "book") as book:
        loan = book.all(Loan)[0]
        events = [event for event in book.all(Event) if event.loan == loan.id]
        with book.transaction("core.done.import", {"name": "x"}) as transaction:
            transaction.delete(loan)
            for n in (1, 2):
                transaction.put(Contact(id=f"contact-0{n}", name=f"A{n}", loans=("nowhere",)))
    found = {notice["key"]: notice for notice in household("doctor", "--json").json["found"]}
    assert found.keys() == {"core.notice.missing.loans"}
    told = household("doctor").out
    assert f"{len(events)} entries (event) name the loan {loan.id}" in told and "It was deleted" in told
    assert "2 entries (contact) name the loan nowhere, which is not in the book. The history" in told
    assert "联系人" in household("doctor", "--lang", "zh").out


def test_every_mistake_in_the_files_of_the_person_is_told(household: Finterm, place: Path) -> None:
    (place / "config" / "themes").mkdir(parents=True)
    (place / "config" / "config.toml").write_text('language = "fr"\ntheme = "dusk"\n[keys]\npya = "o"\nx\n')
    (place / "config" / "themes" / "mine.toml").write_text("dark = 3\n")
    told = household("doctor").out
    assert "4 mistakes in your own files" in told
    assert "config.toml, line 1, language: must be one of en, zh." in told
    assert "config.toml, line 4, keys.pya" in told and "config.toml, line 5: this is not TOML" in told
    assert "mine.toml, line 1, dark" in told and "is well" in told
    found = household("doctor", "--json").json
    assert found["well"] and [one["line"] for one in found["mistakes"]] == [1, 4, 5, 1]


def test_one_of_something_is_told_as_one(household: Finterm, place: Path) -> None:
    with (
        Book.open(place / "book") as book,
        book.transaction("core.done.import", {"name": "x"}) as transaction,
    ):
        transaction.put(Contact(id="contact-01", name="A", loans=("nowhere",)))
    if os.name == "posix":
        next((place / "book" / "journal").glob("*.jsonl")).chmod(0o644)
        assert "1 file could be read by others; it is now" in household("doctor").out
    assert "1 entry (contact) names the loan nowhere" in household("doctor").out


@pytest.mark.parametrize("verb", ["undo", "redo", "history", "backup", "doctor"])
def test_there_is_nothing_to_look_after_where_there_is_no_book(
    finterm: Finterm, place: Path, verb: str
) -> None:
    answer = finterm(verb)
    assert answer.code == 1 and answer.err.count("\n") == 1 and not (place / "book").exists()
