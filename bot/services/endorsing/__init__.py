"""Endorsements: made, verified, withdrawn, counted, and what they open."""

from bot.services.endorsing.crossing import Crossings
from bot.services.endorsing.endorsing import EndorsementService, EndorsementTyped
from bot.services.endorsing.keeping import EndorsementKeepingService
from bot.services.endorsing.reading import EndorsementReadingService
from bot.services.endorsing.verifying import EndorsementVerifyingService

__all__ = [
    "Crossings",
    "EndorsementKeepingService",
    "EndorsementReadingService",
    "EndorsementService",
    "EndorsementTyped",
    "EndorsementVerifyingService",
]
