"""Minutes of a meeting whose log lies in a file, outside the bot: no database, nothing kept."""

from bot.services.minutes.drafting import Draft, Wishes, draft, files

__all__ = ["Draft", "Wishes", "draft", "files"]
