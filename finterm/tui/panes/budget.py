"""The budget pane: envelopes, what is ready to assign, what is safe to spend and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from finterm.domain.records import Envelope, MoveKind
from finterm.tui.dialogs.assigning import assign_form
from finterm.tui.dialogs.money import envelope_form, move_form, settings_form
from finterm.tui.intents import AssignMonthly, CloseEnvelope, DeleteRecord
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Run, Say
from finterm.tui.view.assigning import DRAFT, lines_of
from finterm.tui.view.budget import SAFE, budget_of, budget_view, positions_of
from finterm.tui.view.envelope import budget_page, move_columns, move_rows
from finterm.tui.view.months import months_page
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.assigning import AssignScreen
from finterm.tui.widgets.records import RecordsScreen

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class BudgetPane(Pane):
    """What is safe to spend, then envelopes by kind."""

    NAME: ClassVar[str] = "budget"

    def __init__(self) -> None:
        super().__init__()
        self._placed = False  # whether the cursor was put on the first envelope
        self._as_months = False  # whether the open page is the months

    def view(self, sight: Sight) -> View:
        return budget_view(sight)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        if self._as_months and self.has_class("-open"):
            return months_page(sight, sight.envelopes.get(key or ""))
        return budget_page(sight, key)

    def renew(self, *, force: bool = False) -> None:
        """As every pane; the cursor begins on the first envelope, where most keys act."""
        super().renew(force=force)
        if not self._placed and (positions := positions_of(self.sight)):
            self._placed = True
            if self.key == SAFE:
                self.table.move_to(positions[0].envelope.id)

    def do_open(self) -> None:
        self._as_months = False
        super().do_open()
        self.show_detail()

    def do_months(self) -> None:
        """The months over the whole pane; once more, or escape, brings the list back."""
        opened = self.has_class("-open") and self._as_months
        self.set_class(not opened, "-open")
        self._as_months = not opened
        self.take_focus()
        self.show_detail()

    def close_or_clear(self) -> bool:
        closed = super().close_or_clear()
        self._as_months = False
        self.show_detail()
        return closed

    def key_of(self, kind: str, id: str) -> str | None:
        self._as_months, self._placed = False, True
        return id

    @property
    def envelope(self) -> Envelope | None:
        """The envelope under the cursor."""
        return self.sight.envelopes.get(self.key or "")

    def do_add(self) -> None:
        self.ask(envelope_form(self.sight, new_id=self.new_id()))

    def do_edit(self) -> None:
        if envelope := self.envelope:
            self.ask(envelope_form(self.sight, envelope))
        else:
            self.missing()

    def do_delete(self) -> None:
        """An envelope that was never used goes; a used one is closed, so that its past stays true."""
        envelope = self.envelope
        if envelope is None:
            self.missing()
            return
        used = any(envelope.id in (move.envelope, move.source) for move in self.sight.ledger.moves)
        self.run(CloseEnvelope(envelope.id, self.sight.on) if used else DeleteRecord(envelope))

    def do_income(self) -> None:
        self._move("income")

    def do_assign(self) -> None:
        self._move("assign")

    def do_assign_down(self) -> None:
        """Amounts typed down the list, beginning at the cursor; first of all those left unsaved earlier."""
        if not lines_of(self.sight):
            self.post_message(Say(self.sight.words("tui.budget.empty"), "error"))
            return
        drafts = cast("FintermApp", self.app).filling.drafts
        if drafts.left(DRAFT) and (form := assign_form(self.sight)):
            self.ask(form)
        else:
            self.app.push_screen(AssignScreen(drafts.begin(DRAFT), self.key or ""))

    def do_spend(self) -> None:
        self._move("spend")

    def do_move(self) -> None:
        self._move("move")

    def do_cover(self) -> None:
        """Mends the overspent envelope under the cursor, or the first one that is."""
        standing = budget_of(self.sight)
        envelope = self.envelope
        if envelope is None or not standing.positions[envelope.id].overspent:
            envelope = next((p.envelope for p in standing.positions.values() if p.overspent), None)
        if envelope is None:
            self.post_message(Say(self.sight.words("tui.budget.none_overspent"), "error"))
        else:
            self.ask(move_form(self.sight, "cover", standing, envelope))

    def do_monthly(self) -> None:
        self.run(AssignMonthly(self.sight.settings.currency, self.sight.on))

    def _move(self, kind: MoveKind) -> None:
        envelope = self.envelope
        if kind != "income" and not self.sight.envelopes:
            self.post_message(Say(self.sight.words("tui.budget.empty"), "error"))
            return
        self.ask(move_form(self.sight, kind, budget_of(self.sight), None if kind == "income" else envelope))

    def do_pay_cycle(self) -> None:
        self.ask(settings_form(self.sight))

    def do_moves(self) -> None:
        """All movements, the latest first, to look at or take away."""

        def view(sight: Sight) -> View:
            latest = sorted(sight.ledger.moves, key=lambda move: (move.date, move.id), reverse=True)
            return View(move_columns(sight), move_rows(sight, latest), sight.words("tui.budget.no_moves"))

        def delete(key: str) -> None:
            move = next((move for move in self.sight.ledger.moves if move.id == key), None)
            if move is not None:
                self.post_message(Run(DeleteRecord(move)))

        self.app.push_screen(RecordsScreen(self.sight.words("tui.budget.moves"), view, delete))
