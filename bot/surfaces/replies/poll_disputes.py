"""Disputed ballots in words: challenges that wait, and what moderators excluded."""

from __future__ import annotations

from bot.domain.polls.moderation import Challenge, Exclusion, Moderation
from bot.surfaces.replies.poll_matrices import some
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import day, quoted
from bot.texts import _, listed, plural

_ROOM = 900


def counted(found: Moderation) -> list[str]:
    """How many ballots are excluded, and how many challenges wait; whose they are is not said."""
    lines = []
    if found.excluded:
        lines.append(plural("{count} ballot is excluded by decision of two moderators; it is not counted.",
                            "{count} ballots are excluded by decision of two moderators; they are not counted.",
                            len(found.excluded)))  # fmt: skip
    if found.challenges:
        lines.append(plural("{count} challenge to a ballot waits for a decision.",
                            "{count} challenges to ballots wait for a decision.", len(found.challenges)))  # fmt: skip
    return lines


def lines(found: Moderation) -> list[str]:
    """What was excluded, by whom and why, and each challenge without a decision; as many as there is room for."""
    several = [*(exclusion(one) for one in found.excluded), *(challenge(one) for one in found.challenges)]
    return some(several, _ROOM, "\n").splitlines() if several else []


def exclusion(one: Exclusion) -> str:
    """An exclusion, decided or not, with the moderators and their reasons."""
    who = listed([person(by) for by in one.by])
    reasons = "; ".join(quoted(reason, 300) for reason in one.reasons)
    if one.decided_at is None:
        text = _("{who} would exclude the ballot of {handle}: {reasons} A second moderator has not decided yet.")
        return text.format(who=who, handle=one.handle, reasons=reasons)
    text = _("The ballot of {handle} was excluded on {day} by {who}: {reasons} It is published as it was cast.")
    return text.format(handle=one.handle, day=day(one.decided_at), who=who, reasons=reasons)


def challenge(one: Challenge) -> str:
    """A challenge that nobody has settled."""
    text = _("Challenge {number} to the ballot of {handle}: {reason} No decision yet; it is counted.")
    return text.format(number=one.number, handle=one.handle, reason=quoted(one.reason, 300))
