"""What the first pane says: the most important sentence, and at most five lines in the order of consequence. Pure.

A line stands for several dues, or for a sum of the budget; it is a step into the place where they are
(`destination`), and says at its end the key that acts on it. What a line is made of is in `today_page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from finterm.domain.dues import Due, due_totals, unknown_amounts
from finterm.tui.actions import BY_NAME, keys_said
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.budget import SAFE, fund_of, safe_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.dues import (
    named,
    overdue_of,
    overdue_sentences,
    pressing_of,
    snoozed_sentence,
    state_cell,
    state_word,
)
from finterm.tui.view.page import Block, Text
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

TODAY = "today"
OVERDUE, AGREED, NEXT, FUND = "overdue", "agreed", "next", "fund"  # keys of lines; `SAFE` is the other
BEGIN = {"begin:loan": ("loans", "add"), "begin:bill": ("dues", "add"), "begin:income": ("budget", "income")}
AHEAD = 3  # dues to come on one line


class Place(NamedTuple):
    """Where a line leads: a pane, the record in it, and what to do there at once."""

    pane: str
    kind: str = ""
    id: str = ""
    then: str = ""


class Choice(NamedTuple):
    """One thing of a line that a key can act on: what it is called, and the dues it stands for."""

    label: str
    note: str
    dues: tuple[Due, ...]


def today_view(sight: Sight) -> View:
    """The lines that have something to say."""
    words = sight.words
    columns = (
        Column(least=8, most=16),
        Column(least=12, weight=1),
        Column(right=True),
        Column(least=6),
    )
    if is_empty(sight):
        rows = [_begin(sight, n, key) for n, key in enumerate(BEGIN, 1)]
    else:
        rows = [*_due_rows(sight), *_budget_rows(sight)]
    return View(columns, rows, words("tui.today.nothing"), headline(sight, dues_of(sight)))


def lines_of(sight: Sight) -> dict[str, tuple[Due, ...]]:
    """The dues of each line by its key; a line without dues is not there. Computed once a sight.

    Overdue: what is to be paid and late, the latest first. Agreed: promises and next steps whose day
    has come. Next: what is due today or in its grace, and the dues after that up to three in all.
    """
    return sight.remember("lines", lambda: _lines(dues_of(sight)))


def _lines(agenda: Sequence[Due]) -> dict[str, tuple[Due, ...]]:
    awake = [due for due in agenda if not due.snoozed_until]
    late = pressing_of(agenda)
    came = [due for due in awake if due.state != "upcoming" and (due.kind == "promise" or due.is_step)]
    agreed = [due for due in came if due not in late]
    rest = [due for due in awake if due.is_payable and due not in late and due not in agreed]
    now = sum(1 for due in rest if due.state != "upcoming")
    lines = {
        OVERDUE: tuple(sorted(late, key=lambda due: -due.days_overdue)),
        AGREED: tuple(agreed),
        NEXT: tuple(sorted(rest, key=lambda due: due.state == "upcoming")[: max(AHEAD, now)]),
    }
    return {key: dues for key, dues in lines.items() if dues}


def _due_rows(sight: Sight) -> Iterable[Row]:
    words, lines = sight.words, lines_of(sight)
    if late := lines.get(OVERDUE):
        label = Cell(words("tui.today.line.overdue"), "overdue")
        # What rests is owed all the same: without it the sum would not leave nothing overdue.
        sums = Cell(_sum(sight, overdue_of(dues_of(sight))), "overdue")
        texts = [f"{found[0].name} {_days(sight, found)}" for found in together(late)]
        yield Row(OVERDUE, (label, sight.words.listed(texts), sums, _key("pay", sight)))
    if agreed := lines.get(AGREED):
        mine = [due for due in agreed if due.by == "me" and due.kind == "promise"]
        label = Cell(words("tui.today.line.agreed"), "due_today")
        key = "pay" if agreed[0] in mine and agreed[0].outstanding else "done"
        texts = [_agreed(sight, due) for due in agreed]
        yield Row(
            AGREED, (label, sight.words.listed(texts), _sum(sight, mine) if mine else "", _key(key, sight))
        )
    if coming := lines.get(NEXT):
        presses = coming[0].state != "upcoming"
        label = Cell(words("tui.today.line.next"), coming[0].state if presses else "strong")
        texts = [f"{due.name} {_when(sight, due)}" for due in coming]
        # The first alone: what any three come to is the sum of nothing a person asks about.
        amount = _sum(sight, coming[:1])
        if len(coming) > 1 and coming[0].outstanding is not None:
            amount = words("tui.today.line.first", amount=amount)
        yield Row(NEXT, (label, sight.words.listed(texts), amount, _key("pay", sight)))


def _budget_rows(sight: Sight) -> Iterable[Row]:
    words = sight.words
    if not (sight.ledger.moves or sight.ledger.envelopes):
        return
    safe, fund = safe_of(sight), fund_of(sight)
    state, key = (
        ("overspent", "tui.today.line.short") if safe.result < 0 else ("strong", "tui.today.line.until")
    )
    text = words(key, day=words.weekday(safe.payday))
    amount = Cell(sight.money(safe.result, safe.currency), state)  # its sign is there where words are cut
    yield Row(SAFE, (Cell(words("tui.today.line.safe"), state), text, amount, _key("spend", sight)))
    if fund.progress is not None:
        share = words.percent(float(fund.progress), 0)
        text = words("tui.today.line.share", share=share, target=sight.money(fund.target, fund.currency))
        amount = Cell(sight.money(fund.have, fund.currency))
        label = Cell(words("tui.today.line.fund"), "strong")
        yield Row(FUND, (label, text, amount, _key("assign", sight)))


def _begin(sight: Sight, n: int, key: str) -> Row:
    """One of the first steps in an empty book, with the keys that take it from anywhere."""
    pane, name = BEGIN[key]
    keys = f"{BY_NAME[f'pane_{pane}'].shown_in(TODAY)} {BY_NAME[name].shown_in(pane)}"
    text = sight.words(f"tui.today.{key.replace(':', '_')}")
    return Row(key, (Cell(str(n), "strong"), text, "", Cell(keys, "key")))


def _key(name: str, sight: Sight) -> Cell:
    action = BY_NAME[name]
    return Cell(f"{action.shown_in(TODAY)} {sight.words(action.words)}", "key")


def _days(sight: Sight, dues: Sequence[Due]) -> str:
    return sight.words.count("core.days", max(due.days_overdue for due in dues))


def _when(sight: Sight, due: Due) -> str:
    """How far off a due is; what presses says its state."""
    return sight.when(due.date) if due.state == "upcoming" else state_word(sight, due)


def _sum(sight: Sight, dues: Sequence[Due]) -> str:
    """What the dues ask for together; `varies` where nothing of it is known."""
    known = due_totals(dues)
    return sight.sums(known) if known or not unknown_amounts(dues) else sight.words("core.varies")


def _agreed(sight: Sight, due: Due) -> str:
    """A promise or a step in a few words."""
    if due.kind == "dispute":
        return sight.words("tui.today.line.answer", what=named(sight, due))
    if due.is_step:
        return named(sight, due)
    return sight.words(f"tui.today.line.promise_{due.by}", name=due.name)


def together(dues: Sequence[Due]) -> list[tuple[Due, ...]]:
    """Dues that are acted on as one: all overdue instalments of a loan are, anything else is by itself."""
    grouped: dict[str, list[Due]] = {}
    for due in dues:
        whole = due.kind == "instalment" and due.state == "overdue"
        grouped.setdefault(due.loan if whole else due.key, []).append(due)
    return [tuple(found) for found in grouped.values()]


def leading(dues: Sequence[Due]) -> Due:
    """The first of dues that are acted on as one, late as long as the latest; awake where any of them is."""
    rests = all(due.snoozed_until for due in dues)
    days = max(due.days_overdue for due in dues)
    return dues[0]._replace(days_overdue=days, snoozed_until=dues[0].snoozed_until if rests else None)


def choice_of(sight: Sight, dues: tuple[Due, ...]) -> Choice:
    """What is acted on as one, with its name."""
    first = leading(dues)
    number = f" #{first.n}" if first.kind == "instalment" and first.state != "overdue" else ""
    label = " · ".join((f"{named(sight, first)}{number}", state_cell(sight, first).text))
    return Choice(label, "" if first.is_step else _sum(sight, dues), dues)


def destination(sight: Sight, key: str) -> Place | None:
    """Where the line with `key` leads."""
    if key in BEGIN:
        pane, action = BEGIN[key]
        return Place(pane, then=action)
    if key == SAFE:
        return Place("budget", "envelope", SAFE)
    if key == FUND:
        held = next((e.id for e in sight.ledger.envelopes if e.kind == "emergency" and not e.closed), SAFE)
        return Place("budget", "envelope", held)
    dues = lines_of(sight).get(key)
    if not dues:
        return None
    if key == OVERDUE and dues[0].kind == "instalment":
        return Place("loans", "loan", dues[0].loan)
    return Place("dues", "due", dues[0].key)


def headline(sight: Sight, dues: tuple[Due, ...]) -> list[Block]:
    """One to three sentences, the most pressing first; kind words where nothing presses."""
    words = sight.words
    if is_empty(sight):
        keys = keys_said(TODAY) | {"key_add": BY_NAME["add"].shown_in("loans")}
        return [Text(words("tui.today.welcome", **keys), "strong"), Text(words("tui.today.begin", **keys))]
    awake = tuple(due for due in dues if not due.snoozed_until)
    resting = snoozed_sentence(sight, dues)
    blocks = overdue_sentences(sight, dues)
    now = [due for due in awake if due.state == "due_today" and due.is_payable]
    grace = [due for due in awake if due.state == "in_grace"]
    for key, found in (("due_today", now), ("in_grace", grace)):
        if found:
            names = sight.words.listed(list(dict.fromkeys(due.name for due in found)))
            blocks.append(Text(words(f"tui.today.{key}", names=names, sum=_sum(sight, found)), key))
    if not blocks:
        blocks = _calm(sight, awake, rests=bool(resting))
    return [*blocks, *resting]


def _calm(sight: Sight, awake: Sequence[Due], *, rests: bool) -> list[Block]:
    """Nothing presses: says so, and what comes next and when."""
    words = sight.words
    if rests:
        blocks: list[Block] = [Text(words("tui.today.only_snoozed"), "good")]
    else:
        blocks = [Text(words("tui.today.all_clear"), "good")]
        if AGREED not in lines_of(sight):
            blocks.append(Text(words("tui.today.rest")))
    following = next((due for due in awake if due.is_payable), None)
    if following:
        amount = words("core.varies")
        if following.outstanding is not None:
            amount = sight.money(following.outstanding, following.currency)
        when = sight.when(following.date)
        blocks.append(Text(words("tui.today.following", name=following.name, amount=amount, when=when)))
    return blocks


def is_empty(sight: Sight) -> bool:
    """Whether the book holds nothing to show yet."""
    ledger = sight.ledger
    return not (ledger.loans or ledger.bills or ledger.talks or ledger.follow_ups or ledger.envelopes)
