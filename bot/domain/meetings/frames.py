"""Sentences of the program's own: counts and times that stand in the data, and nothing else."""

from __future__ import annotations

from datetime import datetime

from bot.texts import _, plural


def overview(remarks: int, people: int, withheld: int, started: datetime | None, ended: datetime | None) -> str:
    """How much was said, by how many, and when.

    Args:
        remarks: All that were made.
        people: Who said any that are shown; nobody knows whose the others are.
        withheld: Those that have no text any more or are not shown.
    """
    said = plural("{count} remark", "{count} remarks", remarks)
    if withheld:
        said += f" ({plural('{count} of them not shown', '{count} of them not shown', withheld)})"
    text = _("{remarks} by {people}").format(remarks=said, people=plural("{count} person", "{count} people", people))
    return _("{parts}.").format(parts=f"{text}; {_times(started, ended)}" if started else text)


def _times(started: datetime, ended: datetime | None) -> str:
    if ended is None:
        return _("begun on {start} UTC").format(start=f"{started:%Y-%m-%d %H:%M}")
    end = f"{ended:%H:%M}" if ended.date() == started.date() else f"{ended:%Y-%m-%d %H:%M}"
    return _("from {start} to {end} UTC").format(start=f"{started:%Y-%m-%d %H:%M}", end=end)
