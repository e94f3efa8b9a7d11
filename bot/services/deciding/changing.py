"""Storing what became of a decision, with the event that says so."""

from __future__ import annotations

from bot.domain.actors import Actor
from bot.domain.decisions.decisions import Decision
from bot.domain.decisions.happenings import DecisionEvent
from bot.domain.outboxes import Post
from bot.services.deciding.finding import DecisionView, view
from bot.store import Records

_DISCORD = "discord:"


async def stored(records: Records, decision: Decision, event: DecisionEvent, actor: Actor) -> DecisionView:
    """Store a step of a decision that is held, with its event.

    Returns:
        The decision as it is afterwards.
    """
    await records.decision_events.add(event)
    await records.decisions.put(decision)
    await records.outbox.touch(decision.subject, event.at)
    return await view(records, decision, actor)


async def told(records: Records, decision: Decision, record_channel: str | None) -> None:
    """Let the channel of the record know of a decision that everybody may read now."""
    if record_channel is not None and record_channel.startswith(_DISCORD) and decision.accepted_at is not None:
        post = Post(record_channel, decision.subject, "decision", {"decision": decision.number})
        await records.outbox.put(post, decision.accepted_at)
