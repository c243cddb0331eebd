"""The diary pane: the time line of talks, and on `c` the contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from finterm.tui.actions import keys_said
from finterm.tui.dialogs.contact import contact_form
from finterm.tui.dialogs.talk import amend_form, log_form
from finterm.tui.intents import DeleteRecord
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Say
from finterm.tui.view.about import About, choices, picked
from finterm.tui.view.conduct import conduct_page
from finterm.tui.view.contacts import contact_page, contacts_view
from finterm.tui.view.diary import SORTS, talks_view
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View, filtered
from finterm.tui.view.sight import Sight
from finterm.tui.view.talk import talk_and_notes
from finterm.tui.view.talks import talks_of
from finterm.tui.widgets.help import ReadScreen


class DiaryPane(Pane):
    """Talks, the newest first; or contacts."""

    NAME: ClassVar[str] = "diary"
    SORTS: ClassVar[tuple[str, ...]] = SORTS

    def __init__(self) -> None:
        super().__init__()
        self.people = False  # whether the contacts are shown
        self.about = About()

    def view(self, sight: Sight) -> View:
        return contacts_view(sight) if self.people else talks_view(sight, self.sort, self.wanted, self.about)

    def narrowed(self, view: View) -> Sequence:  # type: ignore[type-arg]
        """Talks were searched in all their words already."""
        return filtered(view.rows, self.wanted) if self.people else view.rows

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        return contact_page(sight, key) if self.people else talk_and_notes(sight, key)

    @property
    def things(self) -> str:
        return "contacts" if self.people else self.NAME if self.about == About() else ""

    def key_of(self, kind: str, id: str) -> str | None:
        self.people, self.about = kind == "contact", About()
        return id

    def do_only(self) -> None:
        """The talks with one contact or about one loan, picked from a list."""
        from finterm.tui.widgets.pick import PickScreen

        self.app.push_screen(PickScreen(choices(self.sight), self.sight.words), self._narrowed)

    def _narrowed(self, value: str | None) -> None:
        if value is not None:
            self.people, self.about = False, picked(self.about, value)
            self.remove_class("-open")
            self.renew(force=True)
            self.take_focus()

    def close_or_clear(self) -> bool:
        """Escape: closes what is open, then the text filter, the contacts, and what was picked."""
        if super().close_or_clear():
            return True
        if self.people:
            self.do_contacts()
            return True
        if self.about == About():
            return False
        self._narrowed("")
        return True

    def left(self) -> None:
        """Whoever comes back by the key of the diary finds talks."""
        if self.people:
            self.people = False
            self.remove_class("-open")

    def do_contacts(self) -> None:
        self.people = not self.people
        self.remove_class("-open")
        self.renew(force=True)
        self.take_focus()

    def do_conduct(self) -> None:
        """What the log suggests: of the contact under the cursor, of what is picked, or of all."""
        about = About(contact=self.key or "") if self.people else self.about
        self.app.push_screen(ReadScreen(lambda: conduct_page(self.sight, about)))

    def do_add(self) -> None:
        if self.people:
            self.ask(contact_form(self.sight, new_id=self.new_id()))
        else:
            loan, contact = self.talk_about()
            self.ask(log_form(self.sight, loan=loan, contact=contact, now=self.now()))

    def do_edit(self) -> None:
        """A contact is edited; a talk is amended and keeps its old words."""
        if self.people and (contact := self.sight.contacts.get(self.key or "")):
            self.ask(contact_form(self.sight, contact))
        elif not self.people and (talk := talks_of(self.sight).get(self.key or "")):
            self.ask(amend_form(self.sight, talk))
        else:
            self.missing()

    def do_delete(self) -> None:
        if self.people and (contact := self.sight.contacts.get(self.key or "")):
            self.run(DeleteRecord(contact))
        elif self.key:
            self.post_message(
                Say(self.sight.words("tui.diary.never_deleted", **keys_said(self.NAME)), "error")
            )
        else:
            self.missing()

    def do_evidence(self) -> None:
        """Everything there is about the contact of the line, or else its loan, as a pack to hand in."""
        loan, contact = self.talk_about()
        if contact:
            self.ask_for_pack("contact", contact)
        elif loan:
            self.ask_for_pack("loan", loan)
        else:
            self.missing()

    def talk_about(self) -> tuple[str, str]:
        if self.people:
            return "", self.key or ""
        talk = talks_of(self.sight).get(self.key or "")
        if talk is None:
            return self.about.loan, self.about.contact
        loans = [loan for loan in talk.loans if loan in self.sight.loans]
        contact = talk.contact if talk.contact in self.sight.contacts else ""
        return self.about.loan or (loans[0] if len(loans) == 1 else ""), self.about.contact or contact
