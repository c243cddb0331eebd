"""What holds for every test.

Property tests are judged by what they find, not by how busy the machine is. Compiled modules are kept, as an installed
copy keeps them, though the environment may ask for none: the suite starts the program some three hundred times, and
each start would compile it anew. And it is early in the afternoon, on the day that it is in UTC: what a reminder does
by night is asked for with a night of its own, not met by who works late.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, settings

settings.register_profile("finterm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("finterm")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # for processes started from here
sys.dont_write_bytecode = False

AFTERNOON = 13
zone = f"Etc/GMT{datetime.now(UTC).hour - AFTERNOON:+d}"  # the sign is the other way round in these names
if (Path("/usr/share/zoneinfo") / zone).exists():
    os.environ["TZ"] = zone
    time.tzset()
