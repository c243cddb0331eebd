"""What the desktop channel says when the helper that shows notices refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from finterm.notify.desktop import Desktop
from finterm.notify.notice import Notice


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="notify-send is asked on Linux alone")
@pytest.mark.parametrize(
    ("helper", "reason"), [("echo 'no service today' >&2; exit 1", "no service today"), ("exit 1", 4)]
)
def test_a_helper_that_refuses_is_quoted_and_no_program_text_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, helper: str, reason: object
) -> None:
    sender = tmp_path / "notify-send"
    sender.write_text(f"#!/bin/sh\n{helper}\n")
    sender.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody")
    failed = Desktop().send(Notice("title", "body", ()))
    assert failed is not None and failed.key == "notify.failed.refused"
    assert failed.values == {"reason": reason}
