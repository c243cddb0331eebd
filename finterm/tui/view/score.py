"""What is said about a private score. Pure."""

from __future__ import annotations

from finterm.domain.credit import scores_by_name
from finterm.tui.view.credit_picture import score_plot
from finterm.tui.view.page import Block, Fact, Picture, Text, Title
from finterm.tui.view.sight import Sight


def score_page(sight: Sight, name: str) -> list[Block]:
    """A private score over time, with what it is not."""
    words = sight.words
    entries = scores_by_name(sight.ledger.credit_scores).get(name, [])
    if not entries:
        return []
    blocks: list[Block] = [Title(name), Text(words("credit.score.private"), "warning")]
    if len(entries) > 1:
        blocks.append(Picture(lambda room: score_plot(entries, room)))
    blocks += [
        Fact(words.day(one.date), f"{one.score}  {sight.free(one.note)}".rstrip())
        for one in reversed(entries)
    ]
    return blocks
