"""The credit pane: what it lists, and what is entered, disputed, planned and done there by keyboard."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from finterm.domain.dues import agenda
from finterm.domain.ledger import Ledger
from finterm.domain.records import (
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    Event,
    Loan,
    MonthStatus,
    Record,
    ScoreEntry,
    Settings,
    Task,
)
from finterm.store.book import Book
from finterm.store.checking import check
from finterm.tui.dialogs.credit import report_form
from finterm.tui.dialogs.dispute import dispute_form
from finterm.tui.intents import SaveRecord, SaveReport
from finterm.tui.running import change_of
from finterm.tui.view.cells import text_of
from finterm.tui.view.credit import advice_at, credit_view
from finterm.tui.view.credit_account import timeline_page
from finterm.tui.view.credit_page import credit_page
from finterm.tui.view.due import due_page
from finterm.tui.view.form import Value
from finterm.tui.view.page import lay_out
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import credit, household
from tests.tui.screens import text
from tests.tui.sights import sight_of
from tests.tui.test_tasks import fill, said

SIZE = (80, 24)
R = TypeVar("R", bound=Record)


@pytest.fixture
def recorded(book: Book) -> Book:
    """The household with its credit record."""
    with book.transaction("core.done.import", {"name": "credit"}) as transaction:
        for record in credit():
            transaction.put(record)
    return book


def seen(language: str = "en", **more: object) -> Sight:
    return sight_of([*household(), *credit()], language, **more)  # type: ignore[arg-type]


def rows(sight: Sight) -> dict[str, str]:
    return {row.key: " | ".join(text_of(cell) for cell in row.cells) for row in credit_view(sight).rows}


def page(sight: Sight, key: str) -> str:
    return "\n".join(
        "".join(part for part, _ in line).rstrip() for line in lay_out(credit_page(sight, key), 200)
    )


def new(book: Book, kind: type[R]) -> R:
    """The one record of `kind` that neither the household nor its credit record had."""
    had = {record.id for record in [*household(), *credit()]}
    (made,) = [record for record in book.all(kind) if record.id not in had]
    return made


class TestList:
    def test_accounts_say_when_their_late_months_must_be_gone(self) -> None:
        found = rows(seen())
        assert found["account:account-2"] == "Old Bank 4417 | 2028-02-28 | kept until then"
        assert found["account:account-1"].endswith("unpaid: no clock")
        assert "545" in page(seen(), "account:account-1")
        assert "545" not in page(seen(hidden=True), "account:account-1")

    def test_an_answer_that_did_not_come_stands_before_what_is_settled(self) -> None:
        keys = [key for key in rows(seen()) if key.startswith("dispute:")]
        assert keys == ["dispute:dispute-1", "dispute:dispute-2"]
        assert rows(seen())["dispute:dispute-1"].endswith("2026-08-30 | 2 days overdue")

    def test_copies_tell_how_much_changed_and_scores_stand_apart(self) -> None:
        found = rows(seen())
        assert found["copy:copy-2"] == "copy, bank app | 2026-08-20 | 3 changes"
        assert found["score:app score"].endswith("612 (-38)")
        order = list(found)
        assert order.index("section:scores") > order.index("section:helps") > order.index("section:accounts")
        assert order.index("advice:score_promises") > order.index("section:optional")

    def test_a_book_without_a_copy_says_how_to_begin(self) -> None:
        sight = sight_of()
        assert "No copy" in str(credit_view(sight).headline[0]) and "by 2026-12-31" not in rows(sight)


class TestPages:
    def test_of_a_report_from_elsewhere_no_rule_of_home_is_told(self) -> None:
        there = CreditReport(id="us", date=Date(2026, 8, 1), country="us", free=False)
        card = CreditAccount(
            id="card", report="us", lender="Blue Bank", currency="USD", overdue=45300,
            statuses=(MonthStatus(month=Date(2026, 4, 1), code="1", minor=22600),),
        )  # fmt: skip
        owed = replace(next(r for r in household() if isinstance(r, Loan)), id="usd", currency="USD")
        sight = sight_of([there, card, owed])
        told = page(sight, "account:card")
        assert "paid or not: after 2033-04-30" in told and "Fair Credit" in told
        settle = page(sight, "advice:settle:usd")
        assert "costs more every day" in settle
        assert "State Council" not in told + settle and "begin only when" not in told + settle
        assert "State Council" in page(seen(), "advice:settle:loan-1")

    def test_what_was_typed_and_what_the_book_says_stand_side_by_side(self) -> None:
        records = [*household(), *credit()]
        typed = [
            replace(r, cleared=Date(2026, 7, 20))
            if isinstance(r, CreditAccount) and r.id == "account-1"
            else r
            for r in records
        ]
        told = page(sight_of(typed), "account:account-1")
        assert "overdue paid on  " in told and "Entered as paid on 2026-07-20, but by the book" in told

    def test_a_day_that_was_entered_before_it_was_late_again_is_told(self) -> None:
        records = [
            replace(r, cleared=Date(2022, 11, 30)) if r.id == "account-2" else r
            for r in [*household(), *credit()]
        ]  # type: ignore[call-arg]
        told = page(sight_of(records), "account:account-2")
        assert "Entered as paid on 2022-11-30, but this copy shows it late again in 2022-12" in told

    def test_an_account_in_another_currency_is_told_apart_by_it(self) -> None:
        other = replace(next(r for r in credit() if r.id == "account-2"), id="usd", currency="USD")  # type: ignore[call-arg]
        found = rows(sight_of([*household(), *credit(), other]))
        assert found["account:usd"].startswith("Old Bank 4417 USD |")
        assert found["account:account-2"].startswith("Old Bank 4417 |")

    def test_a_due_that_is_an_answer_says_whose_and_what_comes_next(self) -> None:
        sight = seen()
        due = next(d for d in agenda(sight.ledger, sight.on, sight.on) if d.dispute == "dispute-1")
        told = "\n".join("".join(part for part, _ in line) for line in lay_out(due_page(sight, due), 120))
        assert "Old Bank" in told
        assert "complain to the regulator" in told and "in Credit (6)" in told

    def test_an_account_tells_its_months_its_source_and_what_changed(self) -> None:
        told = page(seen(), "account:account-1")
        assert "no time runs" in told and "N 1 · · · · ·" in told and "order 631" in told.lower()
        assert "overdue amount  CN¥0.00 → CN¥545.00" in told

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_row_has_a_page(self, language: str) -> None:
        sight = seen(language)
        for key in rows(sight):
            if not key.startswith("section:"):
                assert page(sight, key).count("\n") >= 1, key

    def test_a_late_answer_leads_to_a_complaint(self) -> None:
        told = page(seen(), "dispute:dispute-1")
        assert "You can complain to the regulator" in told and "art. 25" in told
        assert "see that it is right there" in page(seen(), "dispute:dispute-2")

    def test_advice_tells_why_who_says_so_and_what_does_not_help(self) -> None:
        told = page(seen(), "advice:settle:loan-1")
        assert "Source:" in told and "Paying an agent" in told and "to be current" in told
        assert "A habit of lenders, not a rule." in page(seen(), "advice:on_time")
        assert "No private score changes the credit report" in page(seen(), "advice:score_identity")

    def test_the_time_line_shows_what_runs_and_what_has_not_begun(self) -> None:
        from finterm.tui.view.credit import removals_of

        sight = seen()
        drawn = "\n".join(
            "".join(part for part, _ in line)
            for line in lay_out(timeline_page(sight, removals_of(sight)), 78)
        )
        assert "○ 2028-02-28" in drawn and "─○" in drawn and "█" in drawn and "│?" in drawn

    def test_a_score_is_drawn_and_called_private(self) -> None:
        told = page(seen(), "score:app score")
        assert told.count("●") == 2 and "not the credit report" in told


class TestKeyboard:
    async def test_a_copy_and_an_account_are_entered(self, open_app: OpenApp, book: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "a", "enter")
            await fill(pilot, date="2026-08-30", source="branch")
            await pilot.press("ctrl+s", "a", "down", "enter")
            await fill(
                pilot, lender="某银行", overdue="545", months="2026-07:1:545.00; 2026-06:n", loan="loan-1"
            )
            await pilot.press("ctrl+s")
            (copy,), (account,) = book.all(CreditReport), book.all(CreditAccount)
            assert (copy.date, copy.source, copy.free) == (Date(2026, 8, 30), "branch", True)
            assert (account.report, account.lender, account.overdue) == (copy.id, "某银行", 54500)
            assert account.statuses == (
                MonthStatus(month=Date(2026, 6, 1), code="N"),
                MonthStatus(month=Date(2026, 7, 1), code="1", minor=54500),
            )
            assert "某银行" in text(app) and "unpaid: no clock" in text(app)
            assert [(task.id, task.date, task.what) for task in book.all(Task)] == [
                ("task:report:2026:2", Date(2026, 12, 31), "Take free copy 2 of 2026"),
                ("task:report:2027:1", Date(2027, 6, 30), "Take free copy 1 of 2027"),
            ]

    async def test_a_copy_and_a_dispute_keep_their_files_by_checksum(
        self, open_app: OpenApp, book: Book, tmp_path: Path
    ) -> None:
        report, receipt = tmp_path / "报告.pdf", tmp_path / "receipt.png"
        report.write_bytes(b"%PDF report")
        receipt.write_bytes(b"PNG receipt")
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "a", "enter")
            await fill(pilot, date="2026-08-30", files=str(report))
            await pilot.press("ctrl+s")
            (copy,) = book.all(CreditReport)
            assert [file.name for file in copy.files] == ["报告.pdf"]
            kept = book.folder / "attachments" / copy.files[0].sha256
            assert kept.read_bytes() == b"%PDF report"
            app.pane.reveal("copy", copy.id)
            await pilot.pause()
            assert "报告.pdf" in text(app)
            await pilot.press("escape", "f")
            await fill(pilot, what="wrong", files=str(receipt))
            await pilot.press("ctrl+s")
            (dispute,) = book.all(Dispute)
            assert [file.name for file in dispute.files] == ["receipt.png"]
            app.pane.reveal("dispute", dispute.id, opened=False)
            await pilot.press("e")
            await fill(pilot, note="more", files=str(report))
            await pilot.press("ctrl+s")
            (changed,) = book.all(Dispute)
            assert changed.files == (*dispute.files, *copy.files)
            kept.unlink()
            assert [notice.values["file"] for notice in check(book.folder) if "missing" in notice.key] == [
                "报告.pdf"
            ]

    async def test_the_next_copy_begins_with_the_accounts_of_the_one_before(
        self, open_app: OpenApp, recorded: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "a", "enter")
            await fill(pilot, date="2026-09-01")
            await pilot.press("ctrl+s")
            newest = max(recorded.all(CreditReport), key=lambda copy: copy.date)
            shown = [one for one in recorded.all(CreditAccount) if one.report == newest.id]
            assert [one.lender for one in shown] == ["来分期", "Old Bank"] and all(
                one.carried for one in shown
            )
            assert "2 not gone through" in text(app) and "no change" not in text(app)
            assert "go through its 2 accounts" in said(app) and "…" not in said(app)
            sight = app.sight
            assert rows(sight)[f"copy:{newest.id}"].endswith("2 not gone through")
            await pilot.press("d", "u")
            app.pane.reveal("account", shown[0].id, opened=False)
            await pilot.press("e", "ctrl+s")  # looked at, and right
            assert [one.carried for one in recorded.all(CreditAccount) if one.report == newest.id] == [
                False,
                True,
            ]
            assert len([one for one in recorded.all(CreditAccount) if one.report == newest.id]) == 2

    def test_a_copy_begins_with_that_of_its_own_country_and_before_its_day(self) -> None:
        copies = [
            CreditReport(id="us", date=Date(2026, 8, 1), country="us"),
            CreditReport(id="cn", date=Date(2026, 8, 20), country="cn"),
            CreditReport(id="old", date=Date(2025, 8, 20)),
        ]
        form = report_form(sight_of(copies), new_id="new")
        typed: dict[str, Value] = {"date": Date(2026, 9, 1), "source": "letter", "like": True, "free": False}
        for country, day, like, hint in (
            ("us", Date(2026, 9, 1), "us", "2026-08-01"),
            ("cn", Date(2026, 9, 1), "cn", "2026-08-20"),
            ("cn", Date(2026, 8, 19), "old", "2025-08-20"),
            ("us", Date(2026, 7, 31), "", "no earlier copy"),
            ("gb", Date(2026, 9, 1), "", "no earlier copy"),
        ):
            values = {**typed, "country": country, "date": day}
            made = form.build(values)
            assert isinstance(made, SaveReport) and made.like == like
            assert form.derive is not None and hint in form.derive(values)["like"]

    async def test_a_copy_does_the_task_that_was_planned_for_it_and_plans_the_next(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6")
            app.pane.reveal("advice", "report:2026:1", opened=False)
            await pilot.press("e", "ctrl+s", "a", "enter")
            await fill(pilot, date="2026-08-30")
            await pilot.press("ctrl+s")
            assert {task.id: task.done_on for task in book.all(Task)} == {
                "task:report:2026:1": Date(2026, 9, 1),
                "task:report:2026:2": None,
                "task:report:2027:1": None,
            }
            await pilot.press("u")
            assert {task.id: task.done_on for task in book.all(Task)} == {"task:report:2026:1": None}

    async def test_a_bad_month_is_told_beside_its_field(self, open_app: OpenApp, recorded: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "e")
            await fill(pilot, months="2026-13:1")
            await pilot.press("ctrl+s")
            assert isinstance(app.screen, FormScreen) and "2026-04:1" in text(app)
        assert recorded.get(CreditAccount, "account-1") in credit()

    async def test_a_dispute_about_an_account_gets_its_clock_and_stands_among_the_dues(
        self, open_app: OpenApp, recorded: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "f")
            await fill(pilot, what="July was paid on the 14th")
            await pilot.press("ctrl+s")
            made = new(recorded, Dispute)
            assert (made.days, made.lender, made.loan, made.kind) == (20, "来分期", "loan-1", "dispute")
            assert "20 days left" in text(app)
            await pilot.press("3")
            due = next(
                d
                for d in agenda(Ledger.of(recorded.all), Date(2026, 9, 1), Date(2026, 9, 30))
                if d.dispute == made.id
            )
            assert due.date == Date(2026, 9, 21)

    @pytest.mark.parametrize(("currency", "days"), [("CNY", "20"), ("USD", "30"), ("GBP", ""), ("JPY", "")])
    def test_a_dispute_from_advice_is_about_its_loan_and_under_its_rules(
        self, currency: str, days: str
    ) -> None:
        late = replace(next(r for r in household() if isinstance(r, Loan)), id="late", currency=currency)
        sight = sight_of([late])
        form = dispute_form(sight, new_id="d", advice=advice_at(sight, "advice:settle:late"))
        found = {field.key: field.value for field in form.fields}
        assert (found["loan"], found["days"]) == ("late", days) and found["lender"]

    def test_where_the_book_holds_several_countries_a_dispute_says_of_which(self) -> None:
        dollars = replace(next(r for r in household() if isinstance(r, Loan)), id="usd", currency="USD")
        one, mixed = sight_of(), sight_of([*household(), dollars])
        assert "country" not in {field.key for field in dispute_form(one, new_id="d").fields}
        form = dispute_form(mixed, new_id="d")
        found = {field.key: field.value for field in form.fields}
        assert (found["country"], found["days"]) == ("other", "")  # of none is assumed
        typed: dict[str, Value] = {
            "what": "x",
            "filed_with": "bureau",
            "filed_on": Date(2026, 9, 1),
            "days": 30,
        }
        assert form.derive is not None
        us, cn = (form.derive({**typed, "country": country}) for country in ("us", "cn"))
        assert "country" not in us and "Fair Credit" in us["days"]
        assert "20 days" in cn["country"] and "State Council" not in cn["days"]  # 30 is not its term
        made = form.build({**typed, "country": "us"})
        assert (
            isinstance(made, SaveRecord) and isinstance(made.record, Dispute) and made.record.country == "us"
        )

    async def test_no_answer_leads_to_a_complaint_and_an_answer_is_noted(
        self, open_app: OpenApp, recorded: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6")
            app.pane.reveal("dispute", "dispute-1", opened=False)
            await pilot.press("f", "ctrl+s")
            complaint = new(recorded, Dispute)
            assert (complaint.kind, complaint.after, complaint.days, complaint.filed_with) == (
                "complaint", "dispute-1", 30, "regulator",
            )  # fmt: skip
            app.pane.reveal("dispute", complaint.id, opened=False)
            await pilot.press("space")
            await fill(pilot, outcome="corrected", date="today")
            await pilot.press("ctrl+s")
            assert recorded.get(Dispute, complaint.id).outcome == "corrected"  # type: ignore[union-attr]

    async def test_advice_is_planned_and_done_and_taken_back(self, open_app: OpenApp, recorded: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6")
            app.pane.reveal("advice", "settle:loan-1", opened=False)
            await pilot.press("e")
            await fill(pilot, date="+3d")
            await pilot.press("ctrl+s")
            planned = recorded.get(Task, "task:settle:loan-1")
            assert planned is not None and planned.date == Date(2026, 9, 4) and "planned" in text(app)
            assert app.pane.key == "advice:settle:loan-1"
            await pilot.press("space")
            assert recorded.get(Task, "task:settle:loan-1").done_on == Date(2026, 9, 1)  # type: ignore[union-attr]
            assert "done" in said(app)
            await pilot.press("u")
            assert recorded.get(Task, "task:settle:loan-1").done_on is None  # type: ignore[union-attr]

    async def test_a_dispute_taken_away_leaves_its_complaint_alone(
        self, open_app: OpenApp, recorded: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6")
            app.pane.reveal("dispute", "dispute-1", opened=False)
            await pilot.press("f", "ctrl+s")
            complaint = new(recorded, Dispute)
            app.pane.reveal("dispute", "dispute-1", opened=False)
            await pilot.press("d")
            assert recorded.get(Dispute, "dispute-1") is None
            assert recorded.get(Dispute, complaint.id).after == ""  # type: ignore[union-attr]
            await pilot.press("u")
            assert recorded.get(Dispute, complaint.id) == complaint

    async def test_enquiries_are_added_changed_and_taken_away(
        self, open_app: OpenApp, recorded: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "h", "e")
            await fill(pilot, who="Lake Bank", reason="card")
            await pilot.press("ctrl+s")
            changed = recorded.get(CreditEnquiry, "enquiry-1")
            assert changed is not None and (changed.who, changed.reason) == ("Lake Bank", "card")
            assert changed.date == Date(2026, 7, 2) and "Lake Bank" in text(app)
            await pilot.press("a")
            await fill(pilot, who="Hill Bank", date="2026-08-01")
            await pilot.press("ctrl+s")
            made = new(recorded, CreditEnquiry)
            assert (made.report, made.who) == ("copy-2", "Hill Bank") and "Hill Bank" in text(app)
            await pilot.press("home", "d")
            assert [one.who for one in recorded.all(CreditEnquiry)] == ["Lake Bank"]
            await pilot.press("u")
            assert len(recorded.all(CreditEnquiry)) == 2

    @pytest.mark.parametrize(
        ("typed", "row"), [("4417", "account:account-2"), ("a name is", "dispute:dispute-2")]
    )
    async def test_accounts_and_disputes_are_found_by_name(
        self, open_app: OpenApp, recorded: Book, typed: str, row: str
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("ctrl+p", *("space" if letter == " " else letter for letter in typed))
            await pilot.press("enter")
            assert app.shown == "credit" and app.pane.key == row

    async def test_a_task_is_finished_from_the_dues(self, open_app: OpenApp, recorded: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("3")
            app.pane.reveal("due", "task:task-1", opened=False)
            assert "task" in text(app)
            await pilot.press("p")
            assert "nothing" in said(app).lower() or "not" in said(app).lower()
            await pilot.press("space")
            assert recorded.get(Task, "task-1").done_on == Date(2026, 9, 1)  # type: ignore[union-attr]

    async def test_a_score_is_noted_and_the_time_line_opens_and_closes(
        self, open_app: OpenApp, recorded: Book
    ) -> None:
        app = open_app("zh")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("6", "a", *["down"] * 5, "enter")
            await fill(pilot, score="620")
            await pilot.press("ctrl+s")
            assert (new(recorded, ScoreEntry).score, new(recorded, ScoreEntry).name) == (620, "app score")
            await pilot.press("v")
            assert "○ 2028-02-28" in text(app)
            await pilot.press("escape", "h")
            assert "蓝湖" in text(app)


def test_an_account_entered_as_settled_does_the_look_that_was_planned() -> None:
    loan = replace(next(record for record in household() if isinstance(record, Loan)), id="paid-off")
    paid = Event(id="e", loan=loan.id, date=Date(2026, 7, 1), kind="payoff", minor=10_000_000)
    look = Task(
        id="task:verify:paid-off:2026-07-01",
        date=Date(2026, 9, 1),
        what="look",
        topic="verify:paid-off:2026-07-01",
    )
    planned = Task(id="task:report:2026:2", date=Date(2026, 12, 31), what="look", topic="report:2026:2")
    sight = sight_of([loan, paid, look, planned, CreditReport(id="copy", date=Date(2026, 8, 31))])
    shown = CreditAccount(id="a", report="copy", lender="B", currency="CNY", loan=loan.id)
    assert [record for record, _ in change_of(sight, SaveRecord(shown), str).puts] == [shown]
    settled = replace(shown, state="settled")
    assert [record for record, _ in change_of(sight, SaveRecord(settled), str).puts] == [
        settled,
        replace(look, done_on=Date(2026, 9, 1)),
    ]


def planned_by(record: Record, *others: Record, currency: str = "CNY") -> list[tuple[str, Date]]:
    """The tasks that saving `record` in a book of `others` puts on the agenda."""
    settings = Settings(id=Settings.THE, currency=currency)
    sight = sight_of([settings, *others])
    puts = change_of(sight, SaveRecord(record), str).puts
    return [
        (task.topic, task.date)
        for task, before in puts
        if isinstance(task, Task) and task is not record and before is None
    ]


class TestFreeCopies:
    ALL = [("report:2026:1", Date(2026, 9, 15)), ("report:2026:2", Date(2026, 12, 31)), ("report:2027:1", Date(2027, 6, 30))]  # fmt: skip

    @pytest.mark.parametrize(
        "first",
        [
            Dispute(id="d", what="wrong", filed_on=Date(2026, 9, 1), days=20),
            ScoreEntry(id="s", date=Date(2026, 9, 1), name="app", score=600),
            Task(id="t", date=Date(2026, 9, 1), what="look"),
            CreditReport(id="r", date=Date(2026, 8, 1), free=False),
        ],
        ids=lambda record: record.table,
    )
    def test_whatever_begins_a_credit_record_puts_them_among_the_dues(self, first: Record) -> None:
        assert planned_by(first) == self.ALL

    def test_they_come_once_a_year_and_go_when_their_year_is_over(self) -> None:
        last = Task(id="task:report:2025:2", date=Date(2025, 12, 31), what="2nd", topic="report:2025:2")
        this = Task(id="task:report:2026:1", date=Date(2026, 9, 1), what="1st", topic="report:2026:1")
        score = ScoreEntry(id="s", date=Date(2026, 9, 1), name="app", score=600)
        assert planned_by(score, last) == self.ALL
        assert planned_by(score, this) == []
        dues = agenda(Ledger(tasks=[last, this]), Date(2026, 9, 1), Date(2026, 12, 31))
        assert [due.name for due in dues] == ["1st"]
        assert agenda(Ledger(tasks=[last]), Date(2025, 12, 31), Date(2025, 12, 31))
        assert not [key for key in rows(sight_of([last])) if key.startswith("task:")]

    def test_where_several_countries_are_it_is_said_whose_copies_they_are(self) -> None:
        there = CreditReport(id="us", date=Date(2026, 8, 1), country="us")
        mixed = rows(sight_of([*household(), *credit(), there]))
        assert mixed["advice:report:2027:1"].startswith("Take free copy 1 of 2027 (China)")
        assert rows(seen())["advice:report:2027:1"].startswith("Take free copy 1 of 2027 |")

    def test_a_book_of_another_country_alone_gets_none_of_home(self) -> None:
        there = CreditReport(id="us", date=Date(2026, 8, 1), country="us")
        assert planned_by(there) == [] and planned_by(replace(there, country="cn"))
        assert "Free copy" not in str(credit_view(sight_of([there])).headline)

    def test_where_no_rule_gives_any_there_are_none(self) -> None:
        assert (
            planned_by(ScoreEntry(id="s", date=Date(2026, 9, 1), name="app", score=600), currency="USD") == []
        )
