"""Starts finterm with variables for a system whose services have none: `NAME=VALUE ... -- ARGUMENTS`.

What such a system would take for a place to be filled is written as `=` and two hexadecimal digits.
"""

from __future__ import annotations

import os
import re
import runpy
import sys

END = "--"
_SPECIAL = "=%$"


def written(variable: str) -> str:
    """`NAME=VALUE` as an argument in which nothing is special."""
    name, _, value = variable.partition("=")
    return f"{name}={''.join(f'={ord(char):02X}' if char in _SPECIAL else char for char in value)}"


def read(argument: str) -> tuple[str, str]:
    """The name and the value of a written variable."""
    name, _, value = argument.partition("=")
    return name, re.sub("=([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), value)


def main(arguments: list[str]) -> None:
    """Sets the variables and hands over to finterm."""
    end = arguments.index(END)
    os.environ.update(map(read, arguments[:end]))
    sys.argv = ["finterm", *arguments[end + 1 :]]
    runpy.run_module("finterm", run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
