"""Push and mail: a notice sent to the services whose addresses the person keeps, through apprise.

Apprise runs in a child process with a time limit. The child reads the addresses itself, so this process never
sees one; what it tells of a service is the schema of its address. Text arrives as it is, nothing in it acts.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from finterm.notify.channel import PATIENCE, Failed
from finterm.notify.notice import Notice
from finterm.notify.process import run

_CHILD = ("-P", "-m", "finterm.notify.apprise_child")  # -P: nothing is imported from the folder one is in
TITLE = "finterm"  # of a notice that has a title only: some services show none without a body


class Push:
    """The services of the channel `name`: `push` or `mail`. `hint` names those that did not take the last notice."""

    def __init__(self, name: str = "push", seconds: float = PATIENCE) -> None:
        self.name = name
        self.seconds = seconds
        self.hint: Failed | None = None

    def send(self, notice: Notice) -> Failed | None:
        """Sends `notice` to every service; taken when one of them took it, else why the first did not."""
        self.hint = None
        title, body = (notice.title, notice.body) if notice.body else (TITLE, notice.title)
        told = asked({"name": self.name, "title": title, "body": body}, self.seconds)
        if isinstance(told, Failed):
            return told
        sent, failed = told["sent"], told["failed"]
        if failed and not sent:
            return why(self.name, *failed[0])
        if failed:
            services = ", ".join(str(service) for service, _ in failed)
            self.hint = Failed("notify.hint.partly", {"channel": self.name, "services": services})
        return None


def asked(request: dict[str, Any], seconds: float = PATIENCE) -> dict[str, Any] | Failed:
    """The child's answer to `request`, which goes to it through a pipe."""
    given = json.dumps({**request, "seconds": seconds}).encode()
    try:
        ended = run([sys.executable, *_CHILD], given, seconds)
    except OSError as fault:
        return Failed("notify.failed.refused", {"reason": fault.strerror or str(fault)})
    if ended.code is None:
        return Failed("notify.failed.slow", {"seconds": round(seconds)})
    try:
        told = json.loads(ended.out)
        if refused := told.get("fault"):
            return Failed(str(refused[0]), dict(refused[1]))
        return {"sent": list(told["sent"]), "failed": [(one[0], one[1]) for one in told["failed"]]}
    except (ValueError, LookupError, TypeError, AttributeError):
        return Failed("notify.failed.helper", {"code": ended.code})


def why(name: str, service: str, reason: str | int) -> Failed:
    """Why `service` of the channel `name` did not take a notice."""
    if isinstance(reason, int):
        return Failed("notify.failed.service_status", {"service": service, "status": reason})
    if reason == "bad":
        return Failed("notify.failed.bad_secret", {"channel": name})
    if reason == "unreached":
        return Failed("notify.failed.unreached", {"service": service})
    return Failed("notify.failed.service", {"service": service})
