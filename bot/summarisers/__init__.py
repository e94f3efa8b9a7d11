"""Summarisers: a town hall in a few sentences, each taken from what somebody said."""

from __future__ import annotations

from bot.summarisers.embedded import Embedded, Reading

__all__ = ["Embedded", "Reading"]
