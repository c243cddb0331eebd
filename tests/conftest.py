"""What holds for every test.

Property tests are judged by what they find, not by how busy the machine is. Compiled modules are kept, as an installed
copy keeps them, though the environment may ask for none: the suite starts the program some three hundred times, and
each start would compile it anew.
"""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

settings.register_profile("finterm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("finterm")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # for processes started from here
sys.dont_write_bytecode = False
