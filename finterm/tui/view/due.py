"""What is said about one due on its page: where it stands, what it is made of, what is left after it. Pure."""

from __future__ import annotations

from itertools import takewhile

from finterm.domain.dues import Due, unknown_amounts
from finterm.domain.records import Dispute, Task
from finterm.tui.actions import keys_said
from finterm.tui.view.credit import clock_of
from finterm.tui.view.dues import by_section, left_after, named, state_cell
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight


def due_page(sight: Sight, due: Due | None) -> list[Block]:
    """Everything about one due."""
    if due is None:
        return []
    words = sight.words
    title = named(sight, due) if due.n is None else words("tui.dues.instalment_title", name=due.name, n=due.n)
    state = state_cell(sight, due._replace(snoozed_until=None))
    blocks: list[Block] = [Title(title), Fact(words("tui.loans.state"), state.text, state.state)]
    if due.snoozed_until:
        until = f"{words.day(due.snoozed_until)} · {sight.when(due.snoozed_until)}"
        blocks.append(Fact(words("tui.dues.snoozed"), until))
    if due.outstanding is not None:
        amount = sight.money(due.outstanding, due.currency)
        blocks.append(Fact(words("tui.dues.outstanding"), amount, "strong"))
    blocks += _after(sight, due)
    blocks.append(Fact(words("core.field.date"), f"{words.day(due.date)} · {sight.when(due.date)}"))
    if due.on and due.on != due.date:
        blocks.append(Fact(words("tui.dues.moved_from"), words.day(due.on)))
    blocks.append(Fact(words("core.field.kind"), words(f"core.due_kind.{due.kind}")))
    if not due.is_step:
        blocks.append(Fact(words("tui.dues.scheduled"), _scheduled(sight, due)))
    blocks += _parts(sight, due)
    if contact := sight.contacts.get(due.contact):
        blocks.append(Fact(words("tui.contact"), contact.name))
    if envelope := sight.envelopes.get(due.envelope):
        blocks.append(Fact(words("tui.envelope"), envelope.name))
    blocks += [*_awaited(sight, due), *_not_counted(sight, due)]
    if due.note:
        blocks.append(Text(sight.free(due.note), "faint"))
    return blocks


def task_or_dispute(sight: Sight, due: Due) -> Task | Dispute | None:
    """The task or the dispute that `due` stands for."""
    records: tuple[Task | Dispute, ...] = (*sight.ledger.tasks, *sight.ledger.disputes)
    wanted = due.task or due.dispute
    return next((record for record in records if wanted and record.id == wanted), None)


def _awaited(sight: Sight, due: Due) -> list[Block]:
    """Whose answer a dispute waits for, and what is next."""
    dispute = task_or_dispute(sight, due) if due.dispute else None
    if not isinstance(dispute, Dispute):
        return []
    words = sight.words
    to = [words(f"core.dispute_to.{dispute.filed_with}"), *([dispute.lender] if dispute.lender else [])]
    move = clock_of(sight, dispute).next
    key = "credit.next.complain_elsewhere" if move == "complain" else f"credit.next.{move}"
    keys = {**keys_said("dues"), "key_file": keys_said("credit")["key_file"]}
    return [
        Fact(words("credit.dispute.awaited"), words("core.also").join(to)),
        Fact(words("credit.dispute.filed_on"), words.day(dispute.filed_on)),
        Title(words("credit.next")),
        Text(words(key, **keys)),
    ]


def _after(sight: Sight, due: Due) -> list[Block]:
    """What is left of ready money once this and all before it are paid."""
    left = left_after(sight).get(due.key)
    if left is None:
        return []
    key, state = ("tui.dues.after_short", "overspent") if left < 0 else ("tui.dues.after_left", "")
    return [Fact(sight.words(key), sight.money(abs(left), due.currency), state)]


def _not_counted(sight: Sight, due: Due) -> list[Block]:
    """Dues up to this one whose amount nobody knows yet: what is left does not hold them."""
    if due.key not in left_after(sight):
        return []
    before = unknown_amounts(takewhile(lambda one: one.key != due.key, by_section(sight)))
    if not before:
        return []
    names = sight.words.listed(list(dict.fromkeys(one.name for one in before)))
    return [Text(sight.words("tui.budget.unknown", names=names), "warning")]


def _scheduled(sight: Sight, due: Due) -> str:
    return sight.words("core.varies") if due.scheduled is None else sight.money(due.scheduled, due.currency)


def _parts(sight: Sight, due: Due) -> list[Block]:
    """What an instalment is made of, and what its loan needs to be current."""
    if due.kind != "instalment" or due.loan not in sight.loans:
        return []
    words, position = sight.words, sight.positions[due.loan]
    row = next(row for row in position.dues if row.n == due.n)
    parts = (
        ("core.component.principal", row.left_principal),
        ("core.component.interest", row.left_interest),
        ("core.component.fee", row.left_fee),
        ("core.component.penalty", row.penalty),
        ("core.component.late_fee", row.late_fee),
    )
    blocks: list[Block] = [
        Fact(words(key), sight.money(minor, due.currency)) for key, minor in parts if minor
    ]
    if position.to_be_current and position.to_be_current != row.outstanding:
        text = sight.money(position.to_be_current, due.currency)
        blocks.append(Fact(words("tui.dues.loan_to_be_current"), text, "strong"))
    return blocks
