"""Forms on the screen: opened, carried out, kept as drafts, and offered again when they were left unfinished."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from finterm.tui.drafts import Draft, Drafts, Left, Typed, folder_of

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp
    from finterm.tui.view.ask import Form

# Forms are imported when one is opened: the start does not pay for them.


class Filling:
    """Opens forms over `app`; `made_up` says that the book is, and its drafts go where it goes."""

    def __init__(self, app: FintermApp, book: Path, *, made_up: bool) -> None:
        self._app = app
        self.drafts = Drafts(book / "drafts" if made_up else folder_of(book), app.now)

    def ask(self, form: Form) -> None:
        """Opens `form`, or first offers what was begun in it and never saved."""
        found = self.drafts.left(form.draft) if form.draft else []
        if found:
            self._offer(found, form)
        else:
            self._open(form)

    def offer_left(self) -> None:
        """At the start: what an earlier time left unfinished."""
        if found := self.drafts.left():
            self._offer(found, None)

    def _offer(self, found: list[Left], instead: Form | None) -> None:
        from finterm.tui.widgets.drafts import DraftsScreen

        def otherwise() -> None:
            if instead is not None:
                self._open(instead)

        self._app.push_screen(
            DraftsScreen(found, self._form_of, self._carry_on, self.drafts.throw_away, otherwise)
        )

    def _form_of(self, left: Left) -> Form | None:
        from finterm.tui.dialogs.again import form_again

        return form_again(self._app.sight, left.form, self._app.book.new_id)

    def _carry_on(self, left: Left) -> None:
        form = self._form_of(left)
        draft = self.drafts.take(left) if form else None
        if form and draft:
            self._open(form, draft, left.typed)
        else:
            self._app.say(self._app.words("tui.draft.taken"), "warning")

    def _open(self, form: Form, draft: Draft | None = None, typed: Typed | None = None) -> None:
        from finterm.tui.widgets.form import FormScreen

        app = self._app
        if draft is None and form.draft:
            draft = self.drafts.begin(form.draft)

        def save(values: dict[str, object]) -> None:
            if (intent := form.build(values)) is not None:
                app.obey(intent)

        app.push_screen(
            FormScreen(form, save, app.words, now=app.now, masked=app.hidden, draft=draft, typed=typed)
        )
