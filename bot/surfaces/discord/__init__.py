"""Discord: the forum's own channels. The only package that speaks to it."""

from bot.surfaces.discord.checks import Check, check_discord
from bot.surfaces.discord.running import run

__all__ = ["Check", "check_discord", "run"]
