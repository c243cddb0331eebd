"""click's own messages in the person's language, and its help in columns a terminal has.

click asks gettext for its English sentences. They are matched here with keys of our catalogue, and
the functions click looks them up with are replaced, for a language other than English. A sentence not
listed stays English. click counts letters where a Chinese one takes two columns, so how it measures and
cuts text is replaced, too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from string import Formatter

from finterm.cli.output import width
from finterm.locale import Words

_KEYS = {
    "Usage:": "cli.click.usage",
    "Options": "cli.click.options",
    "Commands": "cli.click.commands",
    "Positional arguments": "cli.click.arguments",
    "Show this message and exit.": "cli.click.help",
    "Error: {message}": "cli.click.error",
    "Try '{command} {option}' for help.": "cli.click.try",
    "Aborted!": "cli.click.aborted",
    "Missing command.": "cli.click.missing_command",
    "Missing argument": "cli.click.missing_argument",
    "Missing option": "cli.click.missing_option",
    "Missing parameter": "cli.click.missing_parameter",
    "No such command {name!r}.": "cli.click.no_command",
    "No such option {name!r}.": "cli.click.no_option",
    "No such option: {name}": "cli.click.no_option_named",
    "Invalid value for {param_hint}: {message}": "cli.click.invalid_for",
    "Invalid value: {message}": "cli.click.invalid",
    "Option {name!r} does not take a value.": "cli.click.no_value",
    "Option {name!r} requires an argument.": "cli.click.needs_value",
    "Got unexpected extra argument ({args})": "cli.click.extra",
    "Did you mean {possibility}?": "cli.click.meant",
    "{value!r} is not {choice}.": "cli.click.not_choice",
    "{value!r} is not a valid {number_type}.": "cli.click.not_number",
    "{value} is not in the range {range}.": "cli.click.not_in_range",
    "default: {default}": "cli.click.default",
}


_ENGLISH: dict[tuple[str, str], Callable[..., str]] = {}  # click's own functions, by module and name


def speak(words: Words) -> None:
    """Makes click say its sentences with `words`."""

    def one(text: str) -> str:
        return _template(words, text)

    def many(text: str, texts: str, n: int) -> str:
        return _template(words, text) if text in _KEYS else (text if n == 1 else texts)

    replacements: dict[str, Callable[..., str]] = {"_": one, "ngettext": many}
    for name in ("core", "exceptions", "types", "formatting", "decorators", "parser", "termui"):
        module = sys.modules.get(f"click.{name}")
        for attribute, spoken in replacements.items():
            if hasattr(module, attribute):
                own = _ENGLISH.setdefault((name, attribute), getattr(module, attribute))
                setattr(module, attribute, own if words.language == "en" else spoken)
    for name in ("formatting", "_textwrap"):
        vars(import_module(f"click.{name}")).update(term_len=width, _truncate_visible=_first_columns)


def _first_columns(text: str, columns: int) -> str:
    """As much of `text` as goes into `columns`, but at least one letter: click asks again with the rest."""
    taken = 0
    for at, letter in enumerate(text):
        taken += width(letter)
        if at and taken > columns:
            return text[:at]
    return text


def _template(words: Words, text: str) -> str:
    """The message for click's `text`, its places still to be filled by click."""
    if not (key := _KEYS.get(text)):
        return text
    places = {
        name: "{" + name + (f"!{conversion}" if conversion else "") + "}"
        for _, name, _, conversion in Formatter().parse(text)
        if name
    }
    return words(key, **places)
