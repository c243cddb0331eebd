"""The guide over the app, and what a step of it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finterm.guide.topic import Step
from finterm.rules.loading import load
from finterm.tui.widgets.guide import GuideScreen

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


def open_guide(app: FintermApp) -> None:
    """Shows the list of topics over whatever is read; a step closes it, brings its pane and opens its form."""

    async def follow(step: Step) -> None:
        app.close_places()
        if step.pane:
            await app.show_pane(step.pane)
        match step.action:
            case "letter" if step.then:
                app.open_letter(step.then)
            case "contacts":
                if not getattr(
                    app.pane, "people", False
                ):  # its key would lead from the people back to the talks
                    await app.do(step.action)
                if step.then:
                    await app.do(step.then)
            case _:
                await app.do(step.action)
                if step.then:
                    app.pane.move_to_kind(step.then)

    app.push_screen(GuideScreen(load, follow))
