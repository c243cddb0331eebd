"""What a copy of the credit report says differently from the one before, told line by line. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.credit_diff import Difference, FieldChange
from finterm.tui.view.credit import account_name
from finterm.tui.view.page import Block, Fact, Text
from finterm.tui.view.sight import Sight


def difference_blocks(sight: Sight, found: Sequence[Difference]) -> list[Block]:
    """New, changed and gone accounts, field by field and month by month."""
    words, blocks = sight.words, list[Block]()
    for one in found:
        state = {"new": "warning", "changed": "strong", "gone": "faint"}[one.kind]
        blocks.append(Text(words(f"credit.diff.{one.kind}", name=account_name(sight, one.account)), state))
        for change in one.fields:
            old, new = (_said(sight, one, change, value) for value in (change.before, change.after))
            blocks.append(
                Fact(words(f"credit.account.{change.field}"), words("tui.history.became", old=old, new=new))
            )
        for month in one.months:
            parts = [_month(sight, one, part) for part in (month.before, month.after)]
            label = f"{month.month:%Y-%m}"
            blocks.append(Fact(label, words("tui.history.became", old=parts[0], new=parts[1])))
    return blocks


def _said(sight: Sight, one: Difference, change: FieldChange, value: object) -> str:
    if change.field == "state":
        return sight.words(f"core.account_state.{value}")
    return sight.money(value if isinstance(value, int) else None, one.account.currency)


def _month(sight: Sight, one: Difference, part: tuple[str, int | None] | None) -> str:
    if part is None:
        return sight.words("credit.diff.not_there")
    code, minor = part
    return code if minor is None else f"{code} {sight.money(minor, one.account.currency)}"
