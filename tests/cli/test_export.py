"""`export`: out and back in, whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Finterm


def tables(finterm: Finterm, *more: object) -> Any:
    return finterm("export", "json", *more).json["tables"]


@pytest.fixture
def full(finterm: Finterm, place: Path) -> Finterm:
    """A book with the made-up household in it."""
    assert finterm("--demo", "export", "csv", "--output", place / "demo").code == 0
    assert finterm("import", place / "demo").code == 0
    return finterm


@pytest.mark.parametrize("target", ["out.zip", "folder"])
def test_what_was_exported_as_csv_makes_the_same_book(full: Finterm, place: Path, target: str) -> None:
    answer = full("export", "csv", "--output", place / target)
    assert answer.code == 0 and "records written" in answer.out
    again = ("--book", place / "again")
    assert full("import", place / target, *again).code == 0
    assert tables(full, *again) == tables(full)
    told = full("import", place / target, "--json").json
    assert (told["added"], told["updated"]) == (0, 0) and told["unchanged"] > 100


def test_json_goes_to_the_terminal_or_to_a_file(full: Finterm, place: Path) -> None:
    answer = full("export", "json", "--output", place / "book.json")
    assert answer.code == 0 and json.loads((place / "book.json").read_text("utf-8"))["tables"] == tables(full)


def test_nothing_is_written_over_unasked(full: Finterm, place: Path) -> None:
    (place / "mine.json").write_text("mine")
    answer = full("export", "json", "--output", place / "mine.json")
    assert answer.code == 1 and "--force" in answer.err and (place / "mine.json").read_text() == "mine"
    assert full("export", "json", "--output", place / "mine.json", "--force").code == 0


def test_without_a_name_a_zip_is_made_here(
    full: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    assert full("export", "csv", "--on", "2026-09-01").code == 0
    assert (place / "finterm-2026-09-01.zip").exists()


def test_a_book_that_is_not_there_is_not_exported(finterm: Finterm, place: Path) -> None:
    assert finterm("export", "json").code == 1 and not (place / "book").exists()


class TestEvidence:
    def test_a_pack_is_written_checked_and_the_same_twice(self, full: Finterm, place: Path) -> None:
        loan = tables(full)["loans"][0]["name"]
        answer = full("export", "evidence", loan, "--on", "2026-09-01", "-o", place / "one.zip")
        assert answer.code == 0 and "evidence pack with" in answer.out
        told = full("export", "evidence", loan, "--on", "2026-09-01", "-o", place / "two.zip", "--json").json
        assert (place / "one.zip").read_bytes() == (place / "two.zip").read_bytes()
        assert {"SHA256SUMS", "timeline.md", "timeline.pdf", "data.json", "csv/dues.csv"} <= {*told["files"]}
        assert told["talks"] > 0 and told["missing"] == 0 and not told["redacted"]

    def test_it_may_be_a_folder_that_holds_nothing_else(self, full: Finterm, place: Path) -> None:
        folder, loan = place / "pack", tables(full)["loans"][0]["name"]
        assert full("export", "evidence", loan, "-o", folder, "--redact").code == 0
        check = ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"]
        assert subprocess.run(check, cwd=folder).returncode == 0
        assert folder.stat().st_mode & 0o077 == 0 and (folder / "csv").stat().st_mode & 0o077 == 0
        again = full("export", "evidence", loan, "-o", folder, "--force")
        assert again.code == 1 and "empty" in again.err

    @pytest.mark.parametrize("wishes", [(), ("--redact",)])
    def test_another_machine_makes_the_same_of_the_same_book(
        self, full: Finterm, place: Path, wishes: tuple[str, ...]
    ) -> None:
        loan = tables(full)["loans"][0]["id"]
        call = ("export", "evidence", loan, "--on", "2026-09-01", *wishes, "-o", place / "here.zip")
        assert full(*call).code == 0
        shutil.copytree(place / "book", place / "copy")
        for checkpoint in (place / "copy").glob("book.json"):
            checkpoint.unlink()
        there = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "FINTERM_DEVICE": "other"}
        there["FINTERM_BOOK"] = str(place / "copy")
        done = subprocess.run(
            [sys.executable, "-m", "finterm", *map(str, call[:-1]), str(place / "there.zip")],
            env={**os.environ, **there},
            umask=0,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr
        assert (place / "here.zip").read_bytes() == (place / "there.zip").read_bytes()

    def test_what_else_is_to_be_left_out_is_named(self, full: Finterm, place: Path) -> None:
        loan = tables(full)["loans"][0]
        call = ("export", "evidence", loan["id"], "-o", place / "pack", "--leave-out", loan["name"])
        assert full(*call).code == 2 and not (place / "pack").exists()
        assert full(*call, "--redact").code == 0
        assert loan["name"] not in (place / "pack" / "timeline.md").read_text()

    def test_a_contact_has_a_pack_too_and_days_can_be_asked_for(self, full: Finterm, place: Path) -> None:
        contact = tables(full)["contacts"][0]["name"]
        wishes = ("export", "evidence", contact, "--from", "2026-01-01", "--to", "today")
        answer = full(*wishes, "--on", "2026-09-01", "-o", place / "pack.zip", "--lang", "zh")
        assert answer.code == 0 and "证据包" in answer.out
        with zipfile.ZipFile(place / "pack.zip") as archive:
            assert "2026-01-01 至 2026-09-01" in archive.read("timeline.md").decode()

    @pytest.mark.parametrize(
        ("wishes", "code", "said"),
        [
            (("export", "evidence"), 2, "which loan or contact"),
            (("export", "evidence", "nobody at all"), 1, "no loan or contact"),
            (("export", "evidence", "手机", "--from", "2026-02-01", "--to", "2026-01-01"), 1, "before"),
            (("export", "csv", "--redact"), 2, "--redact goes with evidence only"),
            (("export", "json", "手机"), 2, "手机 goes with evidence only"),
            (("export", "evidence", "手机", "--days", "3"), 2, "--days goes with ics only"),
        ],
    )
    def test_what_makes_no_sense_is_refused_and_nothing_written(
        self,
        full: Finterm,
        place: Path,
        monkeypatch: pytest.MonkeyPatch,
        wishes: tuple[str, ...],
        code: int,
        said: str,
    ) -> None:
        monkeypatch.chdir(place)
        before = set(place.iterdir())
        answer = full(*wishes)
        assert (answer.code, said in answer.err) == (code, True), answer.err
        assert set(place.iterdir()) == before
