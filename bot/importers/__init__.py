"""Other projects' files about systems, read strictly: what they say becomes claims of theirs, never accepted facts."""

from bot.importers.paths import Chosen, NothingThere, choose
from bot.importers.projects import IMPORTERS, Importer
from bot.importers.readings import Reading

__all__ = ["IMPORTERS", "Chosen", "Importer", "NothingThere", "Reading", "choose"]
