"""The page of mistakes in a person's own files. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.errors import BadSetting, FintermError
from finterm.locale import Words
from finterm.tui.view.page import Block, Text, Title


def mistakes_page(words: Words, found: Sequence[FintermError], folder: str) -> list[Block]:
    """Every mistake with its line, key, what is wrong and what to do; `folder` is where the files are."""
    blocks: list[Block] = [Title(words("tui.mistakes.title"))]
    if not found:
        return [*blocks, Text(words("tui.mistakes.none", folder=folder))]
    blocks.append(Text(words.count("tui.mistakes.about", len(found), folder=folder)))
    for fault in found:
        if isinstance(fault, BadSetting):
            blocks += [Title(words.place(fault), "error"), Text(words(fault.what, **fault.values))]
        else:
            blocks += [Title(words("tui.mistakes.choice"), "error"), Text(words.error(fault))]
    return blocks
