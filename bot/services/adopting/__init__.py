"""From a draft to the version in force: drafts are kept, and decisions adopt them."""

from bot.services.adopting.drafts import SHORT, AdoptingService, DraftProposal
from bot.services.adopting.holding import Chosen, NotAdoptable

__all__ = ["SHORT", "AdoptingService", "Chosen", "DraftProposal", "NotAdoptable"]
