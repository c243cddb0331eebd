"""What others hold about a loan, as parts of the paper: amounts they named, and the credit report. Pure.

An amount is held against the book as the claim check does it: what may account for a difference is not said to
be owed, and a reference line stands there with its source and its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from finterm.domain.credit_copies import late_months
from finterm.domain.money import Money
from finterm.domain.records import Claim, CreditAccount, CreditReport, Event, Loan
from finterm.exchange import claimed
from finterm.exchange.document import Facts, Heading, Part, Table
from finterm.locale import Words
from finterm.rules.rule import Rules


def named(
    words: Words,
    rules: Rules,
    loan: Loan,
    claims: Iterable[Claim],
    events: Sequence[Event],
    numbers: Mapping[str, int],
) -> list[Part]:
    """Each amount somebody named, beside the book on that day; `numbers` are those of the talks, by id."""

    def money(minor: int) -> str:
        return words.money(Money(minor, loan.currency))

    parts: list[Part] = []
    for claim in claims:
        found = claimed.checked(rules, loan, claim, list(events))
        facts = [
            (words("evidence.claimed"), money(claim.minor)),
            (words("evidence.claimed_of"), words(f"claims.of.{claim.measure}")),
        ]
        if number := numbers.get(claim.talk):
            facts.append((words("evidence.claimed_in"), words("evidence.talk_no", n=number)))
        for key, minor in (("core.penalty", claim.penalty), ("core.late_fees", claim.late_fee)):
            if minor is not None:
                facts.append((words("evidence.of_which", what=words(key)), money(minor)))
        facts.append((words("claims.difference"), claimed.difference(words, found, money)))
        if found.ours != claim.ours:
            facts.append((words("evidence.ours_then"), money(claim.ours)))
        facts += [
            (words("claims.of_it"), claimed.part(words, part, events, money, hints=False))
            for part in found.parts
        ]
        if late := claimed.late(words, found, money):
            facts.append((words("claims.for_late"), late))
            for line in claimed.beside(words, rules, loan, found, money):
                facts.append((line.label, words("core.also").join([line.told, *line.care])))
        if claim.note:
            facts.append((words("core.field.note"), claim.note))
        parts += [Heading(words("evidence.claimed_on", on=words.day(claim.on)), 3), Facts(facts)]
    return parts


def reported(words: Words, accounts: Iterable[CreditAccount], copies: Iterable[CreditReport]) -> list[Part]:
    """What each copy of the credit report shows of the loan."""
    days = {copy.id: copy.date for copy in copies}
    rows = []
    for account in sorted(accounts, key=lambda one: (days[one.report], one.id)):

        def money(minor: int | None, currency: str = account.currency) -> str:
            return "–" if minor is None else words.amount(Money(minor, currency))

        months = words("core.comma").join(
            f"{cell.month:%Y-%m} {cell.code}{f' ({money(cell.minor)})' if cell.minor else ''}"
            for cell in late_months(account)
        )
        state = words(f"core.account_state.{account.state}")
        who = words("core.also").join(filter(None, (account.lender, account.number, account.note)))
        rows.append(
            (
                words.day(days[account.report]),
                who,
                state,
                money(account.balance),
                money(account.overdue),
                months or "–",
            )
        )
    if not rows:
        return []
    names = ("copy", "account", "state", "balance", "overdue", "months")
    header = [words(f"evidence.report.{name}") for name in names]
    return [Heading(words("evidence.reported"), 3), Table(header, rows, frozenset({3, 4}))]
