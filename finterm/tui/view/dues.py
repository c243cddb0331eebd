"""What the dues pane says: the agenda in sections, and everything about one due. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from finterm.domain.dues import Due, agenda, due_totals, overdue_totals, unknown_amounts
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

AHEAD = 92  # days the agenda looks ahead
SORTS = ("date", "name", "amount")


def dues_of(sight: Sight, ahead: int = AHEAD) -> tuple[Due, ...]:
    """The agenda from all that is unpaid and past up to `ahead` days from now; computed once a sight."""
    return sight.remember(
        ("agenda", ahead),
        lambda: agenda(sight.ledger, sight.on, sight.on + timedelta(days=ahead), known=sight.positions),
    )


def due_columns(sight: Sight) -> tuple[Column, ...]:
    """The columns of every list of dues."""
    words = sight.words
    return (
        Column(words("core.field.date"), least=10),
        Column(words("tui.dues.who"), least=14, weight=2),
        Column(words("core.field.kind"), least=6, fold=2),
        Column(words("core.field.amount"), least=8, right=True),
        Column(words("tui.loans.state"), least=8),
    )


def dues_view(sight: Sight, sort: str = "date") -> View:
    """The agenda in sections: overdue, today and in grace, the next seven days, later."""
    words, week = sight.words, sight.on + timedelta(days=7)
    rows: list[Row] = []
    left = list(dues_of(sight))
    for name, belongs in _sections():
        found = [due for due in left if belongs(due, week)]
        left = [due for due in left if due not in found]
        if found:
            sums = sight.sums(due_totals(found))
            title = words("tui.dues.section", name=words(f"tui.dues.{name}"), n=len(found), sum=sums)
            rows.append(Row(f"section:{name}", (title,), True))
            rows += [due_row(sight, due) for due in _sorted(found, sort)]
    return View(due_columns(sight), rows, words("tui.dues.empty"))


def _sections() -> Sequence[tuple[str, Callable[[Due, object], bool]]]:
    return (
        ("overdue", lambda due, week: due.state == "overdue"),
        ("now", lambda due, week: due.state in ("due_today", "in_grace")),
        ("week", lambda due, week: due.date <= week),
        ("later", lambda due, week: True),
    )


def _sorted(dues: Sequence[Due], sort: str) -> Sequence[Due]:
    if sort == "name":
        return sorted(dues, key=lambda due: due.name.casefold())
    if sort == "amount":
        return sorted(dues, key=lambda due: -(due.outstanding or 0))
    return dues


def due_row(sight: Sight, due: Due) -> Row:
    """One line of the agenda."""
    words = sight.words
    kind = words(f"core.due_kind.{due.kind}")
    name = due.name if due.n is None or due.kind != "instalment" else f"{due.name} #{due.n}"
    return Row(due.key, (words.day(due.date), name, kind, due_amount(sight, due), state_cell(sight, due)))


def due_amount(sight: Sight, due: Due) -> Cell | str:
    """What is to be paid, as a column shows it."""
    if due.kind == "follow_up":
        return ""
    if due.is_expected:
        return Cell(f"({sight.money(due.scheduled, due.currency)})", "faint")
    if due.outstanding is None:
        return Cell(sight.words("core.varies"), "faint")
    return sight.money(due.outstanding, due.currency)


def state_cell(sight: Sight, due: Due) -> Cell:
    """The state in words, with its flags."""
    words = sight.words
    if due.state == "overdue":
        key = "core.overdue_days" if due.is_payable else "tui.dues.past"
        text, state = words.count(key, due.days_overdue), "overdue" if due.is_payable else "warning"
    elif due.state == "upcoming":
        text, state = sight.when(due.date), ""
    else:
        text, state = words(f"core.state.{due.state}"), due.state
    if due.snoozed_until:  # what it is otherwise, its section and its page say
        text, state = words("core.snoozed_until", date=words.day(due.snoozed_until)), "faint"
    flags = [words("tui.part_paid")] * due.part_paid + [words("tui.promised")] * due.promised
    if due.is_expected:
        flags.append(words("tui.dues.from_them"))
    return Cell(", ".join([text, *flags]), state)


def due_page(sight: Sight, due: Due | None) -> list[Block]:
    """Everything about one due."""
    if due is None:
        return []
    words = sight.words
    title = due.name if due.n is None else words("tui.dues.instalment_title", name=due.name, n=due.n)
    state = state_cell(sight, due)
    blocks: list[Block] = [
        Title(title),
        Fact(words("core.field.kind"), words(f"core.due_kind.{due.kind}")),
        Fact(words("core.field.date"), f"{words.day(due.date)} · {sight.when(due.date)}"),
        Fact(words("tui.loans.state"), state.text, state.state),
    ]
    if due.on and due.on != due.date:
        blocks.append(Fact(words("tui.dues.moved_from"), words.day(due.on)))
    if due.kind != "follow_up":
        if due.outstanding is not None:
            blocks.append(
                Fact(words("tui.dues.outstanding"), sight.money(due.outstanding, due.currency), "strong")
            )
        blocks.append(Fact(words("tui.dues.scheduled"), _scheduled(sight, due)))
    blocks += _parts(sight, due)
    if contact := sight.contacts.get(due.contact):
        blocks.append(Fact(words("tui.contact"), contact.name))
    if envelope := sight.envelopes.get(due.envelope):
        blocks.append(Fact(words("tui.envelope"), envelope.name))
    if due.note:
        blocks.append(Text(due.note, "faint"))
    return blocks


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


def overdue_sentences(sight: Sight, dues: Iterable[Due]) -> list[Block]:
    """The first thing to know: what is overdue, for how long at most, and the sum that makes it current."""
    words = sight.words
    late = [due for due in dues if due.state == "overdue" and due.is_payable]
    if not late:
        return []
    names = list(dict.fromkeys(due.name for due in late))
    days = max(due.days_overdue for due in late)
    sums = sight.sums(overdue_totals(late))
    sentence = words.count(
        "tui.today.overdue", len(names), names=listed(sight, names), days=words.count("core.days", days)
    )
    blocks: list[Block] = [
        Text(sentence, "overdue"),
        Text(words("tui.today.to_be_current", sum=sums), "strong"),
    ]
    if unknown := unknown_amounts(late):
        blocks.append(
            Text(words("tui.today.unknown", names=listed(sight, [due.name for due in unknown])), "faint")
        )
    return blocks


def snoozed_sentence(sight: Sight, dues: Iterable[Due]) -> list[Block]:
    """What is late or due today and rests for now: not pressing, and not forgotten."""
    words = sight.words
    resting = [due for due in dues if due.snoozed_until and due.state != "upcoming"]
    if not resting:
        return []
    names = listed(sight, list(dict.fromkeys(due.name for due in resting)))
    first = min(due.snoozed_until for due in resting if due.snoozed_until)
    return [
        Text(
            words(
                "tui.today.snoozed",
                names=names,
                sum=sight.sums(due_totals(resting)),
                day=words.weekday(first),
            ),
            "faint",
        )
    ]


def listed(sight: Sight, names: Sequence[str], most: int = 3) -> str:
    """Names in a sentence, at most three of them and how many more there are."""
    words = sight.words
    text = words("tui.comma").join(names[:most])
    return text if len(names) <= most else words("tui.and_more", names=text, n=len(names) - most)
