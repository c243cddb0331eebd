"""The guide over the app, and what a step of it leads to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from finterm.guide.topic import Step
from finterm.rules.loading import load
from finterm.tui.widgets.guide import GuideScreen

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


# Actions of the loans pane that are about the loan under the cursor: from afar nobody sees which one that is.
ABOUT_ONE = ("claim", "edit", "evidence", "safe_promise", "arrange", "charge")


def open_guide(app: FintermApp) -> None:
    """Shows the list of topics over whatever is read."""
    app.push_screen(GuideScreen(load, partial(follow, app)))


async def follow(app: FintermApp, step: Step) -> None:
    """Closes what lies over the pane, brings the pane of the step and opens its form."""
    app.close_places()
    if step.pane:
        await app.show_pane(step.pane)
    if step.action == "letter" or (step.pane == "loans" and step.action in ABOUT_ONE):
        await _about_a_loan(app, step)
    elif step.action == "contacts":
        if not getattr(app.pane, "people", False):  # else its key would lead back to the talks
            await app.do(step.action)
        if step.then:
            await app.do(step.then)
    else:
        await app.do(step.action)
        if step.then:
            app.pane.move_to_kind(step.then)


async def _about_a_loan(app: FintermApp, step: Step) -> None:
    """Does what is about one loan, once it is known which; the one talked of last is offered first."""
    from finterm.tui.view.loans import loan_state, loans_view
    from finterm.tui.view.talks import latest
    from finterm.tui.widgets.pick import PickScreen

    async def picked(loan: str | None) -> None:
        if loan is None:
            return
        if step.action == "letter":
            app.open_letter(step.then, loan)
        else:
            app.pane.reveal("loans", loan, opened=False)
            await app.do(step.action)

    loans = [app.sight.loans[row.key] for row in loans_view(app.sight).rows]
    if len(loans) < 2:
        await picked(loans[0].id if loans else "")
        return
    pairs, states = (
        [(loan.id, loan.name) for loan in loans],
        [loan_state(app.sight, app.sight.positions[loan.id]).text for loan in loans],
    )
    title, (_, talked_of) = app.words("guide.which"), latest(app.sight)
    app.push_screen(PickScreen(pairs, app.words, notes=states, title=title, at=talked_of), picked)
