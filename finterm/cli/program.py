"""The program: its verbs, found when called for, and the one edge where faults become sentences.

Exit codes: 0 done, 1 refused with one sentence on stderr, 2 usage. A pipe that was closed is no
fault. Never a trace: the unexpected goes to a log file, the person gets a sentence that names it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from finterm.cli import spoken
from finterm.cli.call import Call
from finterm.cli.options import Verbs, common
from finterm.cli.output import clean, colour_wanted
from finterm.domain.errors import FintermError
from finterm.locale import LANGUAGES, Words, system_language

# verb -> the module of its family, in the order help shows them
VERBS = {
    "today": "agenda",
    "loans": "looking",
    "dues": "agenda",
    "pay": "paying",
    "talk": "talking",
    "calc": "calculating",
    "remind": "reminding",
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
            params=[*common(words), _demo(words), _version(words)],
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
        code = 1
        with ExitStack() as stack:
            call = Call(self.words, stack)
            try:
                done = self._carry_out(args, call)
                sys.stdout.flush()
                code = done
            except BrokenPipeError:
                code = _silenced()
            except FintermError as fault:
                _complain(call.words.error(fault))
            except OSError as fault:
                why = ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
                _complain(call.words("cli.system_refused", why=why or str(fault)))
            except KeyboardInterrupt:
                code = 130
            except UnicodeEncodeError:  # bytes among the arguments, which the book cannot keep as text
                _complain(call.words("cli.no_text"))
            except Exception as fault:
                _complain(_unexpected(fault, call.words))
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


def _complain(sentence: str) -> None:
    with suppress(OSError):
        click.echo(clean(sentence), err=True, color=colour_wanted())


def _silenced() -> int:
    """A reader that had enough (`finterm loans | head -1`) is no fault; nothing more is written."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    return 0


def _unexpected(fault: Exception, words: Words) -> str:
    from finterm.cli import faults

    path = faults.note(fault)
    if path is None:
        return words("cli.unexpected_unlogged", what=type(fault).__name__)
    return words("cli.unexpected", path=path)


def _no_verb(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        _open_screen(context.obj)


def _open_screen(call: Call) -> None:
    """The screen; the only place of the command line that imports it."""
    if call.json:
        raise click.UsageError(call.words("cli.click.missing_command"))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise FintermError("cli.no_terminal")
    folder = call.folder
    from finterm.tui.launch import open_screen

    open_screen(folder, call.words, keep_language=not call.demo, remind=not call.demo)


def _demo(words: Words) -> click.Option:
    def wanted(context: click.Context, param: click.Parameter, value: bool) -> None:
        context.find_root().obj.demo = value

    return click.Option(
        ["--demo"], is_flag=True, callback=wanted, expose_value=False, help=words("cli.option.demo")
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


def language_wanted(arguments: Sequence[str]) -> str:
    """The language of a call: `--lang`, then FINTERM_LANG, the settings file, the system.

    Looked up before click reads the options, because help is made of words.
    """
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[number + 1] if number + 1 < len(arguments) else "")
            if value in LANGUAGES:
                return value
        if argument == "--":
            break
    if not os.environ.get("FINTERM_LANG"):
        from finterm import config

        if chosen := config.read().language:
            return chosen
    return system_language()


def _open_what_is_closed() -> None:
    """A call without stdin, stdout or stderr (`finterm loans >&-`) gets one that leads nowhere.

    Otherwise the journal might be opened under the number of one of them, and get what is meant for it.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits."""
    _open_what_is_closed()
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    Program(Words(language_wanted(given))).main(given)
