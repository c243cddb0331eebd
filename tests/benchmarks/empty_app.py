"""What every Textual app pays: header, footer and a stock table of a hundred rows. The measure of our start.

python tests/benchmarks/empty_app.py
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class EmptyApp(App[None]):
    """Nothing but what Textual brings."""

    BINDINGS = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Date", "Name", "Amount")
        for n in range(100):
            table.add_row(f"2026-01-{n % 28 + 1:02}", f"row {n}", f"{n * 13 % 1000}.00")


if __name__ == "__main__":
    EmptyApp().run()
