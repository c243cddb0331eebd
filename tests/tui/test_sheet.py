"""The contract sheet by keyboard, and what the page of the loan says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.records import ContractSheet
from finterm.store.book import Book
from finterm.store.checking import check
from tests.tui.conftest import OpenApp
from tests.tui.screens import text
from tests.tui.test_claim import fill

SIZE = (120, 90)


class TestSheet:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (
                "en",
                (
                    "still missing",
                    "court or arbitration",
                    "costs they show",
                    "less than by the book",
                    "0.05% a day",
                ),
            ),
            ("zh", ("尚缺", "争议解决", "明示费用合计", "比账本少", "0.05% a day")),
        ],
    )
    async def test_what_the_lender_shows_stands_beside_ours_and_what_is_missing_is_listed(
        self, open_app: OpenApp, book: Book, tmp_path: Path, language: str, said: tuple[str, ...]
    ) -> None:
        contract = tmp_path / "contract.pdf"
        contract.write_bytes(b"%PDF")
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "t")
            fill(app, forum="Haidian court", shown_rate="9", shown_way="simple", files=str(contract))
            fill(
                app, charges="fee; 5; the lender\nguarantee; 6", late_charges="penalty interest; 0.05% a day"
            )
            await pilot.press("ctrl+s")
            (sheet,) = book.all(ContractSheet)
            assert [charge.minor for charge in sheet.charges] == [500, 600] and sheet.forum
            assert [file.name for file in sheet.files] == ["contract.pdf"]
            await pilot.press("enter", "end")
            shown = text(app)
            assert not [word for word in said if word not in shown]
            await pilot.press("t")
            fill(app, note="again")
            await pilot.press("ctrl+s")
            (again,) = book.all(ContractSheet)
            assert (again.note, again.files) == ("again", sheet.files)
            await pilot.press("u", "u")
            assert not book.all(ContractSheet)

    async def test_a_line_that_is_no_charge_is_told_beside_the_field(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "t")
            fill(app, charges="a;1;b;c")
            await pilot.pause()
            await pilot.press("ctrl+s")
            assert "is not a charge" in text(app) and not book.all(ContractSheet)


def test_the_doctor_looks_for_the_files_of_a_sheet(book: Book) -> None:
    from finterm.domain.records import AttachedFile

    file = AttachedFile(name="lost.pdf", sha256="0" * 64)
    with book.transaction("core.done.add", {}) as change:
        change.put(ContractSheet(id="sheet:loan-1", loan="loan-1", files=(file,)))
    folder = book.folder
    book.close()
    assert "core.notice.attachment_missing" in {notice.key for notice in check(folder, device="test")}
