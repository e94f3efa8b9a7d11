"""The small folder, for every test here."""

from __future__ import annotations

from tests.definitions.folders import folder

__all__ = ["folder"]
