"""The first pane: what presses, what comes next, and what is left until payday; each line a step into its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from finterm.domain.dues import Due
from finterm.tui.panes.agenda import AgendaPane
from finterm.tui.panes.messages import Go, Say
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import Choice, choice_of, destination, lines_of, today_view, together
from finterm.tui.view.today_page import today_page


class TodayPane(AgendaPane):
    """The most important sentence first, then at most five lines."""

    NAME: ClassVar[str] = "today"
    HEADER: ClassVar[bool] = False

    def view(self, sight: Sight) -> View:
        return today_view(sight)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        return today_page(sight, key)

    def do_open(self) -> None:
        """Goes where the line leads."""
        if place := destination(self.sight, self.key or ""):
            self.post_message(Go(place))

    # -- keys that act on what the line stands for -------------------------------------------------

    @property
    def due(self) -> Due | None:
        """The first due of the line under the cursor: what presses most in it."""
        return next(iter(lines_of(self.sight).get(self.key or "", ())), None)

    def _choose(self, act: Callable[[Choice], object], fits: Callable[[Due], bool], nothing: str) -> None:
        """Acts on what of the line `fits`: at once where it is one thing, else on the one picked."""
        dues = [due for due in lines_of(self.sight).get(self.key or "", ()) if fits(due)]
        found = {one[0].key: choice_of(self.sight, one) for one in together(dues)}
        if len(found) == 1:
            act(*found.values())
        elif found:
            from finterm.tui.widgets.pick import PickScreen

            pairs = [(key, choice.label) for key, choice in found.items()]
            notes = [choice.note for choice in found.values()]

            def picked(key: str | None) -> None:
                if key is not None:
                    act(found[key])

            self.app.push_screen(PickScreen(pairs, self.sight.words, notes=notes), picked)
        else:
            self.post_message(Say(self.sight.words(nothing), "error"))

    def do_pay(self) -> None:
        self._choose(self._pay_choice, lambda due: due.is_payable, "tui.today.nothing_to_pay")

    def _pay_choice(self, choice: Choice) -> None:
        """A loan in arrears is paid as a loan, with what makes it current; anything else as a due."""
        due = choice.dues[0]
        loan = self.sight.loans.get(due.loan)
        if loan is not None and due.kind == "instalment" and due.state == "overdue":
            from finterm.tui.dialogs.pay import pay_loan

            self.ask(pay_loan(self.sight, loan))
        else:
            self.pay(due)

    def do_done(self) -> None:
        def fits(due: Due) -> bool:
            return due.is_step or due.kind == "promise"

        self._choose(lambda choice: self.finish(choice.dues[0]), fits, "tui.today.nothing_to_mark")

    def do_snooze(self) -> None:
        self._choose(lambda choice: self.snooze(choice.dues), lambda due: True, "tui.today.nothing_to_snooze")

    def do_spend(self) -> None:
        self._move("spend")

    def do_assign(self) -> None:
        self._move("assign")

    def _move(self, kind: str) -> None:
        """Notes spending, or puts ready money aside for emergencies."""
        from finterm.tui.dialogs.money import move_form
        from finterm.tui.view.budget import budget_of

        sight = self.sight
        if not sight.envelopes:
            self.post_message(Say(sight.words("tui.budget.empty"), "error"))
            return
        saved = next((e for e in sight.ledger.envelopes if e.kind == "emergency" and not e.closed), None)
        self.ask(move_form(sight, kind, budget_of(sight), saved if kind == "assign" else None))  # type: ignore[arg-type]  # one of two literals
