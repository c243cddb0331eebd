"""Sends one notice through apprise, in a process of its own: `python -m finterm.notify.apprise_child`.

Apprise is large, waits for other machines and logs; here all of that is apart from the worker, and nothing it
writes goes anywhere. Reads a JSON object from stdin: `name` of the channel whose addresses are to be read, or
`urls`; then `title` and `body`, or `check` to only look at the addresses. Answers with a JSON object: `fault`
(a catalogue key and its values), or `sent` and `failed`, which name services by the schema of their address.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import sys
import warnings
from typing import Any

from finterm.domain.errors import FintermError

_SCHEMA = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9+.-]{0,30})://")
_STATUS = re.compile(r"error=(\d{3})\b")


def main() -> int:
    """Answers on stdout; whatever else is written there or on stderr goes nowhere."""
    asked = json.load(sys.stdin.buffer)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answer:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        if hasattr(signal, "alarm"):  # should the worker be gone by then, nobody else would end this
            signal.alarm(int(asked.get("seconds", 30)) + 5)
        warnings.simplefilter("ignore")
        try:
            told = answered(asked)
        except FintermError as fault:
            told = {
                "fault": [fault.what, {name: str(value) for name, value in fault.values.items()}],
            }
        json.dump(told, answer)
    return 0


def answered(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request. Raises FintermError where nothing could be sent at all."""
    try:
        import apprise
    except ImportError:
        raise FintermError("notify.failed.no_apprise") from None
    name = str(asked.get("name", ""))
    urls = asked["urls"] if "urls" in asked else _kept(name)
    heard = _Heard()
    logging.getLogger("apprise").addHandler(heard)
    asset = apprise.AppriseAsset(
        app_id="finterm",
        app_desc="finterm",
        async_mode=False,
        secure_logging=True,
        interpret_escapes=False,
        interpret_emojis=False,
    )
    sent: list[str] = []
    failed: list[list[Any]] = []
    for url in urls:
        service = schema(url)
        server = apprise.Apprise.instantiate(url, asset=asset)
        if server is None:
            failed.append([service, "bad"])
        elif asked.get("check"):
            sent.append(service)
        else:
            heard.lines.clear()
            one = apprise.Apprise(asset=asset)
            one.add(server)
            if _took(one, asked["title"], asked["body"]):
                sent.append(service)
            else:
                failed.append([service, heard.why()])
    return {"sent": sent, "failed": failed}


def _took(services: Any, title: str, body: str) -> bool:
    try:
        return bool(services.notify(body=body, title=title, body_format="text"))
    except Exception:  # a service with a fault in it is one that did not take the notice
        return False


def schema(url: str) -> str:
    """What may be told of an address: what stands before `://`; empty where nothing does."""
    found = _SCHEMA.match(url)
    return found[1].lower() if found else ""


def _kept(name: str) -> tuple[str, ...]:
    from finterm.notify import secrets

    if not (urls := secrets.read(name)):
        raise FintermError("notify.failed.no_secret", channel=name)
    return urls


class _Heard(logging.Handler):
    """What apprise logs, of which only a number and a kind are ever told: a line may hold a password."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def why(self) -> str | int:
        """The status a service answered with, `unreached`, or `refused` where neither is known."""
        for line in self.lines:
            if found := _STATUS.search(line):
                return int(found[1])
        return "unreached" if any("connection" in line.lower() for line in self.lines) else "refused"


if __name__ == "__main__":
    sys.exit(main())
