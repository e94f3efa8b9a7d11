"""Reads what is stored and tells it as leaves of the log."""

from bot.services.telling.tellings import TELLINGS, Telling

__all__ = ["TELLINGS", "Telling"]
