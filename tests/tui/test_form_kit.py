"""The form kit on the screen: units, faults when a field is left, what follows while typing, pasted text."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot

from finterm.domain.errors import BadInput
from finterm.domain.position import position
from finterm.domain.records import Bill, Contact, Event, FollowUp, Loan, Promise
from finterm.locale import Words
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.dialogs.bill import bill_form
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.pay import charge_or_waiver, pay_due, pay_loan
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.drafts import row as draft_row
from finterm.tui.view.form import Field, beside, fault_in, label_of, read, shown, tidy
from finterm.tui.view.sight import HIDDEN, Sight
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW
from tests.tui.screens import lines, text
from tests.tui.sights import sight_of
from tests.tui.test_forms import filled

SIZE = (80, 24)
LOAN = {"name": "借呗", "principal": "1.2万", "start": "2026-08-31", "first_due": "2026-10-31", "rate": "18"}


def follows(form: Form, **typed: str) -> dict[str, str]:
    """What the form says while that stands in it."""
    assert form.derive is not None
    return dict(form.derive(read(form.fields, filled(form, **typed), NOW).values))


def form_on(pilot: Pilot[None]) -> FormScreen:
    assert isinstance(pilot.app.screen, FormScreen), pilot.app.screen
    return pilot.app.screen


async def paste(pilot: Pilot[None], words: str) -> None:
    pilot.app.post_message(events.Paste(words))
    await pilot.pause()
    await pilot.pause()


class TestWhatFollows:
    def test_a_loan_tells_its_level_payment_and_real_cost_by_both_names(self) -> None:
        said = follows(loan_form(sight_of([]), new_id="x"), **LOAN)[""]
        assert "12 payments of CN¥1,100.16" in said and "interest CN¥1,201.95" in said
        assert "nominal" in said and "effective" in said

    def test_it_is_the_cost_that_the_domain_computes(self) -> None:
        sight = sight_of()
        for loan in sight.ledger.loans:
            cost = sight.yearly_cost(loan)
            assert cost is not None
            said = follows(loan_form(sight, loan))[""]
            assert sight.words.percent(cost.nominal) in said and sight.words.percent(cost.effective) in said

    def test_the_sums_do_not_wait_for_a_name_and_need_what_they_need(self) -> None:
        form = loan_form(sight_of([]), new_id="x")
        assert follows(form, **(LOAN | {"name": ""}))[""] == follows(form, **LOAN)[""]
        for key in ("principal", "start", "first_due"):
            assert "" not in follows(form, **(LOAN | {key: "?"})), key
        assert "" not in follows(form, **(LOAN | {"first_due": "2026-01-01"}))  # due before it began

    def test_a_fee_kept_back_at_the_start_raises_the_cost(self) -> None:
        form = loan_form(sight_of([]), new_id="x")
        said = follows(form, **LOAN, received="11,500")[""]
        assert "fees CN¥500.00" in said and said.splitlines()[2] != follows(form, **LOAN)[""].splitlines()[2]

    @pytest.mark.parametrize(
        ("first", "frequency", "said"),
        [
            ("2026-10-31", "monthly", "A month without day 31 uses its last: Mon 30 Nov"),
            ("2026-10-30", "monthly", "A month without day 30 uses its last: Sun 28 Feb"),
            ("2026-10-28", "monthly", ""),
            ("2026-10-31", "30d", ""),
            ("2026-10-31", "weekly", ""),
        ],
    )
    def test_a_due_late_in_the_month_says_what_short_months_do(
        self, first: str, frequency: str, said: str
    ) -> None:
        form = loan_form(sight_of([]), new_id="x")
        assert follows(form, **(LOAN | {"first_due": first, "frequency": frequency}))["first_due"] == said

    def test_rows_of_a_contract_are_added_up_while_they_are_typed(self) -> None:
        form = loan_form(sight_of([]), new_id="x")
        typed = {"name": "n", "principal": "1000", "start": "2026-04-01", "method": "custom_rows"}
        half = follows(form, **typed, rows="2026-05-01:500+12.50+3")
        assert half["rows"] == "1 row, principal CN¥500.00 of CN¥1,000.00" and "" not in half
        whole = follows(form, **typed, rows="2026-05-01:500+12.50+3\n2026-06-01:500")
        assert ("2 payments" in whole[""] and "from CN¥515.50 to CN¥500.00" in whole[""]) or whole[""]

    def test_a_payment_tells_what_it_pays_and_what_stays_overdue(self) -> None:
        sight = sight_of()
        loan = sight.loans["loan-1"]
        whole = follows(pay_loan(sight, loan))
        assert "principal" in whole["amount"] and "(no. 4, 5)" in whole["amount"]
        assert whole[""].startswith("After it nothing of this loan is overdue.")
        part = follows(pay_loan(sight, loan), amount="100")
        assert "still overdue" in part[""] and "more makes it current" in part[""]
        payoff = follows(pay_loan(sight, loan), amount="9000", kind="payoff")
        assert "paid off" in payoff[""] and "finds nothing to pay" in payoff["amount"]
        assert follows(pay_loan(sight, loan), amount="many") == {}

    def test_a_bill_tells_its_next_dates_and_a_part_payment_what_it_leaves(self) -> None:
        from finterm.domain.dues import find
        from finterm.tui.view.ahead import dues_of

        sight = sight_of()
        said = follows(bill_form(sight, new_id="x"), name="房租", first="2026-01-31", every="1")
        assert said[""] == "next: Wed 30 Sep · Sat 31 Oct · Mon 30 Nov · Thu 31 Dec"
        assert "day 31" in said["first"]
        ended = follows(bill_form(sight, new_id="x"), first="2026-01-31", end="until", until="2026-03-01")
        assert ended[""] == "no date is left from today on"
        rent = find(dues_of(sight), "bill:bill-1:2026-09-03")
        assert rent is not None
        assert follows(pay_due(sight, rent), amount="2000") == {"amount": "leaves CN¥600.00 open"}
        assert follows(pay_due(sight, rent)) == {"amount": "pays it in full"}
        assert follows(pay_due(sight, rent), amount="2700") == {"amount": "CN¥100.00 more than is due"}

    def test_a_flat_fee_loan_without_a_fee_is_warned_of(self) -> None:
        form = loan_form(sight_of([]), new_id="x")
        bare = follows(form, **(LOAN | {"method": "flat_fee"}))[""]
        assert "without a fee" in bare
        assert (
            "without a fee" not in follows(form, **(LOAN | {"method": "flat_fee"}), fee_per_period="0.6%")[""]
        )
        assert "without a fee" not in follows(form, **LOAN)[""]
        fee = next(field for field in form.fields if field.key == "fee_per_period")
        assert beside(fee, {}, NOW, Words("en")).startswith("per period  ")

    def test_what_is_paid_back_at_once_has_a_due_date_and_no_periods(self) -> None:
        form = loan_form(sight_of([]), new_id="x")
        typed = filled(form, **(LOAN | {"method": "bullet"}))
        due = next(field for field in form.fields if field.key == "first_due")
        assert label_of(due, typed) == "due date" and label_of(due, filled(form, **LOAN)) == "first due date"
        values = read(form.fields, typed, NOW).values
        assert "periods" not in values and "frequency" not in values
        intent = form.build(values)
        assert isinstance(intent, SaveRecord) and isinstance(intent.record, Loan)
        assert intent.record.periods == 1 and intent.record.first_due == Date(2026, 10, 31)

    def test_one_due_some_periods_off_is_kept_as_the_file_has_it(self) -> None:
        sight = sight_of()
        loan = replace(sight.loans["loan-1"], method="bullet", periods=6, frequency="quarterly")
        form = loan_form(sight, loan)
        intent = form.build(read(form.fields, filled(form), NOW).values)
        assert isinstance(intent, SaveRecord) and intent.record == loan
        once = replace(loan, periods=1)
        again = loan_form(sight, once)
        intent = again.build(read(again.fields, filled(again), NOW).values)
        assert isinstance(intent, SaveRecord) and intent.record == once

    def test_a_waiver_tells_what_it_lowers_before_it_is_saved(self) -> None:
        sight = sight_of()
        form = charge_or_waiver(sight, sight.loans["loan-1"], "waiver")
        owed = sight.positions["loan-1"].penalty
        money = sight.money
        assert money(owed, "CNY") in follows(form, component="penalty")["component"]
        said = follows(form, component="penalty", amount="1")
        assert f"{money(owed, 'CNY')} → {money(owed - 100, 'CNY')}" in said["component"]
        assert "still overdue" in said[""]
        assert "more than is owed" in follows(form, component="penalty", amount="9000")["component"]

    def test_a_waiver_of_nothing_is_refused_beside_its_field(self) -> None:
        sight = sight_of()
        form = charge_or_waiver(sight, sight.loans["loan-1"], "waiver")
        typed = filled(form, component="late_fee", amount="5")
        assert "nothing to lower" in follows(form, component="late_fee", amount="5")["component"]
        with pytest.raises(BadInput) as fault:
            form.build(read(form.fields, typed, NOW).values)
        assert fault.value.where == "component"

    def test_a_charge_tells_what_it_raises(self) -> None:
        sight = sight_of()
        form = charge_or_waiver(sight, sight.loans["loan-1"], "charge")
        said = follows(form, component="late_fee", amount="20")["component"]
        assert said == "late fee: CN¥0.00 → CN¥20.00"

    def test_hidden_amounts_stay_hidden(self) -> None:
        sight = sight_of(hidden=True)
        loan = sight.loans["loan-1"]
        for said in (follows(pay_loan(sight, loan), amount="100"), follows(loan_form(sight, loan))):
            assert HIDDEN in said[""] and "CN¥" not in "".join(said.values())


class TestFieldsAsData:
    def sight(self) -> Sight:
        return sight_of()

    def test_units_and_weekdays_stand_beside_a_field(self) -> None:
        words = self.sight().words
        date = Field("d", "d", "date", hint="15 · fri")
        assert beside(date, {"d": "+3"}, NOW, words) == "Fri 4 Sep · in 3 days"
        assert (
            beside(date, {"d": ""}, NOW, words) == "15 · fri" and beside(date, {"d": "?"}, NOW, words) == ""
        )
        assert beside(date, {"d": "2027-09-04"}, NOW, words) == "Sat 4 Sep 2027 · in 368 days"
        assert beside(date, {"d": "2025-8-31"}, NOW, Words("zh")).startswith("2025年8月31日周日 · ")
        amount = Field("a", "a", "amount", hint="whole: 5")
        assert beside(amount, {"a": "", "currency": "USD"}, NOW, words) == "$  whole: 5"
        assert beside(amount, {"a": "1", "currency": "?"}, NOW, words) == ""
        assert beside(Field("r", "r", "rate"), {"r": "12"}, NOW, words) == "%"
        assert beside(Field("g", "g", "number", unit="days"), {"g": "3"}, NOW, words) == "days"

    def test_a_bare_rate_is_in_the_percent_that_stands_beside_it(self) -> None:
        rate = Field("rate", "rate", "rate")
        assert tidy(rate, {"rate": "12.9"}, NOW) == "12.9%" and tidy(rate, {"rate": "5‰"}, NOW) == "5‰"
        values = read([rate], {"rate": "０．０４"}, NOW).values
        assert str(values["rate"]) == "0.0004"

    def test_an_empty_field_is_no_fault_before_it_is_saved(self) -> None:
        field = Field("amount", "a", "amount", required=True, currency="CNY")
        assert fault_in(field, {"amount": ""}, NOW) is None
        fault = fault_in(field, {"amount": "1.001"}, NOW)
        assert fault is not None and fault.what == "error.amount_decimals"


class TestOnTheScreen:
    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_a_fault_is_told_when_the_field_is_left_and_goes_when_it_is_mended(
        self, open_app: OpenApp, language: str
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "p", "ctrl+u", *"12x", "tab")
            await pilot.pause()
            row = next(n for n, line in enumerate(lines(app)) if "12x" in line)
            assert "! “12x”" in lines(app)[row + 1]
            await pilot.press("shift+tab", "backspace")
            assert "“12" not in text(app)

    async def test_what_follows_appears_as_the_terms_are_typed(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(
                "2", "a", *"Car", "tab", "tab", "tab", *"12000", "tab", "tab", *"2026-08-31", "tab"
            )
            assert "yearly cost" not in text(app)
            await pilot.press(*"2026-10-31")
            await pilot.pause()
            shown = text(app)
            assert "12 payments of CN¥1,000.00" in shown and "0.00% nominal" in shown
            assert "A month without day 31" in shown
            form_on(pilot).row("rate").editor.focus()
            await pilot.press(*"18", "tab")
            await pilot.pause()
            assert "CN¥1,100.16" in text(app) and form_on(pilot).typed["rate"] == "18%"

    async def test_several_pasted_lines_become_one_in_a_line_and_stay_lines_in_an_area(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        words = "\x1b[31m第一行\x1b[0m\r\nsecond\tline\x07\n\u202eevil\u200b"
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("5", "c", "a")
            await paste(pilot, words)
            form = form_on(pilot)
            assert form.typed["name"] == "第一行 second line evil"
            form.row("note").editor.focus()
            await pilot.pause()
            await paste(pilot, words)
            assert form.typed["note"] == "第一行\nsecond line\nevil"
            await pilot.press("ctrl+s")
            await pilot.pause()
        contact = next(c for c in book.all(Contact) if c.name.startswith("第一行"))
        assert contact.note == "第一行\nsecond line\nevil"

    async def test_pasting_replaces_what_is_marked_and_goes_in_at_the_cursor(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("5", "c", "a", *"ad", "left")
            await paste(pilot, "bc")
            assert form_on(pilot).typed["name"] == "abcd"
            await pilot.press("shift+home")
            await paste(pilot, "借")
            assert form_on(pilot).typed["name"] == "借d"

    async def test_a_key_in_a_form_moves_nothing_and_lays_nothing_out_anew(
        self, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "a")
            await pilot.pause(0.2)
            form, laid = form_on(pilot), []
            monkeypatch.setattr(form, "_refresh_layout", laid.append)
            await pilot.press(*"Car loan")
            assert form.typed["name"] == "Car loan" and not laid
            assert len(form.query("*")) < 3 * len(form.form.fields)  # a long form opens as fast as it has few

    async def test_words_of_an_input_method_arrive_whole(self, open_app: OpenApp, book: Book) -> None:
        app = open_app("zh")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("5", "c", "a", *"催收员王女士", "tab", "tab", *"４００", "ctrl+s")
            await pilot.pause()
        contact = next(c for c in book.all(Contact) if c.name == "催收员王女士")
        assert contact.phone == "４００"

    async def test_the_arrow_keys_leave_an_area_at_its_ends(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "l", *"one", "enter", *"two", "up")
            form = form_on(pilot)
            assert form.row("said_by_them").editor.has_focus
            await pilot.press("up")
            assert form.row("reached").editor.has_focus
            await pilot.press("down", "down", "down")
            assert form.row("amount").editor.has_focus

    async def test_amounts_filled_in_are_masked_until_they_are_changed(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "dollar_sign", "p")
            typed = form_on(pilot).typed["amount"]
            assert typed not in text(app) and "CN¥1" not in text(app)
            await pilot.press("ctrl+u", *"7.50")
            assert "7.50" in text(app)

    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_no_form_is_wider_than_the_screen_and_all_of_it_can_be_reached(
        self, open_app: OpenApp, language: str
    ) -> None:
        from rich.cells import cell_len

        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            every = ("2 a", "2 e", "2 p", "2 c", "3 a enter", "5 e", "5 c a", "5 e", "4 a", "l")
            for keys in every if language == "en" else ("2 a", "5 e"):  # the longest labels
                await pilot.press(*keys.split())
                form = form_on(pilot)
                seen = 0
                for field in form.form.fields:
                    row = form.row(field.key)
                    if row.display:
                        row.editor.focus()
                        await pilot.pause()
                        assert row.region.y > 0 and row.region.bottom <= 23, (keys, field.key)
                        assert {cell_len(line) for line in lines(app)} == {80}, (keys, field.key)
                        seen += 1
                assert seen
                await pilot.press("escape", "escape")
                while len(app.screen_stack) > 1:
                    await pilot.press("escape")

    async def test_every_term_typed_by_key_alone_makes_the_records(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(
                "3", "a", "enter", *"水费", "tab", *"88", "tab", "tab", *"31", "tab", "w", "tab"
            )
            await pilot.press("ctrl+u", "2", "tab", "tab", "tab", *"note", "ctrl+s")
            await pilot.pause()
            bill = next(b for b in book.all(Bill) if b.name == "水费")
            assert (bill.rule, bill.every, bill.minor, bill.first) == ("weekly", 2, 8800, Date(2026, 10, 31))
            await pilot.press(
                "2", "a", *"Printed", "tab", "tab", "tab", *"1000", "tab", "tab", *"today", "tab"
            )
            await pilot.press(*"eom", "tab", "c", "tab")
            await paste(pilot, "2026-10-01:500+12.50+3\n2026-11-01:500+6.25+3")
            await pilot.press("ctrl+s")
            await pilot.pause()
            loan = next(one for one in book.all(Loan) if one.name == "Printed")
            assert loan.method == "custom_rows" and [row.interest for row in loan.rows] == [1250, 625]


class TestWhatIsWrong:
    async def test_all_that_is_wrong_is_told_at_once(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press("2", "a")
            form = form_on(pilot)
            for key, typed in {"principal": "100", "start": "2026-05-02", "first_due": "2026-05-01"}.items():
                form.row(key).text = typed
            await pilot.pause()
            await pilot.press("ctrl+s")
            assert {key for key, row in form.rows.items() if row.fault} == {"name", "first_due"}
            assert "2 fields need another look" in text(app)
            await pilot.press("tab", "tab", "shift+tab")
            await pilot.pause()
            # Walking through the form mends nothing.
            assert {key for key, row in form.rows.items() if row.fault} == {"name", "first_due"}

    async def test_the_count_goes_down_with_each_field_mended_and_goes_with_the_last(
        self, open_app: OpenApp
    ) -> None:
        app = open_app()
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press("2", "a", "ctrl+s")
            form = form_on(pilot)
            assert "4 fields need another look" in text(app)
            answers = {"name": "n", "principal": "100", "start": "2026-05-02", "first_due": "2026-06-02"}
            for n, (key, typed) in enumerate(answers.items()):
                form.row(key).text = typed
                await pilot.pause()
                left = 3 - n
                assert (f"{left} field" in text(app)) == (left > 0)
            assert "another look" not in text(app)


class TestTextInAChoice:
    @pytest.mark.parametrize(("language", "told"), [("en", "nothing to type"), ("zh", "不能输入文字")])
    async def test_text_typed_into_a_choice_changes_nothing_and_says_so(
        self, open_app: OpenApp, language: str, told: str
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "p")
            form = form_on(pilot)
            choice = form.row("kind").editor
            choice.focus()
            before = form.row("kind").text
            await pilot.press(*"1500")
            await pilot.pause()
            assert form.row("kind").text == before and told in text(app)

    async def test_a_sentence_in_a_choice_leaves_it_as_it_was_and_enter_opens_no_list(
        self, open_app: OpenApp
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("l")
            form = form_on(pilot)
            form.row("promise").editor.focus()
            await pilot.press(*"they will pay", "enter")
            assert app.screen is form and form.row("promise").text == "no"
            await pilot.press("enter")
            assert app.screen is not form

    async def test_a_choice_is_found_by_several_letters_and_one_letter_goes_round(
        self, open_app: OpenApp
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "a")
            form = form_on(pilot)
            form.row("method").editor.focus()
            await pilot.press(*"equal pr")
            assert form.row("method").text == "equal_principal"
            await pilot.press("right", "e", "e")
            assert form.row("method").text == "equal_principal"


async def test_a_talk_begins_at_the_time_the_form_is_opened(book: Book) -> None:
    clock = [NOW]
    app = FintermApp(book, Words("en"), now=lambda: clock[0])
    async with app.run_test(size=SIZE) as pilot:
        clock[0] = NOW + timedelta(minutes=7)
        for keys in (("l",), ("5", "a")):
            await pilot.press(*keys)
            assert form_on(pilot).row("at").text == clock[0].strftime("%Y-%m-%d %H:%M")
            await pilot.press("escape")


class TestALoanThatRunsAlready:
    TERMS: ClassVar = {"name": "n", "principal": "1200", "start": "2026-05-02", "first_due": "2026-06-02"}

    def test_only_a_new_loan_with_a_past_due_asks_what_was_paid(self) -> None:
        sight = sight_of()
        form = loan_form(sight, new_id="x")
        field = next(field for field in form.fields if field.key == "past_paid")
        assert shown(field, filled(form, **self.TERMS))
        assert not shown(field, filled(form, **(self.TERMS | {"first_due": NOW.date().isoformat()})))
        assert not shown(field, filled(form))
        rows = {"method": "custom_rows", "rows": "2026-06-02:600; 2027-06-02:600"}
        assert shown(field, filled(form, **(self.TERMS | rows)))
        assert "past_paid" not in {field.key for field in loan_form(sight, sight.ledger.loans[0]).fields}

    def test_it_says_what_follows_from_either_answer(self) -> None:
        form = loan_form(sight_of([]), new_id="x")
        unpaid, paid = (follows(form, **self.TERMS, past_paid=said)["past_paid"] for said in ("no", "yes"))
        assert "unpaid" in unpaid and "recorded on their due dates" in paid
        assert "CN¥" in unpaid and "CN¥" in paid

    async def test_yes_records_the_past_payments_with_the_loan_and_undo_takes_all_away(
        self, open_app: OpenApp, empty_book: Book
    ) -> None:
        app = open_app(over=empty_book)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2", "a")
            form = form_on(pilot)
            for key, typed in self.TERMS.items():
                form.row(key).text = typed
            await pilot.pause()
            form.row("past_paid").editor.focus()
            await pilot.press("y", "ctrl+s")
            await pilot.pause()
            (loan,) = empty_book.all(Loan)
            paid = empty_book.all(Event)
            assert paid and all(event.date < NOW.date() for event in paid)
            assert position(loan, paid, NOW.date()).overdue == 0
            assert "with its payments so far" in text(app)
            await pilot.press("u")
            await pilot.pause()
            assert not empty_book.all(Loan) and not empty_book.all(Event)

    async def test_a_rate_far_above_any_contract_is_asked_about_before_it_is_saved(
        self, open_app: OpenApp, empty_book: Book
    ) -> None:
        app = open_app(over=empty_book)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2", "a")
            form = form_on(pilot)
            for key, typed in (self.TERMS | {"rate": "9999%"}).items():
                form.row(key).text = typed
            await pilot.pause()
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert not empty_book.all(Loan) and "9,999.00% a year" in text(app)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert empty_book.all(Loan)


async def test_going_back_to_what_stood_there_never_brings_a_refused_answer(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l")
        form = form_on(pilot)
        form.row("at").editor.focus()
        first = form.row("at").text
        await pilot.press("ctrl+u", *"600", "tab", "ctrl+s")
        await pilot.pause()
        assert form.row("at").editor.has_focus and form.row("at").text == "600"
        await pilot.press("ctrl+z")
        assert form.row("at").text == first


async def test_a_next_step_is_added_among_the_dues_apart_from_a_talk(
    open_app: OpenApp, empty_book: Book
) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "a", "down", "enter", *"call the bank", "ctrl+s")
        await pilot.pause()
        (step,) = empty_book.all(FollowUp)
        assert (step.what, step.date) == ("call the bank", NOW.date())
        assert "call the bank" in text(app)


async def test_a_promise_to_be_marked_or_deleted_is_named_with_whose_it_is_and_how_much(
    open_app: OpenApp, book: Book
) -> None:
    promise = Promise(id="p-1", by="me", date=Date(2026, 9, 20), minor=30000, currency="CNY", loan="loan-1")
    with book.transaction("core.done.talk", {"name": "x"}) as change:
        change.put(promise)
    app = open_app()
    name = app.sight.loans["loan-1"].name
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        app.pane.table.move_to("promise:p-1")
        await pilot.press("space")
        await pilot.pause()
        shown = next(line for line in lines(app) if "CN¥300.00" in line)
        assert name in shown and "20 Sep" in shown, text(app)
        await pilot.press("escape", "d")
        await pilot.pause()
        assert f"{name} CN¥300.00 2026-09-20" in text(app)


async def test_who_comes_back_to_the_diary_finds_talks(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "c", "1", "5")
        assert not app.pane.people  # type: ignore[attr-defined]


async def test_a_draft_of_a_payment_says_which_loan_it_is_of(book: Book) -> None:
    sight = sight_of()
    loan = sight.loans["loan-1"]
    form = pay_loan(sight, loan)
    left = SimpleNamespace(form=form.draft, begun=NOW)
    assert loan.name in str(draft_row(sight, left, form, {"amount": "777"}, "k").cells[2])


async def test_a_filter_that_stays_says_that_not_everything_is_shown(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "slash", *"sec", "enter")
        await pilot.pause()
        assert "Only: sec (esc shows everything)" in text(app)
