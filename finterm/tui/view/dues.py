"""What the dues pane says: the agenda in sections, and everything about one due. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from finterm.domain.dues import Due, added_totals, due_totals, overdue_totals, unknown_amounts
from finterm.domain.money import Money
from finterm.domain.running import left_after_each
from finterm.domain.spendable import SafeToSpend
from finterm.tui.actions import keys_said
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.budget import budget_of, safe_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.narrow import Narrow, narrowed, sentence
from finterm.tui.view.page import Block, Text
from finterm.tui.view.rows import LazyRows, View, matches
from finterm.tui.view.sight import Sight

SORTS = ("date", "name", "amount")
SECTIONS = ("overdue", "now", "week", "month", "later")
EVERYTHING = Narrow()


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


def agenda_columns(sight: Sight) -> tuple[Column, ...]:
    """The columns of the agenda: also what is left after each due."""
    *others, state = due_columns(sight)
    return (*others, Column(sight.words("tui.dues.after"), least=6, right=True, fold=3), state)


def by_section(sight: Sight) -> Sequence[Due]:
    """The agenda in the order of its sections, which is the order it will be paid in."""
    dues = dues_of(sight)
    return sight.remember(
        "by section", lambda: sorted(dues, key=lambda due: SECTIONS.index(_section(sight, due)))
    )


def left_after(sight: Sight) -> dict[str, int]:
    """What is left of ready money after each due and all before it, by key, where money was recorded."""
    money = budget_of(sight).money
    return sight.remember("after", lambda: left_after_each(by_section(sight), money))


def dues_view(sight: Sight, sort: str = "date", narrow: Narrow = EVERYTHING, wanted: str = "") -> View:
    """The agenda in sections: overdue, today and in grace, the next seven and thirty days, later.

    A section counts and sums what of it is shown: the dues that fit `narrow` and hold the words `wanted`.
    Its sum comes on top of the sections before it, so that no money is counted twice.
    """
    words = sight.words
    dues = narrowed(sight, dues_of(sight), narrow)
    after = left_after(sight)
    if wanted.strip():
        dues = [due for due in dues if matches(_agenda_row(sight, due, after), wanted)]
    sections: dict[str, list[Due]] = {name: [] for name in SECTIONS}
    for due in dues:
        sections[_section(sight, due)].append(due)
    made: dict[str, Callable[[], Row]] = {}
    added = added_totals(sections.values())
    for (name, found), sums in zip(sections.items(), added, strict=True):
        if found:
            made[f"section:{name}"] = partial(_heading, sight, name, found, sums)
            made |= {due.key: partial(_agenda_row, sight, due, after) for due in _sorted(found, sort)}
    empty = words("tui.narrow.none" if narrow != EVERYTHING else "tui.dues.empty", **keys_said("dues"))
    rows = LazyRows(list(made), lambda key: made[key]())
    return View(agenda_columns(sight), rows, empty, dues_headline(sight, narrow))


def dues_headline(sight: Sight, narrow: Narrow) -> list[Block]:
    """What is left when everything until payday is paid, and what is picked to be seen."""
    words, blocks = sight.words, []
    if said := sentence(sight, narrow):
        blocks.append(Text(said, "key"))
    safe, after = safe_of(sight), left_after(sight)
    last = next((due for due in reversed(by_section(sight)) if due.key in after and _till(due, safe)), None)
    if last is not None:
        left = after[last.key]
        key, state = (
            ("tui.dues.short_at_payday", "overspent") if left < 0 else ("tui.dues.left_at_payday", "")
        )
        amount, day = sight.money(abs(left), safe.currency), words.weekday(safe.payday)
        said = words(key, amount=amount, day=day)
        if safe.elsewhere:
            said = words("tui.dues.and_apart", said=said, sums=sight.sums(due_totals(safe.elsewhere)))
        blocks.append(Text(said, state))
    return [*blocks]


def _till(due: Due, safe: SafeToSpend) -> bool:
    return due.date < safe.payday and due.currency == safe.currency


def _section(sight: Sight, due: Due) -> str:
    if due.state == "overdue":
        return "overdue"
    if due.state in ("due_today", "in_grace"):
        return "now"
    days = (due.date - sight.on).days
    return "week" if days <= 7 else "month" if days <= 30 else "later"


def _heading(sight: Sight, name: str, found: Sequence[Due], added: Sequence[Money]) -> Row:
    words = sight.words
    sums = sight.sums(added)
    if name == "overdue" and not all(due.is_payable for due in found):
        title_of = words("tui.dues.passed")  # a next step or what others promised is late, not overdue
    else:
        title_of = words(f"tui.dues.{name}")
    title = words("tui.dues.section", name=title_of, n=len(found), sum=sums)
    if again := _counted_before(found, added):
        title = words("tui.dues.section_again", section=title, sum=sight.sums(again))
    return Row(f"section:{name}", (title,), True)


def _counted_before(found: Sequence[Due], added: Sequence[Money]) -> list[Money]:
    """What is promised among `found` and is the same money as dues of the loan: the sum does not hold it."""
    plain: dict[str, int] = {}
    for due in found:
        if due.is_payable and due.outstanding is not None:
            plain[due.currency] = plain.get(due.currency, 0) + due.outstanding
    return [Money(more, c) for minor, c in added if (more := plain.get(c, 0) - minor) > 0]


def _agenda_row(sight: Sight, due: Due, after: Mapping[str, int]) -> Row:
    row = due_row(sight, due)
    *others, state = row.cells
    return row._replace(cells=(*others, _after_cell(sight, due, after), state))


def _after_cell(sight: Sight, due: Due, after: Mapping[str, int]) -> Cell:
    """What is left after `due`; what is missing is said in words."""
    if due.key not in after:
        return Cell("")
    left = after[due.key]
    amount = sight.listed(abs(left), due.currency)
    return (
        Cell(sight.words("tui.dues.short", amount=amount), "overspent") if left < 0 else Cell(amount, "faint")
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
    name = named(sight, due)
    name = name if due.n is None or due.kind != "instalment" else f"{name} #{due.n}"
    return Row(due.key, (words.day(due.date), name, kind, due_amount(sight, due), state_cell(sight, due)))


def named(sight: Sight, due: Due) -> str:
    """What a due is called; a step is called by its own sentence, whose amounts obey the mask."""
    return sight.free(due.name) if due.is_step else due.name


def due_amount(sight: Sight, due: Due) -> Cell | str:
    """What is to be paid, as a column shows it."""
    if due.is_step:
        return ""
    if due.is_expected:
        return Cell(f"({sight.money(due.scheduled, due.currency)})", "faint")
    if due.outstanding is None:
        return Cell(sight.words("core.varies"), "faint")
    return sight.money(due.outstanding, due.currency)


def state_word(sight: Sight, due: Due) -> str:
    """The state of a due in words. A step of today is not "due": nothing is owed on it."""
    if due.state == "due_today" and due.is_step:
        return sight.words("core.today")
    return sight.words(f"core.state.{due.state}")


def state_cell(sight: Sight, due: Due) -> Cell:
    """The state in words, with its flags."""
    words = sight.words
    if due.state == "overdue":
        key = "core.overdue_days" if due.is_payable else "tui.dues.past"
        text, state = words.count(key, due.days_overdue), "overdue" if due.is_payable else "warning"
    elif due.state == "upcoming":
        text, state = sight.when(due.date), ""
    else:
        text, state = state_word(sight, due), due.state
    if due.snoozed_until:  # what it is otherwise, its section and its page say
        text, state = words("core.snoozed_until", date=words.day(due.snoozed_until)), "faint"
    flags = [words("tui.part_paid")] * due.part_paid + [words("tui.part_waived")] * due.part_waived
    flags += [words("tui.promised")] * due.promised
    if due.kind == "promise":  # said here too: the column of kinds is the first to go
        flags.append(words("tui.dues.from_them" if due.is_expected else "core.due_kind.promise"))
    return Cell(words("core.also").join([text, *flags]), state)


def overdue_of(dues: Iterable[Due]) -> list[Due]:
    """All that is overdue and to be paid, what rests for now last: it is owed all the same."""
    late = [due for due in dues if due.state == "overdue" and due.is_payable]
    pressing = {due.key for due in pressing_of(late)}
    return sorted(late, key=lambda due: due.key not in pressing)


def pressing_of(dues: Iterable[Due]) -> list[Due]:
    """What is overdue and does not rest. All that is late of one loan is paid as one, and rests only as one."""
    late = [due for due in dues if due.state == "overdue" and due.is_payable]
    awake = {due.loan for due in late if due.kind == "instalment" and not due.snoozed_until}
    return [due for due in late if not due.snoozed_until or (due.kind == "instalment" and due.loan in awake)]


def overdue_sentences(sight: Sight, dues: Iterable[Due]) -> list[Block]:
    """The first thing to know: what is overdue, for how long at most, and the sum that makes it current.

    Names only what does not rest, and says nothing where all of it does; the sum is that of all of it.
    """
    words = sight.words
    every = overdue_of(dues)
    late = pressing_of(every)
    if not late:
        return []
    names = list(dict.fromkeys(due.name for due in late))
    days = max(due.days_overdue for due in late)
    known, unknown = overdue_totals(every), unknown_amounts(every)
    sentence = words.count(
        "tui.today.overdue", len(names), names=sight.words.listed(names), days=words.count("core.days", days)
    )
    blocks: list[Block] = [Text(sentence, "overdue")]
    apart = sight.words.listed(list(dict.fromkeys(due.name for due in unknown)))
    if not known:
        blocks.append(Text(words("tui.today.unknown", names=apart), "faint"))
    elif unknown:
        said = words("tui.today.to_be_current_known", sum=sight.sums(known), names=apart)
        blocks.append(Text(said, "strong"))
    else:
        blocks.append(Text(words("tui.today.to_be_current", sum=sight.sums(known)), "strong"))
    return blocks


def snoozed_sentence(sight: Sight, dues: Sequence[Due]) -> list[Block]:
    """What is late or due today and rests for now: not pressing, and not forgotten."""
    words = sight.words
    resting = [due for due in dues if due.snoozed_until and due.state != "upcoming"]
    if not resting:
        return []
    counted = bool(pressing_of(dues)) and any(due.state == "overdue" and due.is_payable for due in resting)
    key = "tui.today.snoozed_counted" if counted else "tui.today.snoozed"
    names = sight.words.listed(list(dict.fromkeys(due.name for due in resting)))
    first = min(due.snoozed_until for due in resting if due.snoozed_until)
    return [
        Text(
            words(
                key,
                names=names,
                sum=sight.sums(due_totals(resting)),
                day=words.weekday(first),
            ),
            "faint",
        )
    ]
