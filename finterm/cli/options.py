"""Making verbs: commands whose words come from the catalogue and that all take the common options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from finterm.cli.call import Call
from finterm.cli.output import clean
from finterm.domain.errors import BadInput
from finterm.exchange.typed import parse_date, plain_width
from finterm.locale import LANGUAGES, Words

_RELATIVE = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "yesterday": -1, "昨天": -1}


def day_typed(text: str, call: Call, where: str = "date") -> Date:
    """A date, or `today`, `tomorrow`, `yesterday` and `+3` seen from the day of the call."""
    typed = plain_width(text).casefold()
    try:
        if typed in _RELATIVE:
            return call.today + timedelta(days=_RELATIVE[typed])
        if typed[:1] == "+" and typed[1:].isdecimal():
            return call.today + timedelta(days=int(typed[1:]))
    except OverflowError as fault:
        raise BadInput(where, "error.date", typed=text) from fault
    return parse_date(text, where)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date as an option's value."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Date:
        if isinstance(value, Date):
            return value
        call: Call = click.get_current_context().find_root().obj if ctx is None else ctx.find_root().obj
        try:
            return day_typed(value, call)
        except BadInput as fault:
            return self.fail(call.words(fault.what, **fault.values), param, ctx)


class Verbs(click.Group):
    """A group whose usage is told in the person's language, and that suggests a verb for an unknown one."""

    def __init__(self, words: Words, name: str, **more: Any) -> None:
        self.words = words
        more.setdefault("options_metavar", words("cli.metavar.options"))
        more.setdefault("subcommand_metavar", words("cli.metavar.verb"))
        super().__init__(name, **more)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            from finterm.exchange.names import nearest

            near = nearest(args[0], known, most=2)
            said = self.words("cli.unknown_verb", typed=clean(args[0]))
            if near:
                said = self.words("cli.unknown_verb_near", typed=clean(args[0]), near=", ".join(near))
            raise click.UsageError(said, ctx)
        return super().resolve_command(ctx, args)


def option(words: Words, verb: str, *names: str, **kind: Any) -> click.Option:
    """An option of `verb`; its help is `cli.<verb>.option.<name>` in the catalogue."""
    longest = max(names, key=len).split("/")[0].lstrip("-").replace("-", "_")
    return click.Option(names, help=words(f"cli.{verb}.option.{longest}"), **kind)


def command(words: Words, verb: str, action: Callable[..., None], *params: click.Parameter) -> click.Command:
    """The command `verb`; `action` gets the Call first and then its parameters by name."""
    return click.Command(
        verb.rpartition(".")[2],
        callback=click.pass_obj(action),
        params=[*params, *common(words)],
        help=words(f"cli.{verb}.help"),
        short_help=words(f"cli.{verb}.short"),
        options_metavar=words("cli.metavar.options"),
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def common(words: Words) -> list[click.Option]:
    """The options every verb takes, before it or after it."""
    return [
        _wish(words, "--json", _wants_json, is_flag=True),
        _wish(
            words, "--book", _wants_book, type=click.Path(path_type=Path), metavar=words("cli.metavar.dir")
        ),
        _wish(words, "--on", _wants_on, type=Day(), metavar=words("cli.metavar.date")),
        _wish(words, "--lang", _wants_lang, type=click.Choice(sorted(LANGUAGES))),
    ]


def _wish(words: Words, name: str, act: Callable[[Call, Any], None], **kind: Any) -> click.Option:
    def noted(context: click.Context, param: click.Parameter, value: Any) -> None:
        if value:
            act(context.find_root().obj, value)

    # Eager, so that dates relative to `--on` may be typed before it.
    return click.Option(
        [name],
        callback=noted,
        expose_value=False,
        is_eager=True,
        help=words(f"cli.option.{name.lstrip('-')}"),
        **kind,
    )


def _wants_json(call: Call, wanted: bool) -> None:
    call.json = True


def _wants_book(call: Call, folder: Path) -> None:
    call.book_chosen = folder.expanduser()


def _wants_on(call: Call, day: Date) -> None:
    call.on = day


def _wants_lang(call: Call, language: str) -> None:
    call.words = Words(language)


def listed(choices: Sequence[str]) -> click.Choice[str]:
    """A choice among codes; case does not matter."""
    return click.Choice(list(choices), case_sensitive=False)
