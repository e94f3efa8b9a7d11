"""What commands in a meeting caused: the events of MeetBot and hcoop-meetbot, and of Matrix's meeting bot.

Source: the manuals of MeetBot (rkdarst/MeetBot), hcoop-meetbot (pronovic/hcoop-meetbot) and maubot-meetings
(fedora-infra/maubot-meetings). Read November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventType(StrEnum):
    """What can happen. The last two are the older MeetBot's and hcoop-meetbot has no event for them."""

    START_MEETING = "start_meeting"
    END_MEETING = "end_meeting"
    MEETING_NAME = "meeting_name"
    TOPIC = "topic"
    ADD_CHAIR = "add_chair"
    REMOVE_CHAIR = "remove_chair"
    ATTENDEE = "attendee"
    TRACK_NICK = "track_nick"
    MOTION = "motion"
    VOTE = "vote"
    ACCEPTED = "accepted"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    ACTION = "action"
    INFO = "info"
    IDEA = "idea"
    HELP = "help"
    LINK = "link"
    UNDO = "undo"
    SAVE_MEETING = "save_meeting"
    AGREED = "agreed"
    REJECTED = "rejected"


# Events that hcoop-meetbot does not record.
OLDER = frozenset({EventType.AGREED, EventType.REJECTED})


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``sources`` are the lines that it rests on."""

    type: EventType
    line: int
    by: str
    text: str | tuple[str, ...] | None
    sources: tuple[int, ...]
