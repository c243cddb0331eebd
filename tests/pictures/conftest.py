"""Pictures are drawn by apps as quick as those of the other tests."""

from tests.tui.conftest import quick

__all__ = ["quick"]
