"""Why something is as it is: from a requirement or a verdict back to decisions and votes, from a decision forward."""

from bot.services.explaining.explaining import WhyService
from bot.services.explaining.values import (
    CellWhy,
    DecisionWhy,
    Given,
    PollWhy,
    RowBrief,
    RowWhy,
    SystemWhy,
    VersionWhy,
    Why,
)

__all__ = [
    "CellWhy",
    "DecisionWhy",
    "Given",
    "PollWhy",
    "RowBrief",
    "RowWhy",
    "SystemWhy",
    "VersionWhy",
    "Why",
    "WhyService",
]
