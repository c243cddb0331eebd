"""The credit record of the made-up households: copies of the report, a dispute, a score, a task of their own."""

from __future__ import annotations

from datetime import timedelta

from finterm.domain.calendar import add_months
from finterm.domain.records import (
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    Loan,
    MonthStatus,
    ScoreEntry,
    Task,
)
from finterm.exchange.demo.teller import Teller
from finterm.rules.credit import credit_terms
from finterm.rules.loading import shipped


def in_arrears(teller: Teller, loans: dict[str, Loan]) -> None:
    """Two copies that differ: two loans became late, an old card waits for its day and is disputed."""
    before = _copy(teller, -200, "branch")
    after = _copy(teller, -15, "bank_app")
    old = teller.say("bureau.card")
    for copy, ago in ((before, 7), (after, 1)):
        late = copy is after
        _account(
            teller, copy, loans["phone"], _months(teller, ago, "1" if late else "", 54_500), 54_500 * late
        )
        _account(
            teller, copy, loans["cash"], _months(teller, ago, "12" if late else "", 180_000), 180_000 * late
        )
        _account(teller, copy, loans["bank"], _months(teller, ago, ""))
        _old_card(teller, copy, old)
    _account(teller, after, loans["tablet"], _months(teller, 3, "", last="C"), state="settled")
    for days, who, reason in ((-31, "bureau.who_1", "loan"), (-60, "bureau.who_2", "card")):
        teller.put(
            CreditEnquiry(
                id=teller.new_id(), report=after.id, date=teller.day(days), who=teller.say(who), reason=reason,  # type: ignore[arg-type]  # a reason
            )
        )  # fmt: skip
    terms = credit_terms(shipped(), teller.today, "cn")
    teller.put(
        Dispute(
            id=teller.new_id(), what=teller.say("bureau.dispute"), filed_on=teller.day(-12),
            days=terms.dispute_days or 1, lender=old, evidence=teller.say("bureau.evidence"), reference="YY-2207",
        )
    )  # fmt: skip
    for days, score in ((-190, 664), (-130, 651), (-70, 612), (-9, 618)):
        _score(teller, days, score)
    teller.put(Task(id=teller.new_id(), date=teller.day(9), what=teller.say("bureau.task")))


def in_order(teller: Teller, loans: dict[str, Loan]) -> None:
    """One copy without a late month, a score, a task that is done."""
    copy = _copy(teller, -40, "website")
    for key in ("repairs", "car"):
        _account(teller, copy, loans[key], _months(teller, 2, ""))
    _account(teller, copy, loans["tablet"], _months(teller, 4, "", last="C"), state="settled")
    for days, score in ((-150, 702), (-20, 711)):
        _score(teller, days, score)
    done = teller.day(-30)
    teller.put(Task(id=teller.new_id(), date=done, what=teller.say("bureau.task"), done_on=done))


def _copy(teller: Teller, days: int, source: str) -> CreditReport:
    report = CreditReport(
        id=teller.new_id(), date=teller.day(days), source=source, reference=f"DEMO-{-days}",  # type: ignore[arg-type]  # a source
    )  # fmt: skip
    teller.put(report)
    return report


def _months(
    teller: Teller, ago: int, late: str, minor: int = 0, *, last: str = "N"
) -> tuple[MonthStatus, ...]:
    """Five months up to the one `ago` months back; the last of them `late`, else on time and then `last`."""
    this = teller.today.replace(day=1)
    codes = ("NNNNN"[len(late) :] + late) if late else "NNNN" + last
    return tuple(
        MonthStatus(month=add_months(this, n - 4 - ago), code=code, minor=minor if code not in "NC" else None)
        for n, code in enumerate(codes)
    )


def _account(
    teller: Teller,
    copy: CreditReport,
    loan: Loan,
    months: tuple[MonthStatus, ...],
    overdue: int = 0,
    *,
    state: str = "open",
) -> None:
    teller.put(
        CreditAccount(
            id=teller.new_id(), report=copy.id, lender=loan.legal_lender or loan.brand, number=loan.contract_no,
            currency=loan.currency, loan=loan.id, opened=loan.start, state=state, overdue=overdue,  # type: ignore[arg-type]  # a state
            statuses=tuple(status for status in months if status.month >= loan.start.replace(day=1)),
        )
    )  # fmt: skip


def _old_card(teller: Teller, copy: CreditReport, lender: str) -> None:
    """A card that was late long ago, paid nearly as long ago as such a record is kept."""
    first = add_months(teller.today.replace(day=1), -57)
    teller.put(
        CreditAccount(
            id=teller.new_id(), report=copy.id, lender=lender, number="4417", currency=teller.currency,
            kind="card", state="settled", cleared=add_months(first, 2) + timedelta(days=11),
            statuses=(
                MonthStatus(month=first, code="1", minor=32_000),
                MonthStatus(month=add_months(first, 1), code="2", minor=64_800),
            ),
        )
    )  # fmt: skip


def _score(teller: Teller, days: int, score: int) -> None:
    teller.put(
        ScoreEntry(id=teller.new_id(), date=teller.day(days), name=teller.say("bureau.score"), score=score)
    )
