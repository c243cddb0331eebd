"""Mail through apprise for real, to a small mail server on this machine."""

from __future__ import annotations

import email
import email.policy
import socket
import threading
from pathlib import Path

import pytest

from finterm.notify import secrets
from finterm.notify.notice import Notice
from finterm.notify.push import Push


class MailServer(threading.Thread):
    """Takes one letter in plain SMTP."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(20)
        self.port = self._socket.getsockname()[1]
        self.letter = b""

    def run(self) -> None:
        connection, _ = self._socket.accept()
        with connection, connection.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 here\r\n")
            while line := talk.readline():
                if line.upper().startswith(b"DATA"):
                    talk.write(b"354 go on\r\n")
                    while (line := talk.readline()) != b".\r\n":
                        self.letter += line
                talk.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")

    def end(self) -> None:
        self.join(20)
        self._socket.close()


def test_a_letter_says_what_the_notice_says_and_nothing_in_it_acts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(secrets, "_keyring", lambda: None)
    server = MailServer()
    server.start()
    secrets.keep("mail", [f"mailto://127.0.0.1:{server.port}?from=me@example.org&to=you@example.org"])
    notice = Notice("手机分期 <b>x</b> *y*", "第5期 “5 < 6” & 'q' <i>m</i> \\n =3D: finterm pay 手机分期", ())
    assert Push("mail").send(notice) is None
    server.end()
    letter = email.message_from_bytes(server.letter, policy=email.policy.default)
    assert letter["subject"] == notice.title and letter["to"] == "you@example.org"
    assert letter.get_content_type() == "text/plain" and letter.get_content().strip() == notice.body
