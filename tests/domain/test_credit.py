"""When late months must go, which free copies are left, what two copies say differently, the repair of the past."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from finterm.domain.credit import RepairCheck, check_account, free_reports, repair_checks
from finterm.domain.credit_copies import Shown, shown
from finterm.domain.credit_diff import diff
from finterm.domain.credit_terms import Countries, CreditTerms, Repair
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import CreditAccount, CreditEnquiry, CreditReport, Event, Loan, MonthStatus
from finterm.domain.removal import Removal, cleared_on, removal, removals

ON = Date(2026, 9, 1)
FIVE = CreditTerms(
    retention_years=5, reports_a_year=2, dispute_days=20, complaint_days=30, seen_months=(1, 2)
)


def at_home(terms: CreditTerms) -> Countries:
    """A world where `terms` hold in the country of the yuan, and nothing is known of another."""
    return Countries("cn", {"cn": terms}, {"CNY": "cn", "USD": "us"})


CN = at_home(FIVE)
COPY = CreditReport(id="copy-1", date=Date(2026, 8, 20))


def month(text: str, code: str, minor: int | None = None) -> MonthStatus:
    return MonthStatus(month=Date.fromisoformat(f"{text}-01"), code=code, minor=minor)


def mark_of(
    one: CreditAccount,
    terms: CreditTerms = FIVE,
    on: Date = ON,
    *,
    events: tuple[Event, ...] = (),
    loans: tuple[Loan, ...] = (),
) -> Removal:
    ledger = Ledger(loans=loans, events=events, credit_reports=[COPY], credit_accounts=[one])
    world = at_home(terms)
    (found,) = removals(ledger, shown(ledger, world, on), world, on)
    return found


LATE = (month("2026-05", "1", 54500), month("2026-06", "2", 109000), month("2026-07", "N"))


def account(**more: object) -> CreditAccount:
    fields = {"id": "a", "report": "copy-1", "lender": "Bank", "currency": "CNY", "statuses": LATE}
    return CreditAccount(**{**fields, **more})  # type: ignore[arg-type]


def loan(**more: object) -> Loan:
    fields: dict[str, object] = {
        "id": "loan-1", "name": "phone", "currency": "CNY", "principal": 120000, "received": 120000,
        "start": Date(2026, 1, 15), "first_due": Date(2026, 2, 15), "periods": 12, "method": "flat_fee",
        "rate": Decimal(0),
    }  # fmt: skip
    return Loan(**{**fields, **more})  # type: ignore[arg-type]


def paid(day: Date, minor: int = 10000, **more: object) -> Event:
    fields: dict[str, object] = {"id": f"paid-{day}", "loan": "loan-1", "kind": "payment"}
    return Event(date=day, minor=minor, **{**fields, **more})  # type: ignore[arg-type]


class TestRemoval:
    OLD = (month("2021-01", "1", 500),)

    @pytest.mark.parametrize(
        ("more", "state", "date"),
        [
            ({"statuses": (month("2026-07", "N"),)}, "clean", None),
            ({"statuses": ()}, "clean", None),
            ({"overdue": 54500}, "not_started", None),
            ({"state": "bad_debt"}, "not_started", None),
            ({"state": "repaid_by_other", "statuses": ()}, "not_started", None),
            ({"state": "bad_debt", "cleared": Date(2026, 7, 3)}, "running", Date(2031, 7, 3)),
            ({}, "undated", None),
            ({"cleared": Date(2026, 7, 3)}, "running", Date(2031, 7, 3)),
            # The leap day has no fellow in most years: the month's last day is the last day there.
            ({"cleared": Date(2024, 2, 29), "statuses": OLD}, "running", Date(2029, 2, 28)),
            ({"cleared": Date(2024, 2, 28), "statuses": OLD}, "running", Date(2029, 2, 28)),
            ({"cleared": Date(2024, 3, 1), "statuses": OLD}, "running", Date(2029, 3, 1)),
            ({"cleared": Date(2023, 2, 28), "statuses": OLD}, "running", Date(2028, 2, 28)),
            # Five years are kept, the last day too: gone is what is kept longer.
            ({"cleared": Date(2021, 9, 2), "statuses": OLD}, "running", Date(2026, 9, 2)),
            ({"cleared": Date(2021, 9, 1), "statuses": OLD}, "running", Date(2026, 9, 1)),
            ({"cleared": Date(2021, 8, 31), "statuses": OLD}, "reached", Date(2026, 8, 31)),
            # Paid in the month it was last late in, or fell behind again after that day.
            ({"cleared": Date(2026, 6, 1)}, "running", Date(2031, 6, 1)),
            ({"cleared": Date(2026, 5, 31)}, "undated", None),
            ({"cleared": Date(2026, 5, 31), "overdue": 100}, "not_started", None),
        ],
    )
    def test_the_years_run_from_the_day_all_was_paid(
        self, more: dict[str, object], state: str, date: Date | None
    ) -> None:
        found = mark_of(account(**more))
        assert (found.state, found.date) == (state, date)

    @pytest.mark.parametrize(
        ("on", "state"),
        [
            (Date(2029, 2, 27), "running"),
            (Date(2029, 2, 28), "running"),
            (Date(2029, 3, 1), "reached"),
        ],
    )
    def test_what_was_paid_on_a_leap_day_is_kept_to_the_end_of_february(self, on: Date, state: str) -> None:
        paid = account(cleared=Date(2024, 2, 29), statuses=self.OLD)
        assert mark_of(paid, on=on).state == state

    @pytest.mark.parametrize(
        ("defaulted", "state", "date"),
        [
            (Date(2024, 2, 29), "running", Date(2030, 2, 28)),
            (Date(2020, 2, 29), "reached", Date(2026, 2, 28)),
            (Date(2020, 9, 1), "running", Date(2026, 9, 1)),
            (Date(2020, 8, 31), "reached", Date(2026, 8, 31)),
            (None, "undated", None),
        ],
    )
    def test_where_they_run_from_the_default_paying_does_not_move_them(
        self, defaulted: Date | None, state: str, date: Date | None
    ) -> None:
        terms = CreditTerms(retention_years=6, retention_from="default")
        for more in ({}, {"cleared": Date(2026, 7, 3)}, {"overdue": 100}):
            found = mark_of(account(defaulted=defaulted, **more), terms)
            assert (found.state, found.date, found.still_shown) == (state, date, False)

    @pytest.mark.parametrize(
        ("codes", "state", "date"),
        [
            (("2026-05:1",), "open", Date(2033, 5, 31)),
            (("2019-02:1",), "open", Date(2026, 2, 28)),
            (("2020-02:1",), "open", Date(2027, 2, 28)),  # the last day of that February had no fellow
            (("2019-02:1", "2026-05:1"), "open", Date(2033, 5, 31)),  # each ages by itself: the last counts
            (("2026-03:1", "2026-04:2", "2026-05:3"), "bad_debt", Date(2033, 9, 27)),  # 31 March and 180 days
            (("2026-02:1", "2026-04:1", "2026-05:2"), "bad_debt", Date(2033, 10, 27)),  # current in March
            ((), "bad_debt", None),
        ],
    )
    def test_where_each_month_ages_by_itself_the_last_counts_and_a_charge_off_from_where_it_began(
        self, codes: tuple[str, ...], state: str, date: Date | None
    ) -> None:
        terms = CreditTerms(retention_years=7, retention_from="each_month", charged_off_days=180)
        statuses = tuple(month(*one.split(":")) for one in codes)
        found = mark_of(account(statuses=statuses, state=state), terms)
        assert found.date == date and (found.state == "undated") == (date is None)

    def test_a_copy_that_still_shows_what_was_paid_before_it_says_so(self) -> None:
        found = mark_of(account(cleared=Date(2026, 7, 3), overdue=100))
        assert found.state == "running" and found.still_shown
        before = mark_of(account(cleared=Date(2026, 8, 25), overdue=100))
        assert before.state == "running" and not before.still_shown

    def test_without_a_rule_no_date_is_claimed(self) -> None:
        found = mark_of(account(cleared=Date(2026, 7, 3)), CreditTerms())
        assert (found.state, found.date) == ("no_rule", None)

    def test_a_loan_of_the_book_tells_when_it_was_paid(self) -> None:
        tied, loans = account(loan="loan-1"), (loan(),)
        found = mark_of(tied, loans=loans, events=(paid(Date(2026, 8, 25), 70000),))
        assert (found.cleared, found.date) == (Date(2026, 8, 25), Date(2031, 8, 25))
        assert mark_of(tied, loans=loans, events=(paid(Date(2026, 8, 25), 60000),)).state == "not_started"

    @pytest.mark.parametrize(
        ("typed", "counts"),
        [
            (Date(2026, 8, 10), Date(2026, 8, 25)),
            (Date(2026, 8, 25), Date(2026, 8, 25)),
            (Date(2026, 8, 28), Date(2026, 8, 28)),
        ],
    )
    def test_of_a_day_typed_and_one_by_the_book_the_later_counts(self, typed: Date, counts: Date) -> None:
        tied = account(loan="loan-1", cleared=typed)
        found = mark_of(tied, loans=(loan(),), events=(paid(Date(2026, 8, 25), 70000),))
        assert (found.cleared, found.booked) == (counts, Date(2026, 8, 25))
        unpaid = mark_of(tied, loans=(loan(),))  # whatever was typed, the book has it overdue
        assert (unpaid.state, unpaid.date) == ("not_started", None)

    def test_the_rules_are_those_of_the_country_of_the_copy_else_of_the_currency(self) -> None:
        terms = {"cn": FIVE, "us": CreditTerms(retention_years=7, retention_from="each_month")}
        world = Countries("cn", terms, {"CNY": "cn", "USD": "us"})
        dollars = account(currency="USD", cleared=Date(2026, 7, 3))

        def seen(copy: CreditReport) -> tuple[str, Date | None]:
            found = removal(dollars, copy, None, (), world, ON)
            return found.country, found.date

        assert seen(COPY) == ("us", Date(2033, 6, 30))
        assert seen(replace(COPY, country="cn")) == ("cn", Date(2031, 7, 3))  # a card in two currencies
        assert seen(replace(COPY, country="other")) == ("other", None)

    def test_each_country_has_a_newest_copy_of_its_own(self) -> None:
        there = replace(COPY, id="copy-us", country="us", date=Date(2026, 8, 1))
        ahead = replace(COPY, id="copy-9", date=Date(2026, 9, 2))
        ledger = Ledger(
            credit_reports=[there, COPY, ahead],
            credit_accounts=[account(), account(id="b", report="copy-us", currency="USD")],
        )
        found = shown(ledger, CN, ON)
        assert [copy.id for copy in found.newest] == ["copy-1", "copy-us"]  # none of tomorrow
        assert [mark.account.id for mark in removals(ledger, found, CN, ON)] == ["a", "b"]
        assert {later: copy.id for later, copy in found.before.items()} == {"copy-9": "copy-1"}


class TestCleared:
    @pytest.mark.parametrize(
        ("events", "on", "expected"),
        [
            ([], Date(2026, 2, 15), None),  # due today is not late
            ([], Date(2026, 2, 16), None),  # late, and unpaid
            ([paid(Date(2026, 2, 15))], Date(2026, 3, 1), None),  # was never late
            ([paid(Date(2026, 2, 16))], Date(2026, 3, 1), Date(2026, 2, 16)),
            ([paid(Date(2026, 2, 16)), paid(Date(2026, 3, 14))], Date(2026, 3, 20), Date(2026, 2, 16)),
            ([paid(Date(2026, 2, 16)), paid(Date(2026, 3, 18))], Date(2026, 3, 20), Date(2026, 3, 18)),
            ([paid(Date(2026, 2, 16))], Date(2026, 2, 15), None),  # not yet paid that day
        ],
    )
    def test_it_is_the_day_of_the_last_payment_that_left_nothing_overdue(
        self, events: list[Event], on: Date, expected: Date | None
    ) -> None:
        assert cleared_on(loan(), events, on) == expected

    def test_a_waiver_ends_it_as_a_payment_does(self) -> None:
        events = [paid(Date(2026, 2, 20), kind="waiver", component="principal", minor=10000)]
        assert cleared_on(loan(), events, Date(2026, 3, 1)) == Date(2026, 2, 20)


class TestFreeReports:
    def slots(
        self, reports: list[CreditReport], on: Date = Date(2026, 3, 1), year: int = 2026
    ) -> list[tuple[Date, Date | None]]:
        found = shown(Ledger(credit_reports=reports), CN, on)
        return [(slot.by, slot.taken) for slot in free_reports(found, CN, on, year)]

    def test_the_year_is_shared_out_and_what_was_taken_counts_in_order(self) -> None:
        def copy(day: Date, **more: object) -> CreditReport:
            return CreditReport(id=f"{day}{more}", date=day, **more)  # type: ignore[arg-type]

        reports = [
            copy(Date(2026, 1, 3)), copy(Date(2026, 2, 1), free=False), copy(Date(2025, 3, 1)),
            copy(Date(2026, 2, 2), country="us"),
        ]  # fmt: skip
        assert self.slots(reports) == [
            (Date(2026, 6, 30), Date(2026, 1, 3)),
            (Date(2026, 12, 31), None),
        ]

    @pytest.mark.parametrize(
        ("on", "first", "second"),
        [
            (Date(2026, 6, 30), Date(2026, 6, 30), Date(2026, 12, 31)),
            (Date(2026, 7, 1), Date(2026, 7, 15), Date(2026, 12, 31)),  # it can still be had: soon
            (Date(2026, 12, 24), Date(2026, 12, 31), Date(2026, 12, 31)),  # and not after the year
            (Date(2026, 12, 31), Date(2026, 12, 31), Date(2026, 12, 31)),
            (Date(2025, 12, 31), Date(2026, 6, 30), Date(2026, 12, 31)),
        ],
    )
    def test_no_day_is_named_that_is_over(self, on: Date, first: Date, second: Date) -> None:
        assert self.slots([], on) == [(first, None), (second, None)]

    def test_without_a_rule_there_are_none(self) -> None:
        nothing = at_home(CreditTerms())
        assert free_reports(shown(Ledger(), nothing, ON), nothing, ON, 2026) == []


class TestDiff:
    BEFORE = CreditReport(id="copy-0", date=Date(2026, 3, 1))

    def ledger(self, *accounts: CreditAccount, enquiries: tuple[CreditEnquiry, ...] = ()) -> Shown:
        ledger = Ledger(
            credit_reports=[COPY, self.BEFORE], credit_accounts=accounts, credit_enquiries=enquiries
        )
        return shown(ledger, CN, ON)

    def test_the_same_says_nothing(self) -> None:
        ledger = self.ledger(account(), account(id="b", report="copy-0", lender=" ＢＡＮＫ"))
        assert diff(ledger, self.BEFORE, COPY).is_empty
        assert dict(ledger.before) == {"copy-1": self.BEFORE}

    def test_new_gone_and_changed_are_told_field_by_field(self) -> None:
        old = account(id="b", report="copy-0", overdue=1, statuses=(month("2026-05", "N"), *LATE[1:2]))
        ledger = self.ledger(
            account(state="settled"),
            old,
            account(id="c", number="new"),
            account(id="d", report="copy-0", number="old"),
        )
        found = diff(ledger, self.BEFORE, COPY).accounts
        assert [(one.kind, one.account.id) for one in found] == [
            ("new", "c"),
            ("changed", "a"),
            ("gone", "d"),
        ]
        changed = found[1]
        assert [tuple(field) for field in changed.fields] == [("state", "open", "settled"), ("overdue", 1, 0)]
        assert [tuple(one) for one in changed.months] == [
            (Date(2026, 5, 1), ("N", None), ("1", 54500)),
        ]

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            ((), (month("2026-07", "N"),), 0),  # time brings months on time
            ((month("2021-07", "N"),), (), 0),  # and takes them away
            ((), (month("2026-07", "1"),), 1),
            ((month("2021-07", "1"),), (), 1),  # a late month is gone: worth knowing
            ((month("2026-07", "1"),), (month("2026-07", "N"),), 1),
            ((month("2026-07", "N"),), (month("2026-07", "*"),), 1),
            ((month("2026-07", "1", 5),), (month("2026-07", "1", 6),), 1),
        ],
    )
    def test_months_are_told_where_they_say_something(
        self, before: tuple[MonthStatus, ...], after: tuple[MonthStatus, ...], told: int
    ) -> None:
        ledger = self.ledger(account(statuses=after), account(id="b", report="copy-0", statuses=before))
        assert sum(len(one.months) for one in diff(ledger, self.BEFORE, COPY).accounts) == told

    def test_only_enquiries_the_earlier_copy_did_not_show_are_new(self) -> None:
        asked = CreditEnquiry(id="e1", report="copy-1", date=Date(2026, 2, 1), who="Bank", reason="loan")
        known = replace(asked, id="e0", report="copy-0", who="BANK")
        later = replace(asked, id="e2", date=Date(2026, 7, 1))
        found = diff(self.ledger(enquiries=(asked, known, later)), self.BEFORE, COPY)
        assert found.enquiries == (later,) and not found.is_empty


class TestRepair:
    WORLD = at_home(FIVE._replace(
        repair=Repair(
            since=Date(2020, 1, 1), until=Date(2025, 12, 31), most=1_000_000, currency="CNY",
            paid_by=Date(2026, 3, 31), first_paid_by=Date(2025, 11, 30), hidden_from=Date(2026, 1, 1),
        )
    ))  # fmt: skip

    def checks(self, copy: CreditReport, *accounts: CreditAccount) -> list[RepairCheck]:
        ledger = Ledger(credit_reports=[copy], credit_accounts=accounts)
        found = shown(ledger, self.WORLD, ON)
        return repair_checks(found, removals(ledger, found, self.WORLD, ON), self.WORLD, ON)

    @pytest.mark.parametrize(
        ("more", "hidden_by"),
        [
            ({}, Date(2026, 1, 1)),
            ({"cleared": Date(2025, 12, 1)}, Date(2026, 1, 31)),
            ({"cleared": Date(2026, 3, 31)}, Date(2026, 4, 30)),
            ({"cleared": Date(2026, 4, 1)}, None),
            ({"cleared": None}, None),
            ({"currency": "USD"}, None),
            ({"statuses": (month("2019-12", "1", 100),)}, None),
            ({"cleared": Date(2026, 1, 31), "statuses": (month("2026-01", "1", 100),)}, None),
            (
                {"cleared": Date(2025, 12, 31), "statuses": (month("2025-12", "B", 1_000_000),)},
                Date(2026, 1, 31),
            ),
            ({"statuses": (month("2025-06", "1", 1_000_001),)}, None),
            ({"statuses": (month("2025-06", "1"),)}, None),  # no overdue amount in it
            ({"kind": "quasi_card", "statuses": (month("2025-06", "2", 100),)}, None),
            ({"kind": "quasi_card", "statuses": (month("2025-06", "3", 100),)}, Date(2026, 1, 1)),
        ],
    )
    def test_only_what_it_covered_is_looked_for(
        self, more: dict[str, object], hidden_by: Date | None
    ) -> None:
        fields = {"cleared": Date(2025, 11, 30), "statuses": (month("2025-06", "1", 500),), **more}
        found = self.checks(COPY, account(**fields))
        assert [(check.hidden_by, check.due) for check in found] == ([(hidden_by, True)] if hidden_by else [])

    def test_a_copy_older_than_the_hiding_cannot_show_it(self) -> None:
        old = replace(COPY, date=Date(2025, 12, 31))
        covered = account(cleared=Date(2025, 11, 1), statuses=(month("2025-06", "1", 500),))
        (found,) = self.checks(old, covered)
        assert not found.due


def test_a_slip_in_the_year_it_was_paid_ends_with_the_calendar() -> None:
    ahead = account(cleared=Date(9999, 6, 1))
    copy, world = (
        CreditReport(id="r", date=Date(2026, 1, 1)),
        Countries("cn", {"cn": CreditTerms(5)}, {"CNY": "cn"}),
    )
    found = removal(ahead, copy, None, (), world, Date(2026, 1, 1))
    assert (found.state, found.date) == ("running", Date(9999, 6, 1))


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"lender": " "}, "lender"),
        ({"statuses": (month("2026-05", "8"),)}, "months"),
        ({"statuses": (month("2026-05", "1"), month("2026-05", "N"))}, "months"),
        ({"overdue": -1}, "overdue"),
        ({"id": "b", "lender": "bank "}, "lender"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(more: dict[str, object], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_account(account(**more), Ledger(credit_accounts=[account()]))
    assert refused.value.where == where
