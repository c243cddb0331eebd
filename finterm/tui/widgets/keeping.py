"""The draft of the form on the screen: noted at each key, on the disk a fraction of a second later."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.screen import Screen

from finterm.locale import Words
from finterm.tui.drafts import Draft, Typed

KEPT_AFTER = 0.25  # seconds from a key to the draft being on its way to the disk


class Keeping:
    """Keeps what is typed into `screen`, but for the fields in `secret`; nothing where `draft` is None."""

    def __init__(self, screen: Screen[bool], draft: Draft | None, secret: Collection[str]) -> None:
        self._screen = screen
        self._draft = draft
        self._secret = secret
        self._waiting = False  # whether it will be kept in a moment

    def note(self, typed: Mapping[str, str], first: Mapping[str, str], focus: str) -> None:
        """Notes what stands in the fields, what stood there `first`, and the field with the focus."""
        if self._draft is None:
            return
        texts = {key: text for key, text in typed.items() if key not in self._secret}
        self._draft.note(Typed(texts, {key: first[key] for key in texts}, focus))
        if not self._waiting:
            self._waiting = True
            self._screen.set_timer(KEPT_AFTER, self.now)

    def now(self) -> None:
        """Begins to write it, if it is behind."""
        self._waiting = False
        if self._draft is not None and self._draft.is_behind:
            self._draft.save()

    def drop(self) -> None:
        """What was typed is saved or thrown away: from now on nothing is kept."""
        if self._draft is not None:
            self._draft.drop()
            self._draft = None

    def said(self, words: Words) -> str:
        """Whether what was typed outlives a crash; empty where no draft is kept."""
        if self._draft is None:
            return ""
        if (fault := self._draft.fault) is not None:
            return words("tui.draft.not_kept", why=fault.strerror or str(fault))
        return words("tui.draft.kept")
