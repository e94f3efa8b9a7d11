"""The stakeholder categories and regions of a forum, which are configuration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.names import fold
from bot.domain.organisations import key
from bot.domain.refusals import Unknown
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of stakeholder; ``id`` is what is stored, ``name`` what people read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world; as a category, an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """That an organisation has an interest that readers of its endorsement should know; ``source`` shows it."""

    organisation: str
    note: str
    source: str


_Named = TypeVar("_Named", Category, Region)

# Source: OSI, town hall of January 2024, slides; the same six in the "Changelog Interviews" 578. Read 2026-11-20.
SIX_CATEGORIES = (
    Category("system_creator", "System creator"),
    Category("licence_creator", "Licence creator"),
    Category("regulator", "Regulator"),
    Category("licensee", "Licensee"),
    Category("end_user", "End user"),
    Category("subject", "Subject"),
)
# Source: as above, and OSI's sixth town hall. Read 2026-11-20.
FIVE_REGIONS = (
    Region("north_america", "North America"),
    Region("south_america", "South America"),
    Region("europe", "Europe"),
    Region("africa", "Africa"),
    Region("asia_pacific", "Asia-Pacific"),
)


@dataclass(frozen=True, slots=True)
class Stakeholders:
    """The categories and regions that people can claim, in the order of the configuration.

    ``conflicts`` are interests of organisations that stand beside their endorsements.
    """

    categories: tuple[Category, ...] = SIX_CATEGORIES
    regions: tuple[Region, ...] = FIVE_REGIONS
    conflicts: tuple[Conflict, ...] = ()

    def conflict(self, organisation: str | None) -> Conflict | None:
        """The interest of an organisation that readers should know; None if none is noted."""
        wanted = key(organisation) if organisation else ""
        return next((one for one in self.conflicts if key(one.organisation) == wanted), None)

    def category(self, text: str) -> Category:
        """The category that is called so.

        Raises:
            Unknown: None is; the message names those there are.
        """
        return _called(text, self.categories, _("“{text}” is no category of this forum; choose one of: {names}."),
                       _("Say which stakeholder category; choose one of: {names}."))  # fmt: skip

    def region(self, text: str) -> Region:
        """The region that is called so.

        Raises:
            Unknown: None is; the message names those there are.
        """
        return _called(text, self.regions, _("“{text}” is no region of this forum; choose one of: {names}."),
                       _("Say which region; choose one of: {names}."))  # fmt: skip

    def category_name(self, id_: str) -> str:
        """What a category is called; its id where the configuration has it no longer."""
        return next((category.name for category in self.categories if category.id == id_), id_)

    def region_name(self, id_: str) -> str:
        """What a region is called; its id where the configuration has it no longer."""
        return next((region.name for region in self.regions if region.id == id_), id_)


def _called(text: str, among: Sequence[_Named], refusal: str, missing: str) -> _Named:
    wanted = fold(text)
    for one in among:
        if wanted in (fold(one.id), fold(one.name)):
            return one
    raise Unknown((refusal if wanted else missing).format(text=text[:100], names=", ".join(one.name for one in among)))
