"""Polls: drafted, confirmed, opened, voted in, closed, counted."""

from bot.services.polling.adopting import AdoptionService
from bot.services.polling.ballots import BallotService
from bot.services.polling.drawing import RollService
from bot.services.polling.keeping import KeepingService
from bot.services.polling.moderating import ModeratingService
from bot.services.polling.outages import OutageService
from bot.services.polling.papers import PaperService
from bot.services.polling.polls import PollService
from bot.services.polling.proposing_definitions import DefinitionProposalService
from bot.services.polling.reminding import ReminderService
from bot.services.polling.results import ResultService

__all__ = [
    "AdoptionService",
    "BallotService",
    "DefinitionProposalService",
    "KeepingService",
    "ModeratingService",
    "OutageService",
    "PaperService",
    "PollService",
    "ReminderService",
    "ResultService",
    "RollService",
]
