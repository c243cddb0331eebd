"""Import: planned whole, told line by line, applied once, and the same file twice adds nothing twice."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

import msgspec
import pytest

from finterm.domain.records import Bill, Contact, Envelope, Event, FollowUp, Loan, Move, Promise, Talk
from finterm.exchange.importing import apply
from tests.exchange.book_of import HOUSEHOLD, Kept, problems, told

LOANS = (HOUSEHOLD / "loans.csv").read_bytes()
EVENTS = (HOUSEHOLD / "events.csv").read_bytes()
LOAN = "name,principal,method,start,first_due,periods\nPhone,6000,flat_fee,2026-03-15,2026-04-15,12\n"


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def household(kept: Kept) -> Kept:
    kept.take(LOANS, EVENTS)
    return kept


def test_the_kind_is_recognised_by_the_header_in_any_order_of_files(kept: Kept) -> None:
    assert told(kept.take(EVENTS, LOANS)) == {"loans": (6, 0, 0), "events": (20, 0, 0)}
    assert kept.written == ["core.done.import"]  # one transaction


def test_the_same_files_twice_add_nothing_and_write_nothing(household: Kept) -> None:
    assert told(household.take(LOANS, EVENTS)) == {"loans": (0, 0, 6), "events": (0, 0, 20)}
    assert household.written == ["core.done.import"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_same_file_in_another_encoding_adds_nothing(household: Kept, encoding: str) -> None:
    assert told(household.take(LOANS.decode().encode(encoding))) == {"loans": (0, 0, 6)}


def test_two_honest_payments_alike_both_stay_and_a_third_is_new(kept: Kept) -> None:
    kept.take(LOAN)
    row = "Phone,2026-04-15,payment,100\n"
    assert told(kept.take("loan,date,kind,amount\n" + row * 2)) == {"events": (2, 0, 0)}
    assert told(kept.take("loan,date,kind,amount\n" + row * 3)) == {"events": (1, 0, 2)}
    assert told(kept.take("loan,date,kind,amount\n" + row)) == {"events": (0, 0, 1)}


def test_a_changed_note_changes_the_event_and_adds_none(kept: Kept) -> None:
    kept.take(LOAN)
    kept.take("loan,date,kind,amount,note\nPhone,2026-04-15,payment,100,a\nPhone,2026-04-15,payment,100,b\n")
    made = kept.take(
        "loan,date,kind,amount,note\nPhone,2026-04-15,payment,100,b\nPhone,2026-04-15,payment,100,c\n"
    )
    assert told(made) == {"events": (0, 1, 1)}
    assert sorted(event.note for event in kept.all(Event)) == ["b", "c"]


def test_a_changed_loan_is_an_update_of_the_same_loan(kept: Kept) -> None:
    kept.take(LOAN)
    before = kept.all(Loan)[0]
    assert told(kept.take(LOAN.replace("6000", '"6,600.00"'))) == {"loans": (0, 1, 0)}
    assert kept.all(Loan) == [msgspec.structs.replace(before, principal=660000, received=660000)]


def test_a_column_the_file_lacks_leaves_what_the_book_says_and_a_blank_cell_is_the_default(
    kept: Kept,
) -> None:
    kept.take("name,principal,method,start,first_due,periods,grace_days,fee_per_period,currency\n"
              "Phone,6000,flat_fee,2026-03-15,2026-04-15,12,3,0.75%,USD\n")  # fmt: skip
    kept.take("name,principal,method,start,first_due,periods,fee_per_period\n"
              "Phone,6000,flat_fee,2026-03-15,2026-04-15,12,\n")  # fmt: skip
    loan = kept.all(Loan)[0]
    assert (loan.grace_days, loan.currency, loan.fee_rate) == (3, "USD", 0)


def test_every_bad_cell_of_every_bad_line_is_told_and_nothing_is_written(kept: Kept) -> None:
    made = kept.planned(
        "name,principal,method,start,first_due,periods,rate,allocation,grace_days\n"
        "A,12x,flat_fee,2026-03-15,2026-04-15,12,,,\n"
        "B,6000,flat,2026-02-30,2026-04-15,0,12.9,,\n"
        ",6000,flat_fee,2026-03-15,2026-02-15,12,,,\n"
        "C,6000,flat_fee,2026-03-15,2026-02-15,12,,,\n"
        "D,6000,flat_fee,2026-03-15,2026-04-15,12,,fee penalty,\n"
        "E,6000,flat_fee,2026-03-15,2026-04-15,12,,,999\n"
        "F,6000,flat_fee,2026-03-15,2026-04-15,12,,,\n"
    )
    assert sorted(problems(made)) == [
        (2, "principal", "error.amount"),
        (3, "method", "error.choice"),
        (3, "rate", "error.rate"),
        (3, "start", "error.date"),
        (4, "name", "error.required"),
        (5, "first_due", "error.first_due_before_start"),
        (6, "allocation", "error.allocation"),
        (7, "grace_days", "error.range"),
    ]
    with pytest.raises(ValueError, match="problems"):
        apply(made, kept, "file")
    assert kept.written == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("loan,date,kind,amount\nPhne,2026-04-15,payment,5\n", (2, "loan", "exchange.error.unknown_near.loans")),
        ("loan,date,kind,amount\nxyz!,2026-04-15,payment,5\n", (2, "loan", "exchange.error.unknown.loans")),
        ("loan,date,kind,amount\nPhone,2026-04-15,waiver,5\n", (2, "component", "exchange.error.waiver_component")),
        ("loan,date,kind,amount,due\nPhone,2026-04-15,payment,5,13\n", (2, "due", "error.no_due")),
        ("loan,date,kind,amount\nPhone,2026-04-15,payment,-5\n", (2, "amount", "error.amount_negative")),
        ("loan,date,kind,amount\nPhone,2026-04-15,payment,0\n", (2, "amount", "error.amount_positive")),
        ("loan,date,kind,amount\nPhone,2026-04-15,payment,1.005\n", (2, "amount", "error.amount_decimals")),
        ("loan,date,kind,amount\nPhone,2026-04-15,gift,5\n", (2, "kind", "error.choice")),
        ("loan,date,kind\nPhone,2026-04-15,payment\n", (1, "", "exchange.error.columns_missing")),
        ("loan,date,kind,amount,compnent\nPhone,2026-04-15,payment,5,\n", (1, "compnent", "exchange.error.column_near")),
        ("loan,date,kind,amount,zzzz\nPhone,2026-04-15,payment,5,\n", (1, "zzzz", "exchange.error.column_unknown")),
        ("colour,shape\nred,round\n", (1, "", "exchange.error.kind_unknown")),
        ("loan,date,kind,amount\nPhone,2026-04-15,payment,5,6\n", (2, "", "exchange.error.cells")),
        ("loan,date,kind,amount\nPh\0one,2026-04-15,payment,5\n", (2, "", "exchange.error.line_damaged")),
        ("id,loan,date,kind,amount\n7,Phone,2026-04-15,payment,5\n", (2, "id", "exchange.error.id")),
        (LOAN + "phone,1,bullet,2026-03-15,2026-04-15,1\n", (3, "name", "exchange.error.twice")),
        ("name,monthly\nFood,1\nFood,2\n", (3, "name", "exchange.error.twice")),
        ("date,kind,amount,envelope\n2026-04-15,assign,5,\n", (2, "envelope", "error.required")),
        ("at,contact\n2026-04-15,\n", (2, "contact", "error.talk_who")),
        ("at,contact\n2026-04-15,nobody\n", (2, "contact", "exchange.error.unknown.contacts")),
        ("name,first,count,until\nRent,2026-01-01,3,2026-02-01\n", (2, "until", "error.bill_two_ends")),
        ("name,kind\nLin,plumber\n", (2, "kind", "error.choice")),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_with_line_column_and_reason(
    kept: Kept, text: str, wanted: tuple[int, str, str]
) -> None:
    kept.take(LOAN)
    assert problems(kept.planned(text)) == [wanted]


def test_a_name_that_stands_in_two_files_of_one_import_is_told(kept: Kept) -> None:
    assert problems(kept.planned(LOAN, LOAN)) == [(2, "name", "exchange.error.twice")]


def test_the_terms_of_a_contract_are_read_as_a_person_writes_them(kept: Kept) -> None:
    header = "name,currency,principal,method,start,first_due,periods,frequency,rate,rate_unit,day_count"
    kept.take(
        f"{header},penalty_rate,penalty_unit,late_fee,late_fee_max,allocation,fee_refunded,compound\n"
        "Phone,usd,１．２万,等额本息,2026年3月15日,2026/4/15,12.0,30D,１２．９％,Year,ACTUAL/365,1.5x,day,5%,50,"
        "interest principal fee penalty,是,YES\n"
    )
    loan = kept.all(Loan)[0]
    assert (loan.currency, loan.principal, loan.received, loan.method) == (
        "USD",
        1200000,
        1200000,
        "equal_payment",
    )
    assert (loan.start, loan.first_due, loan.periods) == (Date(2026, 3, 15), Date(2026, 4, 15), 12)
    assert (loan.frequency, loan.rate, loan.day_count) == ("30d", Decimal("0.129"), "actual/365")
    assert (loan.penalty_multiplier, loan.late_fee_rate, loan.late_fee_max) == (
        Decimal("1.5"),
        Decimal("0.05"),
        5000,
    )
    assert loan.allocation == ("interest", "principal", "fee", "penalty")
    assert loan.fee_refunded and loan.compound


def test_blank_cells_mean_the_usual_terms(kept: Kept) -> None:
    kept.take(
        LOANS.decode().splitlines()[0]
        + "\nA,,,,,5000,,2026-08-01,2026-11-01,1"
        + ",,"
        + "bullet"
        + "," * 16
        + "\n"
    )
    loan = kept.all(Loan)[0]
    usual = Loan(
        id=loan.id, name="A", currency="CNY", principal=500000, received=500000, start=Date(2026, 8, 1),
        first_due=Date(2026, 11, 1), periods=1, method="bullet",
    )  # fmt: skip
    assert loan == usual


def test_a_loan_of_custom_rows_takes_its_dates_and_number_from_them(kept: Kept) -> None:
    kept.take(
        'name,principal,method,start,rows\nA,1000,custom_rows,2026-04-01,"2026-05-01:500+12.50; 2026-06-01:500"\n'
    )
    loan = kept.all(Loan)[0]
    assert (loan.first_due, loan.periods, loan.rows[0].interest) == (Date(2026, 5, 1), 2, 1250)


def test_a_currency_is_read_by_its_chinese_name_and_an_unknown_code_refused(kept: Kept) -> None:
    header = "name,currency,principal,method,start,first_due,periods\n"
    kept.take(header + "A,RMB,600,bullet,2026-04-01,2026-05-01,1\n")
    assert kept.all(Loan)[0].currency == "CNY"
    made = kept.planned(header + "B,XXX,600,bullet,2026-04-01,2026-05-01,1\n")
    assert problems(made) == [(2, "currency", "error.currency")]


def test_a_currency_without_minor_units_is_kept_in_whole_ones(kept: Kept) -> None:
    kept.take(
        "name,currency,principal,method,start,first_due,periods\nA,JPY,60000,bullet,2026-04-01,2026-05-01,1\n"
    )
    kept.take("loan,date,kind,amount\nA,2026-05-01,payment,500\n")
    assert (kept.all(Loan)[0].principal, kept.all(Event)[0].minor) == (60000, 500)


def test_a_charge_without_a_component_is_a_fee(kept: Kept) -> None:
    kept.take(LOAN)
    kept.take(
        "loan,date,kind,amount,component\nPhone,2026-04-15,charge,5,\nPhone,2026-04-15,waiver,5,late fee\n"
    )
    assert [event.component for event in kept.all(Event)] == ["fee", "late_fee"]


BUDGET = (
    "name,kind,monthly,rollover\nFood,essential,800,yes\nFun,,100,no\n",
    "name,amount,first,rule,envelope\nRent,1800,2026-01-31,monthly,Food\nPower,,2026-01-05,,\n",
    "date,kind,amount,envelope,source\n2026-01-10,income,5000,,\n2026-01-10,assign,800,Food,\n2026-01-12,move,20,Fun,Food\n",
)  # fmt: skip
DIARY = (
    LOAN,
    "name,kind,phone,loans\nPhone desk,platform,+86 10 5555,Phone\n",
    (
        "at,contact,channel,loans,dues,said_by_them,amount"
        ",promise_by,promise_date,promise_amount,follow_up_date,follow_up\n"
        "2026-05-01 14:30,Phone desk,in_app_chat,Phone,Phone#2,pay now,545"
        ",me,2026-05-09,300,2026-05-10,call back\n"
    ),
)


def test_bills_envelopes_and_moves_are_taken_in_and_only_once(kept: Kept) -> None:
    assert told(kept.take(*BUDGET)) == {"envelopes": (2, 0, 0), "bills": (2, 0, 0), "moves": (3, 0, 0)}
    food, fun = kept.all(Envelope)
    assert (food.kind, food.monthly, fun.kind, fun.rollover) == ("essential", 80000, "other", False)
    rent, power = kept.all(Bill)
    assert (rent.minor, rent.envelope, power.minor, power.rule) == (180000, food.id, None, "monthly")
    assert [(m.kind, m.envelope, m.source) for m in kept.all(Move)][2] == ("move", fun.id, food.id)
    assert told(kept.take(*BUDGET)) == {"envelopes": (0, 0, 2), "bills": (0, 0, 2), "moves": (0, 0, 3)}


def test_a_talk_brings_its_promise_and_next_step_once(kept: Kept) -> None:
    wanted = {"loans": (1, 0, 0), "contacts": (1, 0, 0), "talks": (1, 0, 0), "promises": (1, 0, 0)}
    assert told(kept.take(*DIARY)) == wanted | {"follow_ups": (1, 0, 0)}
    talk, promise, step, loan = (
        kept.all(Talk)[0],
        kept.all(Promise)[0],
        kept.all(FollowUp)[0],
        kept.all(Loan)[0],
    )
    assert (talk.at.isoformat(), talk.minor, talk.dues[0].n) == ("2026-05-01T14:30:00+08:00", 54500, 2)
    assert (promise.talk, promise.loan, promise.due, promise.minor) == (talk.id, loan.id, 2, 30000)
    assert (step.talk, step.what, step.contact) == (talk.id, "call back", kept.all(Contact)[0].id)
    assert told(kept.take(*DIARY)) == {"loans": (0, 0, 1), "contacts": (0, 0, 1), "talks": (0, 0, 1)}


def test_how_a_talk_was_is_taken_in_and_a_behaviour_nobody_knows_is_told(kept: Kept) -> None:
    kept.take("name,kind\nRock,collector\n")
    head = "at,contact,number,third_party,conduct\n"
    kept.take(head + "2026-04-15 22:30,Rock,139,family,threat; borrow；threat\n")
    [talk] = kept.all(Talk)
    assert (talk.number, talk.third_party, talk.conduct) == ("139", "family", ("threat", "borrow"))
    made = kept.planned(head + "2026-04-15 22:30,Rock,,,sighed\n")
    assert problems(made) == [(2, "conduct", "error.choice")]


def test_a_promise_before_its_talk_is_told(kept: Kept) -> None:
    kept.take(*DIARY[:2])
    assert problems(kept.planned(DIARY[2].replace("2026-05-09", "2026-04-09"))) == [
        (2, "promise_date", "error.promise_before_talk")
    ]


def test_the_kind_can_be_named_where_the_header_leaves_it_open(kept: Kept) -> None:
    text = "name,monthly,kind\nRent,5,essential\n"
    assert told(kept.planned(text, kind="envelopes")) == {"envelopes": (1, 0, 0)}
    assert problems(kept.planned(text, kind="loans")) == [(1, "", "exchange.error.columns_missing")]


def test_the_book_is_not_touched_by_planning(household: Kept) -> None:
    before = dict(household.records)
    household.planned(LOANS.replace(b"6000.00", b"7000.00"), EVENTS)
    assert household.records == before and household.written == ["core.done.import"]


def test_ten_thousand_lines_are_planned_and_applied_and_known_again(kept: Kept) -> None:
    kept.take(LOAN)
    rows = "".join(
        f"Phone,2026-{1 + n % 12:02}-{1 + n % 28:02},payment,{n}.50,,,note {n}\n" for n in range(1, 10_001)
    )
    made = kept.take("loan,date,kind,amount,component,due,note\n" + rows)
    assert told(made) == {"events": (10_000, 0, 0)}
    assert told(kept.planned("loan,date,kind,amount,component,due,note\n" + rows)) == {
        "events": (0, 0, 10_000)
    }
