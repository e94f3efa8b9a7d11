"""Profiles: claimed, confirmed by a moderator, withdrawn; and organisations that count as one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.names import fold
from bot.domain.profiles import conflict_lines
from bot.services.polling.drawing import EVERYBODY
from bot.services.profiles import StakeTyped
from bot.surfaces.commands.people import person_named
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.replies import profiles
from bot.surfaces.reply import Reply
from bot.texts import _


class Withdrawn(StrEnum):
    """What is taken back."""

    CLAIM = "claim"
    PROFILE = "profile"


async def suggest_category(context: Context, typed: str) -> list[Suggestion]:
    """Categories of this forum whose name fits."""
    among = context.app.profiles.stakeholders.categories
    return [Suggestion(one.name, one.id) for one in among if fold(typed) in fold(one.name)]


async def suggest_profiles(context: Context, typed: str) -> list[Suggestion]:
    """All who have a verified profile, or a category of them."""
    found = [Suggestion(_("Everybody with a verified profile"), EVERYBODY), *await suggest_category(context, typed)]
    return [one for one in found if fold(typed) in fold(f"{one.label} {one.value}")]


async def suggest_region(context: Context, typed: str) -> list[Suggestion]:
    """Regions of this forum whose name fits."""
    among = context.app.profiles.stakeholders.regions
    return [Suggestion(one.name, one.id) for one in among if fold(typed) in fold(one.name)]


async def suggest_organisation(context: Context, typed: str) -> list[Suggestion]:
    """Organisations that moderators grouped; what people claimed is nobody's business here."""
    return [Suggestion(name[:100], name) for name in await context.app.organisations.suggest(typed)]


async def suggest_claim(context: Context, typed: str) -> list[Suggestion]:
    """For a moderator, claims that wait and whose number begins so."""
    if not context.actor.has(Role.MODERATOR):
        return []
    names = context.app.profiles.stakeholders
    return [
        Suggestion(f"{claim.id}: {names.category_name(claim.stake.category)}", str(claim.id))
        for claim in await context.app.profiles.waiting()
        if str(claim.id).startswith(typed.strip())
    ]


async def _held(context: Context, _given: Mapping[str, str]) -> Mapping[str, str]:
    """What the actor claimed last, if it stands, as the beginning of a form."""
    view = await context.app.profiles.show(None, context.actor)
    last = view.waiting or view.in_force
    if last is None:
        return {}
    stake = last.stake
    held = {"category": stake.category, "region": stake.region, "organisation": stake.organisation or ""}
    return {**held, "conflicts": conflict_lines(stake.conflicts), "evidence": stake.evidence}


@command("profile show", private=True)
async def profile_show(context: Context, person: str | None = None) -> Reply:
    """Show what I keep of you: category, organisation, region, conflicts of interest.

    Args:
        person: Somebody else, by mention; for moderators.
    """
    wanted = person_named(person, context.actor) if person else None
    return profiles.card(await context.app.profiles.show(wanted, context.actor), context.actor)


@command(
    "profile claim",
    private=True,
    listed=("category", "region"),
    prefill=_held,
    category=suggest_category,
    region=suggest_region,
    organisation=suggest_organisation,
)
async def profile_claim(
    context: Context,
    category: str | None = None,
    region: str | None = None,
    organisation: str | None = None,
    conflicts: str | None = None,
    evidence: str | None = None,
) -> Reply:
    """Say which stakeholder category, organisation and region you speak for.

    Args:
        category: Your stakeholder category.
        region: Your region.
        organisation: The organisation you speak for, if any.
        conflicts: Who of those that make a system funds or employs you: "employer: X", one a line.
        evidence: Where a moderator can see that it is so.
    """
    service = context.app.profiles
    if not category and not region:
        return profiles.what_to_claim(await service.show(None, context.actor))
    typed = StakeTyped(category or "", region or "", organisation, conflicts, evidence)
    return profiles.claimed(await service.claim(typed, context.actor, context.delivery), context.actor)


@command("profile withdraw", private=True)
async def profile_withdraw(context: Context, what: Withdrawn | None = None) -> Reply:
    """Take back your claim, or your profile.

    Args:
        what: Which; left out, the claim that waits, or the profile where none does.
    """
    in_force = None if what is None else what is Withdrawn.PROFILE
    return profiles.card(await context.app.profiles.withdraw(context.actor, in_force=in_force), context.actor)


@command("profile waiting", role=Role.MODERATOR, private=True)
async def profile_waiting(context: Context) -> Reply:
    """List the profiles that wait for a moderator."""
    service = context.app.profiles
    return profiles.waiting(await service.waiting(), service.stakeholders)


@command("profile confirm", role=Role.MODERATOR, private=True, number=suggest_claim)
async def profile_confirm(context: Context, number: str) -> Reply:
    """Confirm what somebody else claims to be.

    Args:
        number: The number of the claim.
    """
    return profiles.card(await context.app.profiles.confirm(number, context.actor), context.actor)


@command("profile reject", role=Role.MODERATOR, private=True, number=suggest_claim)
async def profile_reject(context: Context, number: str, reason: str) -> Reply:
    """Reject what somebody else claims to be, or end a profile that was wrong.

    Args:
        number: The number of the claim.
        reason: Why; the person can read it.
    """
    return profiles.card(await context.app.profiles.reject(number, reason, context.actor), context.actor)


@command(
    "organisation group", role=Role.MODERATOR, private=True, name=suggest_organisation, part_of=suggest_organisation
)
async def organisation_group(context: Context, name: str, reason: str, part_of: str | None = None) -> Reply:
    """Let an organisation count as part of another, or stand alone again.

    Args:
        name: The organisation, such as a subsidiary.
        reason: Why; a page that shows it, or in words.
        part_of: What it belongs to; left out, it stands alone again.
    """
    return profiles.grouped(await context.app.organisations.group(name, part_of, reason, context.actor))
