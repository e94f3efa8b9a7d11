"""Decisions: logged, confirmed, added to, reviewed, read."""

from bot.services.deciding.adding import DecisionAddingService
from bot.services.deciding.deciding import DecisionService
from bot.services.deciding.finding import Cited, DecisionView
from bot.services.deciding.showing import DecisionShowingService, Listed, Which

__all__ = [
    "Cited",
    "DecisionAddingService",
    "DecisionService",
    "DecisionShowingService",
    "DecisionView",
    "Listed",
    "Which",
]
