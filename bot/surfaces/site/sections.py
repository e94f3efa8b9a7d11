"""What the site has, section by section."""

from __future__ import annotations

from bot.surfaces.site.decision_pages import decisions
from bot.surfaces.site.definition_section import definitions
from bot.surfaces.site.endorsement_pages import endorsements
from bot.surfaces.site.hall_pages import town_halls
from bot.surfaces.site.key_pages import keys
from bot.surfaces.site.moderation_pages import moderation
from bot.surfaces.site.polls.sections import polls
from bot.surfaces.site.system_section import systems
from bot.surfaces.site.things import Section

SECTIONS: tuple[Section, ...] = (polls, decisions, endorsements, town_halls, moderation, keys, systems, definitions)
"""Each gives the things of one kind. Their order is that of nothing that is seen."""
