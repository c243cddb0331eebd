"""Where rules come from: the files beside this one, and the person's own in the settings folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from finterm import config, tomlfile
from finterm.domain.errors import BadSetting
from finterm.rules.reading import rules_of
from finterm.rules.rule import Rules

COUNTRIES = ("cn", "us", "gb", "eu")
FOLDER = "rules"  # below the folder of the settings
_HERE = Path(__file__).parent
Stamp = tuple[tuple[str, int, int], ...]


def own_folder() -> Path:
    """Where a person's own rules are looked for; it need not exist."""
    return config.folder() / FOLDER


def load(own: Path | None = None) -> Rules:
    """Every rule, those of the folder `own` (None: the person's) first. Never raises: mistakes are in `faults`.

    Files that did not change are not read again.
    """
    folder = own_folder() if own is None else own
    return _all(folder, _stamps(folder))


def own_faults() -> tuple[BadSetting, ...]:
    """The mistakes in the person's own rules; costs nothing where there are none."""
    folder = own_folder()
    return load(folder).faults if _stamps(folder) else ()


@cache
def shipped() -> Rules:
    """The rules that come with finterm."""
    found = [rules_of(tomlfile.read(_HERE / f"{country}.toml"), country) for country in COUNTRIES]
    return _joined(found)


def _stamps(folder: Path) -> Stamp:
    """What tells one state of the files in `folder` from another."""
    found = []
    for file in sorted(folder.glob("*.toml")):
        try:
            status = file.stat()
        except OSError:  # gone since the listing, or a link to nowhere
            continue
        found.append((file.name, status.st_mtime_ns, status.st_size))
    return tuple(found)


_read: dict[Path, tuple[Stamp, Rules]] = {}


def _all(folder: Path, stamps: Stamp) -> Rules:
    kept = _read.get(folder)
    if kept is None or kept[0] != stamps:
        ours = shipped()
        own = [
            rules_of(tomlfile.read(folder / name, f"{FOLDER}/{name}"), _country(name), ours)
            for name, *_ in stamps
        ]
        kept = _read[folder] = (stamps, _joined([*own, ours]))
    return kept[1]


def _country(name: str) -> str:
    """The country a file is about by its name, unless it says so itself: `us.toml`; else the first."""
    stem = name.removesuffix(".toml")
    return stem if stem in COUNTRIES else COUNTRIES[0]


def _joined(found: Sequence[Rules]) -> Rules:
    return Rules(
        tuple(rule for rules in found for rule in rules.all),
        tuple(fault for rules in found for fault in rules.faults),
        tuple(pair for rules in found for pair in rules.currencies),
    )
