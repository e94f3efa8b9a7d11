"""Counting ballots that lie in a file, outside the bot: no database, nothing kept."""

from bot.services.tallying.counting import Count, tally
from bot.services.tallying.wishes import Wish

__all__ = ["Count", "Wish", "tally"]
