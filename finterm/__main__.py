"""`python -m finterm` and the console script `finterm`."""

from __future__ import annotations


def main() -> None:
    """Hands over to the command line, which opens the screen when no verb is given."""
    from finterm.cli import run

    run()


if __name__ == "__main__":
    main()
