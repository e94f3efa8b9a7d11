"""Endorsements of versions of a definition: said, verified, withdrawn, counted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.endorsements.endorsements import Means
from bot.services.endorsing import EndorsementTyped
from bot.surfaces.commands.decisions import suggest_decision
from bot.surfaces.commands.profiles import suggest_category, suggest_organisation, suggest_region
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.commands.suggestions import suggest_definition
from bot.surfaces.replies import endorsement_lists, endorsements
from bot.surfaces.replies import readiness as readinesses
from bot.surfaces.reply import Reply


class Seen(StrEnum):
    """How a moderator saw that an endorsement is meant."""

    PUBLIC_STATEMENT = "public statement"
    MAIL = "mail from the domain"
    SIGNED_NOTE = "signed note"
    IN_PERSON = "in person"
    ACCOUNT = "account"


class ChangeKind(StrEnum):
    """What a version means for endorsements of the one before."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"


async def suggest_endorsement(context: Context, typed: str) -> list[Suggestion]:
    """Endorsements that the actor can do something about."""
    found = await context.app.endorsement_pages.suggest(typed, context.actor)
    return [Suggestion(label, number) for label, number in found]


async def _held(context: Context, given: Mapping[str, str]) -> Mapping[str, str]:
    """The actor's confirmed category and region, as the beginning of a form."""
    found = await context.app.endorsement_pages.beginning(given.get("version"), context.actor)
    if found.profile is None:
        return {}
    stake = found.profile.stake
    return {"category": stake.category, "region": stake.region}


@command(
    "endorse",
    private=True,
    listed=("category", "region"),
    prefill=_held,
    version=suggest_definition,
    category=suggest_category,
    region=suggest_region,
    organisation=suggest_organisation,
)
async def endorse(
    context: Context,
    version: str | None = None,
    category: str | None = None,
    region: str | None = None,
    organisation: str | None = None,
    name: str | None = None,
    statement: str | None = None,
    evidence: str | None = None,
) -> Reply:
    """Endorse a version of a definition, for yourself or for an organisation.

    Args:
        version: The version, such as "osaid 1.0"; left out, the one in force.
        category: The stakeholder category that you endorse it from.
        region: Your region.
        organisation: The organisation that endorses it; left out, you do.
        name: How you want to be named in public; left out, you are not.
        statement: Why, in a sentence or two for the public.
        evidence: Where a moderator can see it: for an organisation, that it says so.
    """
    if not category and not region:
        return endorsements.beginning(await context.app.endorsement_pages.beginning(version, context.actor))
    typed = EndorsementTyped(category or "", region or "", version, organisation, name, statement, evidence)
    view = await context.app.endorsements.endorse(typed, context.actor, context.delivery)
    return endorsements.endorsed(view, context.actor)


@command("endorsement list", private=True, version=suggest_definition, category=suggest_category)
async def endorsement_list(context: Context, version: str | None = None, category: str | None = None) -> Reply:
    """List who endorses what, as far as it was verified.

    Args:
        version: The version, such as "osaid 1.0"; left out, all.
        category: A stakeholder category; left out, all.
    """
    return endorsement_lists.listing(await context.app.endorsement_pages.listed(version, category))


@command("endorsement show", private=True, number=suggest_endorsement)
async def endorsement_show(context: Context, number: str) -> Reply:
    """Show an endorsement, and what became of it.

    Args:
        number: Its number, such as E-2026-0003.
    """
    return endorsements.card(await context.app.endorsement_pages.show(number, context.actor), context.actor)


@command("endorsement name", private=True, number=suggest_endorsement)
async def endorsement_name(context: Context, number: str, name: str | None = None) -> Reply:
    """Choose how you are named in public beside your endorsement.

    Args:
        number: Its number, such as E-2026-0003.
        name: How you want to be named; left out, not at all.
    """
    view = await context.app.endorsements.name(number, name, context.actor, context.delivery)
    return endorsements.card(view, context.actor)


@command("endorsement withdraw", private=True, number=suggest_endorsement)
async def endorsement_withdraw(context: Context, number: str | None = None, why: str | None = None) -> Reply:
    """Take back your endorsement, or that of your organisation.

    Args:
        number: Its number; left out, the only one you have.
        why: Why, for the public, if you want to say so.
    """
    view = await context.app.endorsements.withdraw(number, context.actor, why, context.delivery)
    return endorsements.card(view, context.actor)


@command("endorsement waiting", role=Role.MODERATOR, private=True)
async def endorsement_waiting(context: Context) -> Reply:
    """List the endorsements that wait for a moderator."""
    return endorsement_lists.listing(await context.app.endorsement_pages.waiting(context.actor))


@command("endorsement verify", role=Role.MODERATOR, private=True, number=suggest_endorsement)
async def endorsement_verify(context: Context, number: str, how: Seen, note: str | None = None) -> Reply:
    """Verify that somebody else's endorsement is meant, and say how you saw it.

    Args:
        number: Its number, such as E-2026-0003.
        how: How you saw that it is meant, by whom it says.
        note: Of a public statement its address, which is shown to all; else a note for moderators.
    """
    checks = context.app.endorsement_checks
    view = await checks.verify(number, Means(how.value), note, context.actor, context.delivery)
    return endorsements.card(view, context.actor)


@command("endorsement reject", role=Role.MODERATOR, private=True, number=suggest_endorsement)
async def endorsement_reject(context: Context, number: str, reason: str) -> Reply:
    """Reject somebody else's endorsement, or end one that was verified wrongly.

    Args:
        number: Its number, such as E-2026-0003.
        reason: Why; who endorsed can read it.
    """
    view = await context.app.endorsement_checks.reject(number, reason, context.actor, context.delivery)
    return endorsements.card(view, context.actor)


@command(
    "endorsement version",
    role=Role.MODERATOR,
    version=suggest_definition,
    since=suggest_definition,
    decision=suggest_decision,
)
async def endorsement_version(
    context: Context,
    version: str,
    change: ChangeKind,
    why: str,
    since: str | None = None,
    decision: str | None = None,
) -> Reply:
    """Say whether endorsements of an earlier version count for a later one.

    Args:
        version: The later version, such as "osaid 1.0".
        change: Editorial: they count. Substantive: they do not, which holds unless somebody says otherwise.
        why: What was changed, for the public.
        since: The earlier version; left out, the one before.
        decision: The decision in force that this rests on, such as D-2026-0014; left out, none.
    """
    checks = context.app.endorsement_checks
    if change is ChangeKind.SUBSTANTIVE:
        edition = await checks.substantive(version, why, context.actor, context.delivery, decision)
        return endorsements.substantive(edition.label)
    later, before = await checks.editorial(version, since, why, context.actor, context.delivery, decision)
    return endorsements.editorial(later.label, before.label)


@command("readiness", version=suggest_definition)
async def readiness(context: Context, version: str | None = None) -> Reply:
    """Show who stands behind a version, by category and region, and what it still needs.

    Args:
        version: The version, such as "osaid 1.0"; left out, the one in force.
    """
    return readinesses.readiness(await context.app.endorsement_pages.readiness(version))
