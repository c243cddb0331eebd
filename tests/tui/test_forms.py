"""Forms as data: what a person types becomes a record or a fault beside the right field."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

import pytest

from finterm.domain.dues import find
from finterm.domain.records import Bill, Contact, Envelope, Loan, Settings
from finterm.tui.dialogs.bill import bill_form
from finterm.tui.dialogs.contact import contact_form
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.money import envelope_form, move_form, settings_form
from finterm.tui.dialogs.pay import edit_occurrence, pay_due, pay_loan
from finterm.tui.dialogs.talk import amend_form, log_form
from finterm.tui.intents import AmendTalk, EditDue, LogTalk, MoveMoney, PayDue, PayLoan, SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.budget import budget_of
from finterm.tui.view.dues import dues_of
from finterm.tui.view.form import Field, read, shown, tidy
from finterm.tui.view.talks import talks_of
from tests.tui.household import NOW
from tests.tui.sights import sight_of


def filled(form: Form, **typed: str) -> dict[str, str]:
    """What stands in the form's fields after typing."""
    texts = {}
    for field in form.fields:
        first = field.value
        if field.kind in ("choice", "yes_no") and not any(first == value for value, _ in field.choices):
            first = field.choices[0][0] if field.choices else first or "no"
        texts[field.key] = first
    unknown = set(typed) - set(texts)
    assert not unknown, unknown
    return texts | typed


def saved(form: Form, **typed: str) -> object:
    """The intent of the form; every fault fails the test."""
    values, faults = read(form.fields, filled(form, **typed), NOW)
    assert not faults, faults
    return form.build(values)


def faults(form: Form, **typed: str) -> dict[str, str]:
    """The key of the fault of each field, as far as fields alone can tell."""
    return {key: fault.what for key, fault in read(form.fields, filled(form, **typed), NOW).faults.items()}


@pytest.mark.parametrize("typed", ["RMB", "人民币"])
def test_a_currency_by_another_name_is_shown_and_kept_as_its_code(typed: str) -> None:
    form = loan_form(sight_of([]), new_id="x")
    field = next(field for field in form.fields if field.key == "currency")
    assert tidy(field, filled(form, currency=typed), NOW) == "CNY"
    terms = {"name": "借呗", "principal": "1200", "start": "2026-08-15", "first_due": "15"}
    intent = saved(form, currency=typed, **terms)
    assert isinstance(intent, SaveRecord) and isinstance(intent.record, Loan)
    assert intent.record.currency == "CNY"
    assert faults(form, currency="XXX", **terms)["currency"] == "error.currency"


def test_a_loan_of_five_answers_has_the_defaults_of_a_contract() -> None:
    intent = saved(
        loan_form(sight_of([]), new_id="x"),
        name="借呗",
        principal="1.2万",
        start="2026-08-15",
        first_due="15",
        rate="0.04%",
        rate_unit="day",
    )
    assert isinstance(intent, SaveRecord) and intent.before is None
    loan = intent.record
    assert isinstance(loan, Loan)
    assert (loan.principal, loan.received, loan.first_due) == (1200000, 1200000, Date(2026, 9, 15))
    assert (loan.rate, loan.rate_unit, loan.periods, loan.method) == (
        Decimal("0.0004"),
        "day",
        12,
        "equal_payment",
    )


@pytest.mark.parametrize("key", ["loan-1", "loan-2", "loan-3", "loan-4"])
def test_opening_and_saving_a_loan_changes_nothing_of_its_terms(key: str) -> None:
    sight = sight_of()
    loan = sight.loans[key]
    intent = saved(loan_form(sight, loan))
    assert isinstance(intent, SaveRecord) and intent.record == loan and intent.before is loan


def test_every_term_of_a_contract_can_be_typed() -> None:
    form = loan_form(sight_of([]), new_id="x")
    intent = saved(
        form,
        name="n",
        brand="b",
        currency="usd",
        principal="15,000",
        received="14,800.00",
        start="2025-06-01",
        first_due="2025-07-01",
        method="equal_principal",
        periods="36",
        frequency="30d",
        rate="6.9%",
        day_count="actual/360",
        fee_per_period="1.50",
        fee_refunded="yes",
        grace_days="10",
        tolerance="5",
        penalty_multiplier="1.5x",
        penalty_base="overdue_instalment",
        penalty_basis="360",
        late_fee="5%+2",
        late_fee_min="10",
        late_fee_max="25",
        legal_lender="Ford Credit",
        contract_no="FC-1",
        allocation="principal interest fee penalty",
        note="two\nlines",
    )
    assert isinstance(intent, SaveRecord)
    assert intent.record == Loan(
        id="x",
        name="n",
        brand="b",
        currency="USD",
        principal=1500000,
        received=1480000,
        start=Date(2025, 6, 1),
        first_due=Date(2025, 7, 1),
        method="equal_principal",
        periods=36,
        frequency="30d",
        rate=Decimal("0.069"),
        day_count="actual/360",
        fee_minor=150,
        fee_refunded=True,
        grace_days=10,
        tolerance=500,
        penalty_multiplier=Decimal("1.5"),
        penalty_base="overdue_instalment",
        penalty_basis=360,
        late_fee_rate=Decimal("0.05"),
        late_fee_minor=200,
        late_fee_min=1000,
        late_fee_max=2500,
        legal_lender="Ford Credit",
        contract_no="FC-1",
        allocation=("principal", "interest", "fee", "penalty"),
        note="two\nlines",
    )


def test_a_frequency_is_chosen_or_typed_where_it_is_another() -> None:
    form = loan_form(sight_of([]), new_id="x")
    terms = {"name": "n", "principal": "100", "start": "2026-08-01", "first_due": "2026-09-01"}
    for typed, kept in (
        ({}, "monthly"),
        ({"frequency": "30d"}, "30d"),
        ({"frequency": "other", "frequency_typed": " 45D "}, "45d"),
    ):
        intent = saved(form, **terms, **typed)
        assert isinstance(intent, SaveRecord) and isinstance(loan := intent.record, Loan)
        assert loan.frequency == kept
    assert faults(form, **terms, frequency="other") == {"frequency_typed": "error.required"}
    assert faults(form, **terms, frequency="other", frequency_typed="often") == {
        "frequency_typed": "error.frequency"
    }


def test_custom_rows_give_the_dates_and_the_number_of_periods() -> None:
    intent = saved(
        loan_form(sight_of([]), new_id="x"),
        name="n",
        principal="1000",
        start="2026-04-01",
        first_due="2026-05-01",
        method="custom_rows",
        rows="2026-05-01:500+12.50+3\n2026-06-01:500",
    )
    assert isinstance(intent, SaveRecord) and isinstance(loan := intent.record, Loan)
    assert (loan.periods, loan.first_due, loan.rows[0].interest, loan.rows[1].principal) == (
        2,
        Date(2026, 5, 1),
        1250,
        50000,
    )


def test_all_faults_of_a_form_are_told_at_once() -> None:
    told = faults(
        loan_form(sight_of([])),
        principal="much",
        start="soon",
        rate="12.9x",
        periods="0",
        penalty_multiplier="twice",
        frequency="often",
    )
    assert told == {
        "name": "error.required",
        "principal": "error.amount",
        "start": "error.date",
        "first_due": "error.required",
        "rate": "error.rate",
        "periods": "error.range",
        "penalty_multiplier": "exchange.error.multiple",
        "frequency": "error.frequency",
    }


def test_only_terms_the_method_has_are_asked_for() -> None:
    fields = loan_form(sight_of([])).fields

    def asked(method: str) -> set[str]:
        typed = {"method": method, "penalty_base": "overdue_principal"}
        return {field.key for field in fields if shown(field, typed)}

    assert "rate" not in asked("flat_fee") and "fee_per_period" in asked("flat_fee")
    assert "rows" in asked("custom_rows") and not {"rate", "periods", "frequency"} & asked("custom_rows")
    assert "rows" not in asked("bullet") and "rate" in asked("bullet")


def test_paying_a_due_fills_in_its_amount_today_and_its_usual_envelope() -> None:
    sight = sight_of()
    due = find(dues_of(sight), "bill:bill-1:2026-09-03")
    assert due is not None
    assert saved(pay_due(sight, due)) == PayDue(due.key, 260000, Date(2026, 9, 1), envelope="env-1")
    part = saved(
        pay_due(sight, due), amount="1000", date="yesterday", envelope="-", settles="yes", note="cash"
    )
    assert part == PayDue(due.key, 100000, Date(2026, 8, 31), budget=False, settles=True, note="cash")


def test_nothing_is_paid_with_an_amount_that_is_none() -> None:
    sight = sight_of()
    due = find(dues_of(sight), "loan:loan-1:4")
    assert due is not None
    for typed, what in (
        ("", "error.required"),
        ("0", "error.amount_positive"),
        ("-5", "error.amount_negative"),
        ("1.001", "error.amount_decimals"),
    ):
        assert faults(pay_due(sight, due), amount=typed) == {"amount": what}


def test_paying_a_loan_fills_in_what_makes_it_current() -> None:
    sight = sight_of()
    position = sight.positions["loan-1"]
    intent = saved(pay_loan(sight, sight.loans["loan-1"]))
    assert intent == PayLoan("loan-1", position.to_be_current, Date(2026, 9, 1))
    assert position.to_be_current > 0


def test_one_date_of_a_bill_can_have_its_own_amount() -> None:
    sight = sight_of()
    due = find(dues_of(sight), "bill:bill-2:2026-09-12")
    assert due is not None
    assert saved(edit_occurrence(sight, due), amount="88.80", date="2026-09-14") == EditDue(
        due.key, Date(2026, 9, 14), 8880, ""
    )


def test_a_bill_ends_by_count_or_by_date_or_never() -> None:
    sight = sight_of([])
    for typed, ends in (
        ({}, (None, None)),
        ({"end": "count", "count": "6"}, (6, None)),
        ({"end": "until", "until": "2027-01-31"}, (None, Date(2027, 1, 31))),
    ):
        intent = saved(bill_form(sight, new_id="x"), name="房租", first="3", amount="2600", **typed)
        assert isinstance(intent, SaveRecord) and isinstance(bill := intent.record, Bill)
        assert (bill.count, bill.until) == ends and bill.minor == 260000
    varies = saved(bill_form(sight, new_id="x"), name="电费", first="3")
    assert isinstance(varies, SaveRecord) and isinstance(varies.record, Bill) and varies.record.minor is None


def test_a_bill_an_envelope_and_a_contact_survive_opening_and_saving() -> None:
    sight = sight_of()
    for form, record in (
        (bill_form(sight, sight.bills["bill-1"]), sight.bills["bill-1"]),
        (envelope_form(sight, sight.envelopes["env-2"]), sight.envelopes["env-2"]),
        (contact_form(sight, sight.contacts["contact-1"]), sight.contacts["contact-1"]),
        (settings_form(sight), sight.settings),
    ):
        intent = saved(form)
        assert isinstance(intent, SaveRecord) and intent.record == record and intent.before is record


def test_new_envelopes_contacts_and_pay_cycles_are_read_as_typed() -> None:
    sight = sight_of([])
    envelope = saved(envelope_form(sight, new_id="e"), name="买菜", monthly="1.5万", rollover="no")
    assert envelope == SaveRecord(
        Envelope(id="e", name="买菜", currency="CNY", kind="essential", monthly=1500000, rollover=False)
    )
    contact = saved(contact_form(sight, new_id="c"), name="客服", kind="platform", phone="400")
    assert contact == SaveRecord(Contact(id="c", name="客服", kind="platform", phone="400"))
    cycle = saved(settings_form(sight), paydays="25, 10", emergency_months="6")
    assert isinstance(cycle, SaveRecord) and cycle.record == Settings(
        id="settings", paydays=(10, 25), emergency_months=6
    )


def test_movements_name_where_money_comes_from_and_goes_to() -> None:
    sight = sight_of()
    standing, fun = budget_of(sight), sight.envelopes["env-5"]
    today = Date(2026, 9, 1)
    assert saved(move_form(sight, "income", standing), amount="9500") == MoveMoney(
        "income", 950000, "CNY", today
    )
    assert saved(move_form(sight, "assign", standing, fun)) == MoveMoney(
        "assign", 30000, "CNY", today, envelope="env-5"
    )
    assert saved(move_form(sight, "cover", standing, fun)) == MoveMoney(
        "cover", 11000, "CNY", today, envelope="env-5"
    )
    moved = saved(move_form(sight, "move", standing, fun), amount="1", source="env-4", envelope="env-5")
    assert moved == MoveMoney("move", 100, "CNY", today, envelope="env-5", source="env-4")


def test_logging_a_talk_guesses_contact_loan_and_time() -> None:
    sight = sight_of()
    intent = saved(
        log_form(sight, loan="loan-1"),
        said_by_them="罚息照收",
        promise="me",
        promise_amount="545",
        promise_date="+4",
        follow_up_date="明天",
        follow_up="ring again",
    )
    assert isinstance(intent, LogTalk)
    assert (intent.contact, intent.fields["loans"], intent.at) == ("contact-1", ("loan-1",), NOW)
    assert (
        intent.pledge is not None and intent.pledge.minor == 54500 and intent.pledge.date == Date(2026, 9, 5)
    )
    assert intent.next_step is not None and intent.next_step.date == Date(2026, 9, 2)


def test_a_talk_with_somebody_new_makes_the_contact_too() -> None:
    intent = saved(log_form(sight_of([])), contact="+", new_contact="某催收")
    assert isinstance(intent, LogTalk) and intent.new_contact == "某催收" and intent.contact == ""
    assert intent.new_kind == "collector"
    assert faults(log_form(sight_of([])), contact="+", new_contact=" ") == {"new_contact": "error.required"}


def test_a_promise_needs_its_date_only_when_there_is_one() -> None:
    form = log_form(sight_of(), loan="loan-1")
    assert faults(form) == {}
    assert faults(form, promise="them") == {"promise_date": "error.required"}


def test_amending_changes_only_what_was_typed() -> None:
    sight = sight_of()
    talk = talks_of(sight)["talk-1"]
    intent = saved(amend_form(sight, talk), outcome="罚息减免 5 元", why="letter says five")
    assert isinstance(intent, AmendTalk) and intent.why == "letter says five"
    changed = {key for key, value in intent.changes.items() if getattr(talk, key) != value}
    assert changed == {"outcome"}


def test_a_date_said_the_short_way_is_shown_in_full_once_left() -> None:
    date, moment = Field("date", "date", "date"), Field("at", "at", "moment")
    assert tidy(date, {"date": "+3d"}, NOW) == "2026-09-04" and tidy(date, {"date": "soon"}, NOW) == "soon"
    assert tidy(moment, {"at": "9:05"}, NOW) == "2026-09-01 09:05" and tidy(date, {"date": ""}, NOW) == ""


def test_a_payment_is_said_in_full_and_stays_in_the_year_that_is_near() -> None:
    sight = sight_of()
    intent = saved(pay_loan(sight, sight.loans["loan-1"]), amount="1", date="9月30日")
    assert isinstance(intent, PayLoan) and intent.date == Date(2026, 9, 30)


def test_the_first_due_of_a_loan_begun_long_ago_follows_its_start() -> None:
    form = loan_form(sight_of([]), new_id="x")
    intent = saved(form, name="n", principal="1", start="2026-03-15", first_due="15")
    assert isinstance(intent, SaveRecord) and isinstance(intent.record, Loan)
    assert intent.record.first_due == Date(2026, 4, 15)
