"""Town halls: planned, led, and kept word for word; each participant says how they want to be named."""

from bot.services.halls.agendas import HallAgendaService
from bot.services.halls.assembling import discussion
from bot.services.halls.assigning import Assigned, HallAssignService
from bot.services.halls.backfilling import BackFillService
from bot.services.halls.capturing import CaptureService
from bot.services.halls.consenting import ConsentService
from bot.services.halls.halls import TownHallService
from bot.services.halls.importing import HallImportService
from bot.services.halls.keeping import HallKeepingService
from bot.services.halls.marking import MarkService
from bot.services.halls.planning import HallPlanService
from bot.services.halls.reacting import ReactionService
from bot.services.halls.roles import HallRoleService

__all__ = [
    "Assigned",
    "BackFillService",
    "CaptureService",
    "ConsentService",
    "HallAgendaService",
    "HallAssignService",
    "HallImportService",
    "HallKeepingService",
    "HallPlanService",
    "HallRoleService",
    "MarkService",
    "ReactionService",
    "TownHallService",
    "discussion",
]
