"""The program: its verbs, found when called for, with the options every one of them takes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any, NoReturn

import click

from finterm.cli import edge, screen, spoken
from finterm.cli.call import Call
from finterm.cli.options import Verbs, common
from finterm.cli.output import colour_wanted
from finterm.locale import Words

# verb -> the module of its family, in the order help shows them
VERBS = {
    "today": "agenda",
    "loans": "looking",
    "dues": "agenda",
    "pay": "paying",
    "talk": "talking",
    "claim": "claiming",
    "arrange": "arranging",
    "sheet": "sheets",
    "conduct": "conducting",
    "letter": "writing",
    "calc": "calculating",
    "credit": "crediting",
    "rules": "ruling",
    "remind": "reminding",
    "guide": "guide",
    "import": "importing",
    "export": "exporting",
    "undo": "keeping",
    "redo": "keeping",
    "history": "keeping",
    "backup": "keeping",
    "doctor": "keeping",
}


class Program(Verbs):
    """`finterm`: a group whose verbs are imported one at a time."""

    def __init__(self, words: Words) -> None:
        super().__init__(
            words,
            "finterm",
            callback=click.pass_context(_no_verb),
            invoke_without_command=True,
            params=[
                *common(words),
                _demo(words, "arrears", "demo"),
                _demo(words, "calm", "demo-calm"),
                _theme(words),
                _version(words),
            ],
            help=words("cli.help"),
            context_settings={"help_option_names": ["-h", "--help"]},
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        made = import_module(f"finterm.cli.{VERBS[cmd_name]}").command(cmd_name, self.words)
        assert isinstance(made, click.Command)
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # From the catalogue alone: help must not import every verb.
        with formatter.section(self.words("cli.click.commands")):
            formatter.write_dl([(verb, self.words(f"cli.{verb}.short")) for verb in VERBS])

    def main(self, args: Sequence[str] | None = None, *unused: Any, **ignored: Any) -> NoReturn:
        """Runs the verb and exits; every fault ends here."""
        spoken.speak(self.words)
        with ExitStack() as stack:
            call = Call(self.words, stack)
            code = edge.code_of(call, lambda: self._carry_out(args, call))
        sys.exit(code)

    def _carry_out(self, args: Sequence[str] | None, call: Call) -> int:
        # Not click's own main: it would answer a closed pipe with exit code 1.
        given = sys.argv[1:] if args is None else list(args)
        self._main_shell_completion({}, "finterm")
        context: dict[str, Any] = {"obj": call, "color": colour_wanted()}
        try:
            with self.make_context("finterm", given, **context) as made:
                self.invoke(made)
        except click.exceptions.Exit as end:
            return end.exit_code
        except click.ClickException as fault:
            fault.show()
            return fault.exit_code
        except click.Abort:
            return 130
        return 0


def _no_verb(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        _open_screen(context.obj)


def _open_screen(call: Call) -> None:
    if call.json:
        raise click.UsageError(call.words("cli.click.missing_command"))
    screen.show(call)


def _demo(words: Words, household: str, name: str) -> click.Option:
    def wanted(context: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            context.find_root().obj.demo = household

    return click.Option(
        [f"--{name}"],
        is_flag=True,
        callback=wanted,
        expose_value=False,
        help=words(f"cli.option.{name.replace('-', '_')}"),
    )


def _theme(words: Words) -> click.Option:
    def wanted(context: click.Context, param: click.Parameter, value: str | None) -> None:
        context.find_root().obj.theme = value or ""

    return click.Option(
        ["--theme"],
        callback=wanted,
        expose_value=False,
        metavar=words("cli.metavar.name"),
        help=words("cli.option.theme"),
    )


def _version(words: Words) -> click.Option:
    def shown(context: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            from finterm import __version__

            click.echo(f"finterm {__version__}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        callback=shown,
        expose_value=False,
        help=words("cli.option.version"),
    )


def run(arguments: Sequence[str], words: Words) -> NoReturn:
    """Carries out the command line `arguments`, told in `words` until they ask for others, and exits."""
    Program(words).main(list(arguments))
