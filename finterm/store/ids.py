"""Ids that are unique among devices and sort by the order of entry."""

from __future__ import annotations

import time
from secrets import randbits

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_last = 0


def new_id() -> str:
    """Sixteen letters and digits: milliseconds since 1970 and 32 random bits, rising within a process."""
    global _last
    _last = max(time.time_ns() // 1_000_000 << 32 | randbits(32), _last + 1)
    return "".join(_DIGITS[_last >> shift & 31] for shift in range(75, -1, -5))
