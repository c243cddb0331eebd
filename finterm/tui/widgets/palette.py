"""The palette over the pane: type a part of anything's name, enter goes there or does it."""

from __future__ import annotations

from finterm.locale import Words
from finterm.tui.view.palette import Palette
from finterm.tui.widgets.pick import PickScreen
from finterm.tui.widgets.table import Table


class PaletteScreen(PickScreen):
    """Closes with the key of what was chosen, or None."""

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__([], words)
        self._palette = palette

    def fill(self, wanted: str) -> None:
        view = self._palette.view(wanted)
        table = self.query_one(Table)
        table.show(view.columns, view.rows, view.empty)
        table.action_edge(-1)  # the best match, not what the cursor stood on before
