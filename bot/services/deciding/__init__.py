"""Decisions: logged, confirmed, added to, reviewed, read."""

from bot.services.deciding.adding import DecisionAddingService
from bot.services.deciding.deciding import DecisionService
from bot.services.deciding.finding import Cited, DecisionView
from bot.services.deciding.involving import DecisionInvolvingService
from bot.services.deciding.keeping import DecisionKeepingService
from bot.services.deciding.showing import DecisionShowingService, Listed, Which

__all__ = [
    "Cited",
    "DecisionAddingService",
    "DecisionInvolvingService",
    "DecisionKeepingService",
    "DecisionService",
    "DecisionShowingService",
    "DecisionView",
    "Listed",
    "Which",
]
