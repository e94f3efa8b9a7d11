"""Proposing what should be recorded: facts, systems, names, families, bases."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.proposals import Availability, Detail, Proposal, SystemProposed
from bot.domain.systems import Assessor, Kind
from bot.services.proposing import FactTyped, Source
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_component, suggest_licence, suggest_system
from bot.surfaces.replies import proposals
from bot.surfaces.reply import Reply


async def _recorded_fact(context: Context, given: Mapping[str, str]) -> Mapping[str, str]:
    """What is recorded of the component now, as the beginning of a form."""
    recorded = await context.app.proposing.recorded(given["system"])
    facts = next((facts for component, facts in recorded.components if component.id == given.get("component")), ())
    if not facts:
        return {}
    fact = facts[0]
    held = {"availability": Availability.of(fact.access, fact.extent).value}
    return held | ({"licence": fact.licence.text} if fact.licence else {})


async def _receipt(context: Context, proposal: Proposal | None) -> Reply:
    """What the author of a proposal is told; None stands for one that was taken in before."""
    return proposals.received(None if proposal is None else await context.app.reviews.show(str(proposal.id)))


@command(
    "fact propose",
    private=True,
    prefill=_recorded_fact,
    system=suggest_system,
    component=suggest_component,
    licence=suggest_licence,
)
async def fact_propose(
    context: Context,
    system: str,
    component: str,
    availability: Availability,
    source: str,
    shows: str,
    licence: str | None = None,
    read_on: str | None = None,
    by: Assessor | None = None,
    since: str | None = None,
) -> Reply:
    """Propose a fact about a component of a system.

    Args:
        system: The system, in any spelling.
        component: The component, such as "training data" or "parameters".
        availability: Can it be had?
        source: The address of a page that shows it.
        shows: What that page shows, in your words.
        licence: Its licence, if it is released: MIT, or several with AND, OR.
        read_on: The day you read it (2026-05-31), if not today.
        by: Whose finding it is, if not the developer's own word.
        since: If the licence has changed: since when (2026-05-31, 2026-05).
    """
    typed = FactTyped(component, availability, licence, by, since)
    proposal = await context.app.proposing.fact(
        system, typed, Source(source, shows, read_on), context.actor, context.delivery
    )
    return await _receipt(context, proposal)


@command("system propose", private=True)
async def system_propose(
    context: Context,
    name: str,
    developer: str,
    kind: Kind,
    family: str,
    source: str,
    shows: str,
    read_on: str | None = None,
) -> Reply:
    """Propose a system that is not recorded yet.

    Args:
        name: What it is called.
        developer: Who made it.
        kind: What it works on.
        family: The family it belongs to, such as llama.
        source: The address of a page about it.
        shows: What that page shows, in your words.
        read_on: The day you read it (2026-05-31), if not today.
    """
    proposal = await context.app.proposing.system(
        SystemProposed(name, developer, kind, family), Source(source, shows, read_on), context.actor, context.delivery
    )
    return await _receipt(context, proposal)


@command("system amend", private=True, name=suggest_system)
async def system_amend(
    context: Context, name: str, detail: Detail, value: str, source: str, shows: str, read_on: str | None = None
) -> Reply:
    """Propose something about the system itself: an alias, its family, a base.

    Args:
        name: The system, in any spelling.
        detail: What about it.
        value: What it should be; for a base the name of that system.
        source: The address of a page that shows it.
        shows: What that page shows, in your words.
        read_on: The day you read it (2026-05-31), if not today.
    """
    proposal = await context.app.proposing.detail(
        name, detail, value, Source(source, shows, read_on), context.actor, context.delivery
    )
    return await _receipt(context, proposal)


@command("system correct", private=True, name=suggest_system)
async def system_correct(context: Context, name: str, what: str | None = None, source: str | None = None) -> Reply:
    """Say what is wrong in what is recorded about a system.

    Args:
        name: The system, in any spelling.
        what: What is wrong, and what is right; left out, you choose the component.
        source: The address of a page that shows it.
    """
    service = context.app.proposing
    if what is None:
        named = await service.named(name)
        if len(named) > 1:
            return proposals.which_system(named, source)
        return proposals.what_is_wrong(await service.recorded(named[0].id), source)
    proposal = await service.words(name, what, Source(source or ""), context.actor, context.delivery)
    return await _receipt(context, proposal)
