"""The theme files there are: those shipped, and a person's own in the settings folder, which come first.

Files are read when asked for and again when they change; a look at the folder costs one listing.
"""

from __future__ import annotations

import os
from pathlib import Path

import finterm
from finterm import config, tomlfile
from finterm.domain.errors import BadInput, BadSetting
from finterm.tui.themes.theme import DEFAULT, MONOCHROME, Reading, Theme, theme_of

FIRST = (
    DEFAULT,
    "dark",
    "light",
    "contrast-dark",
    "contrast-light",
    "clear-dark",
    "clear-light",
    "sixteen-dark",
    "sixteen-light",
    MONOCHROME,
)
Stamp = tuple[int, int, int]  # moment of the last change in ns, size in bytes, inode


def shipped_folder() -> Path:
    """Where our own themes are: inside the package when installed, beside it in a checkout."""
    package = Path(finterm.__file__).parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


class Shelf:
    """All themes by name."""

    def __init__(self) -> None:
        self._shipped = shipped_folder()
        self.own_folder = config.folder() / "themes"  # a person's own; it need not be there
        self._readings: dict[Path, tuple[Stamp, Reading]] = {}
        self._own: dict[str, Stamp] = {}
        self.look()

    def look(self) -> bool:
        """Looks at the person's own files; whether any came, went or changed since the last look."""
        found: dict[str, Stamp] = {}
        try:
            with os.scandir(self.own_folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".toml") and not entry.name.startswith("."):
                        found[entry.name.removesuffix(".toml")] = _stamp(entry)
        except OSError:
            pass  # no folder, or one that cannot be read: there are no own themes
        changed = found != self._own
        self._own = found
        return changed

    @property
    def own(self) -> list[str]:
        """The names of the person's own files, good or bad."""
        return sorted(self._own)

    @property
    def shipped(self) -> list[str]:
        """The names of our own, the default first, then dark, light and what serves special eyes."""
        names = sorted(path.stem for path in self._shipped.glob("*.toml"))
        return sorted(names, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))

    def is_own(self, name: str) -> bool:
        """Whether `name` is a file of the person's."""
        return name in self._own

    def reading(self, name: str) -> Reading | None:
        """What came of the file called `name`; None where there is none."""
        own = name in self._own
        path = (self.own_folder if own else self._shipped) / f"{name}.toml"
        stamp = self._own[name] if own else (0, 0, 0)
        if path not in self._readings or self._readings[path][0] != stamp:
            if not path.is_file():
                return None
            self._readings[path] = stamp, theme_of(name, tomlfile.read(path))
        return self._readings[path][1]

    def theme(self, name: str) -> Theme | None:
        """The theme called `name`; None where there is none or its file has a mistake."""
        reading = self.reading(name)
        return reading.theme if reading else None

    @property
    def themes(self) -> list[Theme]:
        """Every theme that can be used: our own, then the person's."""
        names = [*(name for name in self.shipped if name not in self._own), *self.own]
        return [theme for name in names if (theme := self.theme(name))]

    @property
    def unusable(self) -> list[tuple[str, BadSetting]]:
        """The names of the person's files that are no theme, each with its first mistake."""
        readings = [(name, self.reading(name)) for name in self.own]
        return [(name, reading.faults[0]) for name, reading in readings if reading and reading.faults]

    def unknown(self, name: str) -> BadInput:
        """The fault of choosing `name`, of which there is no file."""
        known = ", ".join(theme.name for theme in self.themes)
        return BadInput("", "tui.theme.unknown", name=name, known=known)

    @property
    def faults(self) -> list[BadSetting]:
        """The mistakes in the person's own files."""
        readings = [self.reading(name) for name in self.own]
        return [fault for reading in readings if reading for fault in reading.faults]


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        status = entry.stat()
    except OSError:  # gone since the listing, or a link to nowhere
        return (0, 0, 0)
    return status.st_mtime_ns, status.st_size, status.st_ino
