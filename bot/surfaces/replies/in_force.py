"""Which version is in force, since when and by which decision, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.adoptions import TimeInForce
from bot.surfaces.replies.wording import day
from bot.texts import _


def now(held: TimeInForce) -> str:
    """What is in force now: the version, since when, and by which decision, or by none; a sentence."""
    if held.decision is None and held.since is None:
        return _("{label} is the version in force; no decision logged here adopted it.").format(label=held.definition)
    if held.decision is None:
        text = _("{label} is the version in force again since {day}: what a decision had adopted is over.")
        return text.format(label=held.definition, day=_since(held))
    text = _("{label} is the version in force since {day}, by decision {number}.")
    return text.format(label=held.definition, day=_since(held), number=held.decision)


def then(held: TimeInForce) -> str:
    """What was in force at a time that is asked about; a sentence."""
    if held.decision is None:
        return _("By {label}: no decision logged here had adopted another version then.").format(label=held.definition)
    text = _("{label} was the version in force then, since {day}, by decision {number}.")
    return text.format(label=held.definition, day=_since(held), number=held.decision)


def of_version(times: Sequence[TimeInForce], holding: TimeInForce) -> str:
    """When a version was, is or will be in force, in a line; empty if never."""
    return "; ".join(_time(one, holding) for one in times)


def _time(one: TimeInForce, holding: TimeInForce) -> str:
    by = f", {one.decision}" if one.decision else ""
    if one == holding and one.since is None:
        return _("in force, by no decision")
    if one.since is None:
        return _("in force until {day}, by no decision").format(day=_until(one))
    if one.until is None:
        return _("in force since {day}{by}" if one == holding else "in force from {day}{by}").format(
            day=_since(one), by=by
        )  # fmt: skip
    return _("in force from {since} until {until}{by}").format(since=_since(one), until=_until(one), by=by)


def stretch(one: TimeInForce) -> str:
    """From when until when something is in force by a decision."""
    if one.until is None:
        return _("In force from {day}").format(day=_since(one))
    return _("In force from {since} until {until}").format(since=_since(one), until=_until(one))


def _since(held: TimeInForce) -> str:
    return day(held.since.date() if held.since else None)


def _until(held: TimeInForce) -> str:
    return day(held.until.date() if held.until else None)
