"""Export: nothing is lost, and what was exported is imported again as it was."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import UTC
from datetime import date as Date
from datetime import datetime as DateTime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest

from finterm.domain.errors import FintermError
from finterm.domain.records import (
    STORED,
    Acknowledgement,
    AttachedFile,
    Bill,
    BillPayment,
    Charge,
    Claim,
    Contact,
    ContractSheet,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    CustomRow,
    Delivery,
    Dispute,
    DueRef,
    Envelope,
    Event,
    FollowUp,
    Loan,
    MonthStatus,
    Move,
    Occurrence,
    Promise,
    Record,
    ScoreEntry,
    Settings,
    Snooze,
    Talk,
    Task,
)
from finterm.exchange import demo, exporting
from finterm.exchange.importing import Source, apply, plan
from finterm.exchange.kinds import ALL, recognised
from finterm.exchange.sheet import read_sheet
from finterm.locale import Words
from tests.exchange.book_of import ZONE, Kept, told

NOW = DateTime(2026, 9, 12, 14, 30, tzinfo=ZONE)


def filled(*extra: Record) -> Kept:
    kept = Kept()
    for record in [*demo.made_up(NOW, Words("zh"), kept.new_id), *extra]:
        kept.records[type(record), record.id] = record
    return kept


def odd_records() -> list[Record]:
    """What a file can hold wrongly: formulas, quotes, line breaks, twins, both kinds of a fee at once."""
    loan = Loan(
        id="zz00000000000001", name="=HYPERLINK(1)", currency="JPY", principal=60000, received=59000,
        start=Date(2026, 1, 31), first_due=Date(2026, 2, 28), periods=2, method="custom_rows",
        rows=(CustomRow(due=Date(2026, 2, 28), principal=30000, interest=5, fee=1),
              CustomRow(due=Date(2026, 3, 31), principal=30000)),
        fee_rate=Decimal("0.001"), fee_minor=7, late_fee_rate=Decimal("0.05"), late_fee_minor=3, late_fee_min=0,
        late_fee_max=900, penalty_multiplier=Decimal("1.5"), penalty_rate=Decimal("0.0005"), compound=True,
        fee_refunded=True, leads=(), allocation=("interest", "late_fee", "fee", "penalty", "principal"),
        note='a "quoted", 多行\nnote; with = signs',
    )  # fmt: skip
    twin = Loan(
        id="zz00000000000002", name="=hyperlink(1)", currency="CNY", principal=1, received=1,
        start=Date(2026, 1, 1), first_due=Date(2026, 1, 1), periods=1, method="bullet",
    )  # fmt: skip
    talk = Talk(
        id="zz00000000000003", at=DateTime(2026, 3, 1, 9, 5, 7, tzinfo=UTC), person="@agent", said_by_them="'=2+2",
        loans=(twin.id, loan.id), files=(AttachedFile(name="a, b.png", sha256="0" * 64),), reached=False,
    )  # fmt: skip
    return [
        loan,
        twin,
        Event(id="zz00000000000004", loan=twin.id, date=Date(2026, 1, 2), kind="payoff", minor=1, note="-1"),
        talk,
        Occurrence(id="zz00000000000005", bill=filled().all(Bill)[0].id, on=Date(2026, 9, 16), skipped=True),
        FollowUp(id="zz00000000000006", date=Date(2026, 3, 2), what="+1", talk=talk.id, loan=twin.id),
        Claim(id="zz0000000000000b", loan=twin.id, on=Date(2026, 3, 2), minor=9, ours=7, measure="whole", penalty=1, talk=talk.id, note="+1"),
        ContractSheet(id=f"sheet:{twin.id}", loan=twin.id, forum="=1", shown_rate=Decimal(0), shown_way="simple", charges=(Charge(name="x", minor=5, collector="y"), Charge(name="-x")), files=(AttachedFile(name="a:b.pdf", sha256="0" * 64),)),
        Promise(id="zz00000000000007", by="them", date=Date(2026, 3, 9), talk=talk.id, state="withdrawn"),
        Delivery(id="loan:zz00000000000002:1/due-3/desktop", subject="loan:x:1", step="due-3", channel="desktop", at=NOW),
        Acknowledgement(id="seen-0123456789abcdef01234567", subject="bill:x:2026-09-16", stage="overdue:2026-09-16", at=NOW),
        Snooze(id="snooze:bill:x:2026-09-16", subject="bill:x:2026-09-16", until=Date(2026, 9, 20)),
        Envelope(id="zz00000000000008", name="Closed", currency="USD", closed=True, rollover=False),
        CreditReport(id="zz00000000000010", date=Date(2026, 8, 20), source="branch", free=False, note="=1"),
        CreditReport(id="zz00000000000011", date=Date(2026, 8, 20)),
        CreditAccount(
            id="zz00000000000012", report="zz00000000000011", lender="=某银行", number="44 17", currency="JPY", kind="card",
            state="bad_debt", loan=twin.id, opened=Date(2020, 1, 1), cleared=Date(2026, 1, 1), balance=0, overdue=7,
            statuses=(MonthStatus(month=Date(2026, 5, 1), code="1", minor=7), MonthStatus(month=Date(2026, 6, 1), code="*")),
        ),
        CreditAccount(id="zz00000000000013", report="zz00000000000099", lender="gone", currency="CNY"),
        CreditEnquiry(id="zz00000000000014", report="zz00000000000010", date=Date(2026, 2, 1), who="-b", reason="own"),
        Dispute(
            id="zz00000000000015", what="+wrong", filed_on=Date(2026, 8, 1), days=20, loan=loan.id, filed_with="lender",
            outcome="unchanged", answered_on=Date(2026, 8, 9), evidence="a\nb",
        ),
        Dispute(
            id="zz00000000000016", what="no answer", filed_on=Date(2026, 8, 30), days=30, kind="complaint",
            after="zz00000000000015",
        ),
        ScoreEntry(id="zz00000000000017", date=Date(2026, 8, 1), name="@app", score=650),
        Task(id="task:settle:zz00000000000002", date=Date(2026, 9, 9), what="=pay", topic="settle:zz00000000000002", loan=twin.id),
        Move(id="zz00000000000009", date=Date(2026, 3, 1), kind="spend", minor=1, currency="CNY", cause="zz00000000000004"),
    ]  # fmt: skip


def read_back(files: dict[str, bytes], into: Kept) -> dict[str, tuple[int, int, int]]:
    sheets = [read_sheet(data, name) for name, data in files.items()]
    made = plan(sheets, Source(into.all, into.new_id, UTC))
    assert made.problems == ()
    apply(made, into, "export")
    return told(made)


def test_a_book_written_as_csv_is_read_back_record_for_record() -> None:
    kept = filled(*odd_records())
    again = Kept()
    read_back(exporting.as_csv(exporting.tables(kept.all)), again)
    for kind in STORED:
        assert again.all(kind) == kept.all(kind), kind.table


def test_reading_an_export_into_its_own_book_changes_nothing() -> None:
    kept = filled(*odd_records())
    counts = read_back(exporting.as_csv(exporting.tables(kept.all)), kept)
    assert {(added, updated) for added, updated, _ in counts.values()} == {(0, 0)}


def test_a_book_built_from_files_without_ids_knows_the_same_records_in_an_export() -> None:
    kept, other = filled(), filled()
    renumbered = Kept()
    for (kind, _), record in other.records.items():
        if kind in (Loan, Contact, Settings):
            renumbered.records[kind, record.id] = record
    counts = read_back(exporting.as_csv(exporting.tables(kept.all)), renumbered)
    assert counts["loans"] == (0, 0, len(kept.all(Loan))) and counts["events"][0] == len(kept.all(Event))


def records_that_name_what_is_gone() -> list[Record]:
    """What is left when a loan is deleted here, and what two machines leave that did not know of each other."""
    day, gone = Date(2026, 5, 1), "0123456789abcdef"
    return [
        Event(id="zz10000000000001", loan=gone, date=day, kind="payment", minor=5, due=7),
        Occurrence(id="zz10000000000002", bill=gone, on=day, minor=4),
        BillPayment(id="zz10000000000003", bill=gone, on=day, date=day, minor=3),
        Bill(id="zz10000000000004", name="b", currency="CNY", first=day, envelope=gone),
        Move(id="zz10000000000005", date=day, kind="cover", minor=5, currency="CNY", envelope=gone, cause=gone),
        Contact(id="zz10000000000006", name="c", loans=(gone,)),
        Talk(id="zz10000000000007", at=NOW.astimezone(UTC), contact=gone, loans=(gone,), dues=(DueRef(loan=gone, n=7),)),
        Promise(id="zz10000000000008", by="me", date=day, talk=gone, contact=gone, loan=gone, due=3),
        Claim(id="zz1000000000000a", loan=gone, on=day, minor=9, ours=7, talk=gone),
        ContractSheet(id=f"sheet:{gone}", loan=gone, forum="x"),
        FollowUp(id="zz10000000000009", date=day, what="x", talk=gone, contact=gone, loan=gone),
    ]  # fmt: skip


def test_what_names_a_record_that_is_gone_is_read_back_as_well() -> None:
    kept, again = filled(*records_that_name_what_is_gone()), Kept()
    read_back(exporting.as_csv(exporting.tables(kept.all)), again)
    for kind in STORED:
        assert again.all(kind) == kept.all(kind), kind.table
    counts = read_back(exporting.as_csv(exporting.tables(kept.all)), kept)
    assert {(added, updated) for added, updated, _ in counts.values()} == {(0, 0)}


def test_each_exported_file_is_recognised_as_its_kind() -> None:
    files = exporting.as_csv(exporting.tables(filled(*odd_records()).all))
    assert {name: recognised(read_sheet(data, name)).name + ".csv" for name, data in files.items()} == {
        name: name for name in files
    }
    assert set(files) == {f"{kind.name}.csv" for kind in ALL}


def test_no_cell_begins_like_a_formula() -> None:
    for data in exporting.as_csv(exporting.tables(filled(*odd_records()).all)).values():
        for line in read_sheet(data, "a").lines:
            assert not [cell for cell in line.cells.values() if cell[0] in "=+-@\t\r"]


def test_json_holds_every_record_under_its_table() -> None:
    kept = filled(*odd_records())
    whole = json.loads(exporting.as_json(exporting.tables(kept.all), NOW))
    assert whole["exported"] == "2026-09-12T14:30:00+08:00"
    assert {table: len(records) for table, records in whole["tables"].items()} == {
        kind.table: len(kept.all(kind)) for kind in STORED
    }
    assert whole["tables"]["loans"][0]["principal"] == 600000


def test_a_zip_holds_the_files_closed_to_others() -> None:
    data = exporting.zipped({"loans.csv": b"x"}, NOW)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("loans.csv") == b"x" and archive.infolist()[0].external_attr >> 16 == 0o600


def test_a_file_is_written_for_its_owner_and_never_over_another_unasked(tmp_path: Path) -> None:
    target = tmp_path / "book.json"
    exporting.write(target, b"one")
    assert target.read_bytes() == b"one" and (os.name != "posix" or target.stat().st_mode & 0o777 == 0o600)
    with pytest.raises(FintermError, match="exists"):
        exporting.write(target, b"two")
    with pytest.raises(FintermError, match="exists"):
        exporting.write_folder(tmp_path, {"new.csv": b"", "book.json": b"two"})
    assert target.read_bytes() == b"one" and [path.name for path in tmp_path.iterdir()] == ["book.json"]
    exporting.write(target, b"two", force=True)
    assert target.read_bytes() == b"two"


def test_what_the_system_refuses_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FintermError, match="not_written"):
        exporting.write(tmp_path / "no" / "such" / "folder", b"x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes by name")
@pytest.mark.parametrize("force", [False, True])
def test_a_pipe_or_device_is_written_into_and_stays_one(tmp_path: Path, force: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        exporting.write(pipe, b"one", force)
        assert os.read(reading, 10) == b"one" and pipe.is_fifo()
    finally:
        os.close(reading)


def test_a_link_stays_one_and_what_it_names_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "there", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with pytest.raises(FintermError):
        exporting.write(link, b"new")
    exporting.write(link, b"new", force=True)
    assert link.is_symlink() and target.read_bytes() == b"new"


def test_a_link_that_names_itself_is_something_that_is_there(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(FintermError, match="exists"):
        exporting.write(link, b"new")
    assert link.is_symlink()


class TestAFolderOfItsOwn:
    FILES: ClassVar[dict[str, bytes]] = {"a.md": b"a", "csv/b.csv": b"b", "SUMS": b"s"}

    @pytest.mark.parametrize("is_there", [False, True])
    def test_it_is_there_whole(self, tmp_path: Path, is_there: bool) -> None:
        target = tmp_path / "pack"
        if is_there:
            target.mkdir()
        exporting.write_fresh(target, self.FILES, last="SUMS")
        found = {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}
        assert found == self.FILES and [p.name for p in tmp_path.iterdir()] == ["pack"]
        assert all(p.stat().st_mode & 0o077 == 0 for p in target.rglob("*"))

    @pytest.mark.parametrize("is_there", [False, True])
    @pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_or_not_at_all(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool, fault: BaseException
    ) -> None:
        target, written = tmp_path / "pack", []

        def sync(handle: int) -> None:
            written.append(handle)
            if len(written) == 3:
                raise fault

        if is_there:
            target.mkdir()
        monkeypatch.setattr(exporting.os, "fsync", sync)
        with pytest.raises((FintermError, KeyboardInterrupt)) as told:
            exporting.write_fresh(target, self.FILES, last="SUMS")
        if isinstance(told.value, FintermError):
            assert told.value.values["name"] == str(target)  # and no place aside
        assert [p.name for p in tmp_path.rglob("*")] == (["pack"] if is_there else [])

    def test_nothing_is_written_beside_what_is_there(self, tmp_path: Path) -> None:
        (tmp_path / "mine").write_text("mine")
        (tmp_path / "link").symlink_to(tmp_path / "nowhere")
        for target in (tmp_path, tmp_path / "mine", tmp_path / "link"):
            with pytest.raises(FintermError, match="not_empty"):
                exporting.write_fresh(target, self.FILES)
        assert {p.name for p in tmp_path.iterdir()} == {"mine", "link"}

    def test_a_name_that_no_file_can_have_is_refused_in_words(self, tmp_path: Path) -> None:
        for name in ("a" * 300, "nul\0"):
            with pytest.raises(FintermError, match="not_written"):
                exporting.write(tmp_path / name, b"")
        assert not list(tmp_path.iterdir())
