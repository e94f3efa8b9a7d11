"""What happened to a poll, in words; nobody who organised it is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.polls.polls import EventKind
from bot.services.published.poll_outlines import Happening
from bot.surfaces.site.words import moment
from bot.texts import _, plural

_BY = {"outage": _("an outage"), "quorum_short": _("a quorum that was short"), "chair": _("the chair's reasons")}


def told(one: Happening, names: Mapping[str, str]) -> str:
    """An event in a sentence; ``names`` are those of the rows."""
    body = one.told
    match one.kind:
        case EventKind.OPENED:
            return _("Opened. From here on nothing of its charter can be changed.")
        case EventKind.EXTENDED:
            return _extended(body)
        case EventKind.OUTAGE:
            text = _("The bot could not be reached from {since} to {until}.")
            return text.format(since=_moment(body["from"]), until=_moment(body["until"]))
        case EventKind.CLOSED:
            return _("Counted, with every ballot that came before the close.")
        case EventKind.VOIDED:
            return _("Made void: “{reason}”").format(reason=body["reason"])
        case EventKind.ROUND_LINKED:
            return _("A second round was drafted: {round}.").format(round=body["round"])
        case EventKind.ROLL_CHANGED:
            added = plural("{count} person was added", "{count} people were added", body["added"])
            removed = plural("{count} was taken off", "{count} were taken off", body["removed"])
            text = _("The roll was changed: {added}, {removed}. “{reason}”")
            return text.format(added=added, removed=removed, reason=body["reason"])
        case EventKind.DEFINITION_PROPOSED:
            text = _("A draft was made of the result: {label}, following {before} ({file}, SHA-256 {digest}).")
            return text.format(
                label=body["definition"], before=body["predecessor"], file=body["file"], digest=body["digest"]
            )
        case EventKind.OBJECTION_RAISED | EventKind.OBJECTION_DISPOSED:
            return _objected(one, names)
        case _:
            return _disputed(one)


def _objected(one: Happening, names: Mapping[str, str]) -> str:
    body = one.told
    if one.kind is EventKind.OBJECTION_DISPOSED:
        text = _("Objection {number}: {disposition}.")
        return text.format(number=body["objection"], disposition=body["disposition"])
    text = _("Objection {number} was raised to {component}, {freedom}.")
    component = names.get(body["component"], body["component"])
    return text.format(number=one.number, component=component, freedom=body["freedom"])


def _extended(body: Mapping[str, Any]) -> str:
    text = _("Extended from {before} to {after}, for {by}. “{reason}”")
    return text.format(
        before=_moment(body["before"]),
        after=_moment(body["after"]),
        by=_BY.get(body["by"], body["by"]),
        reason=body["reason"],
    )


def _disputed(one: Happening) -> str:
    """Recounts, and what became of ballots that were disputed; whose they are only where the result may be seen."""
    body = one.told
    if one.kind is EventKind.RECOUNTED:
        if "before" not in body:
            return _("Counted again: “{reason}”").format(reason=body["reason"])
        same = (
            _("The tally is the same.") if body["before"] == body["after"] else _("The earlier tally stays beside it.")
        )
        return _("Counted again: “{reason}” {same}").format(reason=body["reason"], same=same)
    if "voter" not in body:
        return {
            EventKind.CHALLENGED: _("A ballot was challenged."),
            EventKind.CHALLENGE_DISMISSED: _("A challenge to a ballot was dismissed."),
            EventKind.EXCLUDED: _("A ballot was excluded by two moderators."),
        }[one.kind]
    text = {
        EventKind.CHALLENGED: _("The ballot of {voter} was challenged: “{reason}”"),
        EventKind.CHALLENGE_DISMISSED: _("The challenge to the ballot of {voter} was dismissed: “{reason}”"),
        EventKind.EXCLUDED: _("The ballot of {voter} was excluded by two moderators: “{reason}”"),
    }[one.kind]
    return text.format(voter=body["voter"], reason=body["reason"])


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text))
