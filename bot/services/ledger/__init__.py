"""The transparency log of the forum: what happened is collected, signed and published, and can be taken away again."""

from bot.services.ledger.files import LogFiles
from bot.services.ledger.ledger import LedgerService, LedgerState

__all__ = ["LedgerService", "LedgerState", "LogFiles"]
