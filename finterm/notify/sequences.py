"""What a terminal is told so that it shows a notice: which sequence it knows, and the bytes of it.

Pure: what the terminal says it is comes in as the environment. Knows nothing of how bytes reach it.

There are three sequences that terminals hand to the desktop, so a notice crosses SSH without anything
being installed on either side: OSC 9 (a text), OSC 777;notify (title and text) and OSC 99 (kitty's, in
parts with an id). A terminal that knows one of them skips the others in silence; the Linux console and
simple terminals print the rest of a sequence they do not know, so these get the bell alone.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Mapping
from typing import Literal, NamedTuple

from finterm.notify.notice import plain

Kind = Literal["osc9", "osc777", "osc99", "bell"]
Layer = Literal["tmux", "screen"]

KINDS: tuple[Kind, ...] = ("osc9", "osc777", "osc99", "bell")
TITLE_BYTES, BODY_BYTES = 160, 480  # together within the 768 bytes that GNU screen takes for a string

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"


class Voice(NamedTuple):
    """How a terminal is spoken to.

    `bell`: whether the bell goes along, as the sequence may be skipped. `marks`: whether it can keep a
    window title and give it back. `layers`: the multiplexers to be passed, the nearest one first.
    """

    kind: Kind
    bell: bool = False
    marks: bool = False
    layers: tuple[Layer, ...] = ()


BELL = Voice("bell", bell=True)

# What each terminal is known to show, as its own documentation says (looked up in November 2026):
# - kitty: OSC 99, "Desktop notifications" in its docs; its text may be base64, and the end is ST.
# - foot: OSC 777;notify, in foot-ctlseqs(7); WezTerm: OSC 777 and 9, at `notification_handling`.
# - Ghostty: OSC 9, in its VT reference. It reads a number at the start as one of ConEmu's commands.
# - iTerm2: OSC 9, "Proprietary Escape Codes". LC_TERMINAL is how it names itself through SSH.
# - rxvt-unicode: OSC 777 calls its extension `notify` where that is installed, and is skipped where not.
# - GNOME's and other terminals on VTE: skipped since 0.46; shown where the distribution adds it (Fedora).
# - Konsole, Contour: OSC 777. Windows Terminal: OSC 777 since 2026, where its setting allows it; OSC 9
#   is ConEmu's there (9;4 draws a progress bar), so a text must never go out by it. ConEmu: no notices.
# - VS Code: OSC 99 since 2026. Warp: OSC 9. Apple's Terminal and Alacritty: the bell marks the window.
_BY_TERM = (
    ("xterm-kitty", Voice("osc99", marks=True)),
    ("kitty", Voice("osc99", marks=True)),
    ("foot", Voice("osc777", marks=True)),
    ("xterm-ghostty", Voice("osc9", marks=True)),
    ("ghostty", Voice("osc9", marks=True)),
    ("wezterm", Voice("osc777")),
    ("rxvt-unicode", Voice("osc777", bell=True)),
    ("konsole", Voice("osc777", bell=True)),
    ("contour", Voice("osc777", bell=True)),
    ("vte", Voice("osc777", bell=True)),
    ("gnome", Voice("osc777", bell=True)),
    ("linux", BELL),
    ("alacritty", BELL),
    ("dumb", BELL),
)
_BY_PROGRAM = {
    "iterm.app": Voice("osc9", marks=True),
    "iterm2": Voice("osc9", marks=True),
    "wezterm": Voice("osc777"),
    "ghostty": Voice("osc9", marks=True),
    "kitty": Voice("osc99", marks=True),
    "foot": Voice("osc777", marks=True),
    "vscode": Voice("osc99", bell=True),
    "warpterminal": Voice("osc9"),
    "apple_terminal": BELL,
    "mintty": BELL,
    "alacritty": BELL,
}
_BY_VARIABLE = (
    ("KITTY_WINDOW_ID", Voice("osc99", marks=True)),
    ("GHOSTTY_RESOURCES_DIR", Voice("osc9", marks=True)),
    ("WEZTERM_PANE", Voice("osc777")),
    ("ITERM_SESSION_ID", Voice("osc9", marks=True)),
    ("KONSOLE_VERSION", Voice("osc777", bell=True)),
    ("WT_SESSION", Voice("osc777", bell=True)),
    ("ConEmuPID", BELL),
    ("ConEmuANSI", BELL),
)
# A terminal that only says "like xterm", as most do through SSH: OSC 777 is the one most of them show,
# all of them skip what they do not know, and the bell goes along. xterm itself keeps window titles.
_LIKE_XTERM = Voice("osc777", bell=True, marks=True)
_SAFE_VTE = 4600  # older ones print a sequence they do not know


def voice(environment: Mapping[str, str], kind: str = "auto") -> Voice:
    """How to speak to the terminal that `environment` tells of; by `kind` where the person names it.

    The names of a terminal are asked in the order of how rarely they are left over from another
    terminal that this one was started from: TERM, TERM_PROGRAM, LC_TERMINAL, then the rest.
    """
    term = environment.get("TERM", "").lower()
    found = _voice(environment, term)
    for known in KINDS:
        if known == kind:
            return found._replace(kind=known, bell=found.bell or known == "bell")
    return found


def _voice(environment: Mapping[str, str], term: str) -> Voice:
    if environment.get("STY"):
        # screen names the terminal around it in TERM where it can: screen.linux, screen.xterm-256color
        around = term.removeprefix("screen.") if term.startswith("screen.") else _unnamed(environment)
        inner = {key: value for key, value in environment.items() if key != "STY"}
        return _voice(inner, around)._replace(marks=False, layers=("screen",))
    if term.startswith("tmux"):  # reached through SSH from within: whether it lets through cannot be asked
        return _LIKE_XTERM._replace(layers=("tmux",))
    for name, known in _BY_TERM:
        if term.startswith(name):
            return known
    if term and not term.startswith("xterm"):
        return BELL  # a screen that may be tmux, a real terminal, none at all: it might print the sequence
    for variable in ("TERM_PROGRAM", "LC_TERMINAL"):
        if program := _BY_PROGRAM.get(environment.get(variable, "").lower()):
            return program
    if vte := environment.get("VTE_VERSION", ""):
        return _LIKE_XTERM if vte.isdecimal() and int(vte) >= _SAFE_VTE else BELL
    for variable, known in _BY_VARIABLE:
        if environment.get(variable):
            return known
    return _LIKE_XTERM if term else BELL


def _unnamed(environment: Mapping[str, str]) -> str:
    """What is around a screen that does not say: the console of the machine, or something like xterm."""
    on_console = environment.get("XDG_VTNR") and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )
    return "linux" if on_console else "xterm"


def told(voice: Voice, title: str, body: str, id: str) -> str:
    """What to write so that the terminal shows `title` and `body`. `id`: ASCII letters, digits and dashes,
    the same for the same notice: a terminal that knows ids shows it once."""
    title, body = cut(plain(title, TITLE_BYTES), TITLE_BYTES), cut(plain(body, BODY_BYTES), BODY_BYTES)
    if "screen" in voice.layers and voice.kind != "osc99":
        if not (_has_ascii_letters(title) and _has_ascii_letters(body)):
            return BEL
        title, body = _ascii(title), _ascii(body)
    sequences = _SEQUENCES[voice.kind](title, body, id)
    return "".join(through(one, voice.layers) for one in sequences) + (BEL if voice.bell else "")


def marked(text: str) -> str:
    """Keeps the window's title and puts `text` in its place until `unmarked`."""
    return f"{ESC}[22;2t{ESC}]2;{cut(plain(text, TITLE_BYTES), TITLE_BYTES)}{ST}"


def unmarked() -> str:
    """Gives the window its title back; an empty one first, for a terminal that has kept none."""
    return f"{ESC}]2;{ST}{ESC}[23;2t"


def through(sequence: str, layers: tuple[Layer, ...]) -> str:
    """`sequence` packed so that the multiplexers between hand it on unread."""
    for layer in reversed(layers):
        if layer == "tmux":
            sequence = f"{ESC}Ptmux;{sequence.replace(ESC, ESC + ESC)}{ST}"
        else:  # the string that screen hands on ends at the first ST, so the sequence in it must end otherwise
            sequence = f"{ESC}P{sequence.removesuffix(ST) + BEL if sequence.endswith(ST) else sequence}{ST}"
    return sequence


def cut(text: str, most: int) -> str:
    """`text` in at most `most` bytes of UTF-8, ended between two characters."""
    encoded = text.encode("utf-8", "ignore")
    if len(encoded) <= most:
        return encoded.decode()
    return encoded[: most - len("…".encode())].decode("utf-8", "ignore") + "…"


# GNU screen 4.9 hands on the lowest byte of each character: of 房租 some other letters remain, of ě an escape.


def _ascii(text: str) -> str:
    """`text` in ASCII; signs that have no place there are left out."""
    return (
        unicodedata.normalize("NFKD", text.replace("–", "-").replace("’", "'"))
        .encode("ascii", "ignore")
        .decode()
    )


def _has_ascii_letters(text: str) -> bool:
    """Whether all letters of `text` can be read in ASCII."""
    return all(_ascii(char) for char in text if char.isalnum())


def _bell(title: str, body: str, id: str) -> list[str]:
    return []


def _osc9(title: str, body: str, id: str) -> list[str]:
    """One text. A number at its start would be taken for a command of ConEmu: 9;4 for a progress bar."""
    text = ": ".join(part for part in (title, body) if part).replace(";", ",")
    if not text or not (text[0].isalpha() or text[0] in "([{"):
        text = f"finterm: {text}"
    return [f"{ESC}]9;{text}{ST}"]


def _osc777(title: str, body: str, id: str) -> list[str]:
    """Fields with semicolons between. Some daemons read angle brackets as markup: look-alikes show as typed."""
    fields = [part.replace(";", ",").replace("<", "‹").replace(">", "›") for part in (title, body)]
    return [f"{ESC}]777;notify;{fields[0]};{fields[1]}{ST}"]


def _osc99(title: str, body: str, id: str) -> list[str]:
    """Title, then body, joined by their id; what is not plain ASCII as base64, so that no byte can be misread."""
    parts = [("title", title), ("body", body)] if body else [("title", title)]
    sequences = []
    for n, (part, text) in enumerate(parts, 1):
        done = int(n == len(parts))
        if text.isascii():
            sequences.append(f"{ESC}]99;i={id}:d={done}:p={part};{text}{ST}")
        else:
            coded = base64.b64encode(text.encode()).decode()
            sequences.append(f"{ESC}]99;i={id}:d={done}:p={part}:e=1;{coded}{ST}")
    return sequences


_SEQUENCES = {"bell": _bell, "osc9": _osc9, "osc777": _osc777, "osc99": _osc99}
