"""Writing an evidence pack from the screen: the form that asks what goes in, and the thread that makes it.

The book does not change, so there is no intent and nothing to undo. A name that is taken is refused beside
its field and nothing is written over. A long diary takes a while, so the pack is made beside the screen from
the book as it was when it was asked for; leaving stops it, and leaves nothing of it behind.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from datetime import date as Date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from finterm import faults
from finterm.domain.errors import BadInput, FintermError
from finterm.exchange.evidence.subject import Span, Subject, Tables
from finterm.tui.dialogs.parts import some, text
from finterm.tui.panes.messages import Say
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import HIDDEN, Sight

if TYPE_CHECKING:
    from finterm.exchange.evidence.pack import Pack, Wishes
    from finterm.locale import Words
    from finterm.rules.rule import Rules
    from finterm.tui.app import FintermApp

PATIENCE = 2.0  # seconds that leaving waits for a file that is just being written
_LISTED = re.compile("[;；\n]")


def ask_for_pack(app: FintermApp, about: Subject) -> None:
    """Opens the form over `app`, filled in for `about`."""
    from finterm.tui.widgets.form import FormScreen

    if app.packing is None:
        app.packing = Packing(app)
    form = pack_form(app.sight, about)
    app.push_screen(FormScreen(form, app.packing.begin, app.words, now=app.now))


def pack_form(sight: Sight, about: Subject) -> Form:
    """What can be asked of a pack; its file is named after what it is about unless the person names it."""
    words, ledger = sight.words, sight.ledger
    choices = [
        *((f"loan:{loan.id}", words("tui.evidence.loan", name=loan.name)) for loan in ledger.loans),
        *((f"contact:{one.id}", words("tui.evidence.contact", name=one.name)) for one in ledger.contacts),
    ]
    fields = [
        Field("about", words("tui.evidence.about"), "choice", ":".join(about), True, tuple(choices)),
        Field("first", words("tui.evidence.from"), "past_date", hint=words("tui.evidence.from_hint")),
        Field("last", words("tui.evidence.to"), "past_date", hint=words("tui.evidence.to_hint")),
        Field("redacted", words("tui.evidence.redacted"), "yes_no", "no"),
        Field(
            "others",
            words("tui.evidence.others"),
            when=("redacted", ("yes",)),
            hint=words("tui.evidence.others_hint"),
        ),
        Field("path", words("tui.evidence.path"), hint=words("tui.evidence.path_hint")),
    ]

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return {"redacted": words("tui.evidence.read_it")} if values.get("redacted") else {}

    return Form(words("tui.evidence.title"), fields, lambda values: None, derive=derive)


class Asked(NamedTuple):
    """A pack to be made of `tables`, the book as it was; `path` may be a folder to put it in."""

    tables: Tables
    rules: Rules
    wishes: Wishes
    path: Path


class Packing:
    """Makes one pack at a time in a thread, and says on the status line what came of it."""

    def __init__(self, app: FintermApp) -> None:
        self._app = app
        self._thread: threading.Thread | None = None
        self._writing = threading.Lock()
        self._over = False
        self._path: Path | None = None  # what is being written

    @property
    def is_busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def begin(self, values: Mapping[str, Value]) -> None:
        """Begins the pack that the form asks for. Raises BadInput where it cannot be."""
        app = self._app
        if self.is_busy:
            raise BadInput("", "tui.evidence.busy")
        asked = self._asked(values)
        app.say(app.words("tui.evidence.writing"))
        self._thread = threading.Thread(
            target=self._work, args=(asked, app.words), name="packing", daemon=True
        )
        self._thread.start()

    def end(self) -> None:
        """Stops; what is being written is finished, or taken away if that takes long."""
        self._over = True
        if self._writing.acquire(timeout=PATIENCE):
            self._writing.release()
        elif self._path is not None:
            from finterm.exchange.exporting import give_up

            give_up(self._path)

    def _asked(self, values: Mapping[str, Value]) -> Asked:
        from finterm.exchange.evidence.pack import Wishes
        from finterm.exchange.exporting import tables

        kind, _, id = text(values, "about").partition(":")
        first: Date | None = some(values, "first")
        last: Date | None = some(values, "last")
        if first and last and last < first:
            raise BadInput("last", "tui.evidence.to_before_from")
        path = _path(text(values, "path"))
        others = tuple(part for each in _LISTED.split(text(values, "others")) if (part := each.strip()))
        subject = Subject(cast("Literal['loan', 'contact']", kind), id)
        wishes = Wishes(subject, self._app.sight.on, Span(first, last), bool(values.get("redacted")), others)
        return Asked(tables(self._app.book.all), self._app.sight.rules, wishes, path)

    def _work(self, asked: Asked, words: Words) -> None:
        from finterm.exchange.evidence.pack import pack, write

        app = self._app
        try:
            made = pack(asked.tables, app.book.folder / "attachments", asked.wishes, words, asked.rules)
            with self._writing:
                if self._over:
                    return
                path = self._path = _free(asked, made)
                write(made, path, asked.wishes.on)
        except FintermError as fault:
            said = Say(words.error(fault), "error", waits=True)
        except Exception as fault:  # the edge of the thread: nobody else would hear of it
            log = faults.note(fault, app.now())
            said = Say(words("tui.unexpected", log=log or HIDDEN), "error", waits=True)
        else:
            said = _told(words, made, path, asked.wishes.redacted)
        app.post_message(said)


def _path(typed: str) -> Path:
    """Where it goes. Raises BadInput where something is there, or there is no folder for it."""
    from finterm.exchange.exporting import is_taken

    try:
        path = Path(typed or "~").expanduser()
        if is_taken(path) and path.is_dir():
            return path
        if is_taken(path):
            raise BadInput("path", "tui.evidence.exists", path=path.name)  # its folder is in the field
        if not path.parent.is_dir():
            raise BadInput("path", "tui.evidence.no_folder", path=path.parent)
    except BadInput:
        raise
    except FintermError as fault:
        raise BadInput("path", fault.what, **fault.values) from fault
    except RuntimeError as fault:  # the home folder of nobody
        raise BadInput("path", "tui.evidence.no_folder", path=typed) from fault
    return path


def _free(asked: Asked, made: Pack) -> Path:
    """The name of the file: the person's, or one in their folder that is not taken."""
    from finterm.exchange.evidence.pack import file_name

    if not asked.path.is_dir():
        return asked.path
    path = asked.path / file_name(made.name, asked.wishes.on, asked.wishes.redacted)
    others = (path.with_stem(f"{path.stem}-{n}") for n in count(2))
    while path.exists():
        path = next(others)
    return path


def _told(words: Words, made: Pack, path: Path, redacted: bool) -> Say:
    said = words.count("tui.evidence.written", made.talks, path=path)
    more = []
    if made.missing:
        more.append(words.count("tui.evidence.missing", made.missing))
    if redacted:
        more.append(words("tui.evidence.read_first"))
    if not more:
        return Say(said, waits=True)
    told = words("tui.evidence.with", said=said, more=("" if words.language == "zh" else " ").join(more))
    return Say(told, "warning", waits=True)
