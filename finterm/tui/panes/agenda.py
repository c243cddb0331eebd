"""What panes with a list of dues can do with the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from finterm.domain.dues import Due, find
from finterm.tui.panes.base import Pane
from finterm.tui.panes.messages import Ask, Run, Say
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.sight import Sight

if TYPE_CHECKING:
    from textual.app import App


class AgendaPane(Pane):
    """What panes with a list of dues can do with the one under the cursor."""

    @property
    def due(self) -> Due | None:
        """The due under the cursor."""
        return find(dues_of(self.sight), self.key or "")

    def with_due(self, act: Callable[[Due], object]) -> None:
        """Does `act` with the due under the cursor; says what is missing where there is none."""
        if due := self.due:
            act(due)
        else:
            self.missing()

    def do_pay(self) -> None:
        self.with_due(self.pay)

    def do_part(self) -> None:
        self.with_due(lambda due: self.pay(due, part=True))

    def pay(self, due: Due, *, part: bool = False) -> None:
        """Asks for the form that pays `due`."""
        if due.is_payable:
            from finterm.tui.dialogs.pay import pay_due

            self.ask(pay_due(self.sight, due, part=part))
        else:
            self.post_message(Say(self.sight.words("tui.dues.not_payable", name=due.name), "error"))

    def do_snooze(self) -> None:
        self.with_due(lambda due: self.snooze([due]))

    def snooze(self, dues: Sequence[Due]) -> None:
        """Asks until when `dues` are to rest."""
        from finterm.tui.dialogs.pay import snooze_form

        self.ask(snooze_form(self.sight, dues))

    def do_done(self) -> None:
        self.with_due(self.finish)

    def finish(self, due: Due) -> None:
        """A step is done; a promise was kept, broken or withdrawn; a dispute was answered."""
        if not finish(self.app, self.sight, due):
            self.post_message(Say(self.sight.words("tui.dues.pay_instead"), "error"))

    def talk_about(self) -> tuple[str, str]:
        due = self.due
        return (due.loan, due.contact) if due else ("", "")


def finish(app: App[Any], sight: Sight, due: Due) -> bool:
    """Asks `app` to finish `due`: a step is done, a promise kept, broken or withdrawn, a dispute answered.

    False for others.
    """
    from finterm.tui.intents import FinishFollowUp, FinishTask, MarkPromise
    from finterm.tui.widgets.pick import PickScreen

    def mark(state: str | None) -> None:
        if state in ("kept", "broken", "withdrawn"):
            app.post_message(Run(MarkPromise(due.promise, state)))  # type: ignore[arg-type]  # one of three

    words = sight.words
    if due.kind == "follow_up":
        app.post_message(Run(FinishFollowUp(due.follow_up, sight.on)))
    elif due.kind == "task":
        task = next(one for one in sight.ledger.tasks if one.id == due.task)
        app.post_message(Run(FinishTask(task, sight.on, task)))
    elif due.kind == "dispute":
        from finterm.tui.dialogs.dispute import answer_form

        dispute = next(one for one in sight.ledger.disputes if one.id == due.dispute)
        app.post_message(Ask(answer_form(sight, dispute)))
    elif due.kind == "promise":
        pairs = [(state, words(f"core.promise.{state}")) for state in ("kept", "broken", "withdrawn")]
        amount = sight.money(due.outstanding if due.outstanding is not None else due.scheduled, due.currency)
        title = " · ".join((due.name, amount, words.weekday(due.date)))
        app.push_screen(PickScreen(pairs, words, title=title), mark)
    else:
        return False
    return True
