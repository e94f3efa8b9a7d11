"""The minutes of town halls that are kept: drafted, changed, reviewed, published, followed."""

from bot.services.minuting.action_items import ActionItemService
from bot.services.minuting.drafting import MinutesService
from bot.services.minuting.editing import MinutesEditService
from bot.services.minuting.finding import Asking, MinutesView
from bot.services.minuting.keeping import MinutesKeepingService
from bot.services.minuting.reviewing import MinutesReviewService
from bot.services.minuting.showing import MinutesPage, MinutesShowingService

__all__ = [
    "ActionItemService",
    "Asking",
    "MinutesEditService",
    "MinutesKeepingService",
    "MinutesPage",
    "MinutesReviewService",
    "MinutesService",
    "MinutesShowingService",
    "MinutesView",
]
