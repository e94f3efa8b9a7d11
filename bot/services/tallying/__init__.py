"""Counting ballots that lie in a file, outside the bot: no database, nothing kept."""

from bot.services.tallying.counting import Count, Wish, tally

__all__ = ["Count", "Wish", "tally"]
