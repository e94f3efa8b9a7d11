"""What people can ask about themselves: what is kept of them, how they are named, and to be forgotten."""

from bot.services.privacy.forgetting import ForgettingService, Forgotten
from bot.services.privacy.naming import NamingService, NamingView
from bot.services.privacy.redacting import RedactionService, RedactionView
from bot.services.privacy.showing import PrivacyService, PrivacyView

__all__ = [
    "ForgettingService",
    "Forgotten",
    "NamingService",
    "NamingView",
    "PrivacyService",
    "PrivacyView",
    "RedactionService",
    "RedactionView",
]
