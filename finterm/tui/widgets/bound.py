"""Keys of a widget from the table of actions, as they hold now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from finterm.tui.actions import BY_NAME, keys_of


def take_keys(
    node: DOMNode, place: str, does: Mapping[str, str] | None = None, *, first: Collection[str] = ()
) -> None:
    """Gives `node` the keys of `place` and no others.

    `does` says what the widget itself does for an action; without it the app looks every key up. The
    actions in `first` come before the widget that has the focus.
    """
    if does is None:
        bindings = [Binding(key, f"app.do('{key}')", show=False) for key in keys_of(place)]
    else:
        bindings = [
            Binding(key, act, show=False, priority=name in first)
            for name, act in does.items()
            for key in BY_NAME[name].keys_in(place)
        ]
    node._bindings = BindingsMap(bindings)
