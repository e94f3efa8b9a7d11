"""Where persons stand in the tables: every column that can hold text is named here, or its whole table is nobody's.

A test walks the tables: a new one, or a new column, that is not named here fails it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.privacy.kept import Area


@dataclass(frozen=True, slots=True)
class Place:
    """What a table keeps of persons.

    ``own`` are columns with the person whom a row is of. ``did`` are columns with who did something to it. ``inside``
    are columns in which persons stand among other things, as the product writes them. ``words`` are what people wrote
    or chose, in which an account can be mentioned. ``through``: a row is also of whoever the row of another table is
    of, by columns here and there. ``plain`` are columns in which nobody stands.
    """

    area: Area
    own: tuple[str, ...] = ()
    did: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    through: tuple[str, tuple[tuple[str, str], ...]] | None = None
    plain: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is named."""
        return (*self.own, *self.did, *self.inside, *self.words, *self.plain)


_BALLOT = ("poll_voters", (("poll", "poll"), ("handle", "handle")))
_ENDORSED = ("endorsements", (("endorsement", "number"),))

_CLAIM = ("component", "access", "extent", "licence", "licence_alternatives", "url", "by")

PLACES: Mapping[str, Place] = {
    # Choices
    "reminder_choices": Place(Area.CHOICES, own=("person",), plain=("how",)),
    "public_names": Place(Area.CHOICES, own=("person",), plain=("name",)),
    "forget_requests": Place(Area.CHOICES, own=("person",), did=("by",), plain=("names",)),
    "redactions": Place(
        Area.CHOICES,
        did=("asked_by", "confirmed_by", "ended_by"),
        words=("note",),
        plain=("number", "subject", "part", "reason"),
    ),
    # Profiles
    "profiles": Place(
        Area.PROFILES,
        own=("person",),
        did=("confirmed_by", "ended_by"),
        words=("organisation", "conflicts", "evidence", "reason"),
        plain=("category", "region", "organisation_folded", "state"),
    ),
    "organisations": Place(
        Area.PROFILES, did=("grouped_by",), words=("name", "reason"), plain=("folded", "part_of")
    ),
    # Polls
    "polls": Place(
        Area.POLLS, did=("author",), words=("charter",), plain=("number", "roll_digest", "channel", "guild")
    ),
    "poll_confirmations": Place(Area.POLLS, did=("person", "author"), plain=("poll", "roll_digest")),
    "poll_exclusions": Place(Area.POLLS, did=("person", "author"), plain=("poll", "handle")),
    "poll_events": Place(
        Area.POLLS, own=("by",), words=("body",), through=_BALLOT, plain=("kind", "poll", "handle", "delivery")
    ),
    "poll_voters": Place(
        Area.POLLS, own=("person",), plain=("poll", "handle", "category", "organisation", "region")
    ),
    "poll_marks": Place(Area.POLLS, plain=("poll", "secret")),
    "poll_cells": Place(
        Area.POLLS,
        words=("reason",),
        through=_BALLOT,
        plain=("poll", "handle", "component", "freedom", "choice", "via"),
    ),
    # Town halls
    "town_halls": Place(
        Area.TOWN_HALLS,
        did=("author",),
        inside=("facilitators", "scribes"),
        words=("title",),
        plain=("number", "channel", "guild", "place", "source_kind", "naming", "objections"),
    ),
    "hall_events": Place(Area.TOWN_HALLS, did=("by",), inside=("body",), plain=("kind", "hall", "delivery")),
    "hall_participants": Place(Area.TOWN_HALLS, own=("person",), plain=("hall", "name", "category", "naming")),
    "hall_remarks": Place(
        Area.TOWN_HALLS,
        own=("author",),
        words=("text", "attachments"),
        plain=("hall", "message", "digest", "first_digest", "reply_to", "link", "speaker", "gone"),
    ),
    "hall_reactions": Place(Area.TOWN_HALLS, own=("person",), plain=("hall", "message", "emoji")),
    "hall_agenda": Place(Area.TOWN_HALLS, own=("by",), words=("title",), plain=("hall", "origin", "message")),
    "hall_declared": Place(
        Area.TOWN_HALLS, own=("by",), did=("struck_by",), words=("text",), plain=("hall", "mark", "sources")
    ),
    "hall_files": Place(Area.TOWN_HALLS, words=("name",), plain=("hall", "sha256")),
    "hall_drafts": Place(Area.TOWN_HALLS, own=("by",), plain=("id", "body", "hall")),
    "hall_aliases": Place(Area.TOWN_HALLS, own=("person",), did=("by",), plain=("key", "name")),
    # Minutes
    "minutes_versions": Place(
        Area.MINUTES,
        did=("made_by", "signed_by"),
        inside=("document",),
        words=("why", "ended_why"),
        plain=("hall", "digest", "status"),
    ),
    "minutes_events": Place(
        Area.MINUTES,
        did=("by",),
        inside=("body",),
        words=("why",),
        plain=("kind", "hall", "part", "delivery"),
    ),
    "minutes_objections": Place(
        Area.MINUTES,
        own=("by",),
        did=("settled_by",),
        words=("said", "text", "answer"),
        plain=("hall", "part", "settlement"),
    ),
    "action_items": Place(
        Area.MINUTES,
        own=("owner",),
        did=("closed_by",),
        words=("text", "closed_why"),
        plain=("hall", "part", "due_words"),
    ),
    # Decisions
    "decisions": Place(
        Area.DECISIONS,
        did=("logged_by", "confirmed_by", "withdrawal_by", "ended_by"),
        words=("text", "ended_why", "words"),
        plain=("number", "kind", "status", "review_verdict"),
    ),
    "decision_events": Place(
        Area.DECISIONS, own=("by",), words=("body",), plain=("kind", "decision", "delivery")
    ),
    "decision_citations": Place(
        Area.DECISIONS,
        did=("added_by",),
        words=("title",),
        plain=("decision", "source", "target", "part", "digest", "tally"),
    ),
    "decision_disclosures": Place(Area.DECISIONS, inside=("value",), plain=("decision", "key")),
    "definition_drafts": Place(
        Area.DECISIONS, did=("by",), plain=("digest", "definition", "file", "content", "poll")
    ),
    # Endorsements
    "endorsements": Place(
        Area.ENDORSEMENTS,
        own=("person",),
        did=("verified_by", "ended_by"),
        words=("organisation", "named", "statement", "evidence", "note", "reason"),
        plain=("number", "label", "digest", "organisation_folded", "category", "region", "renews", "state", "means"),
    ),
    "endorsement_events": Place(
        Area.ENDORSEMENTS,
        did=("by",),
        words=("why", "body"),
        through=_ENDORSED,
        plain=("kind", "digest", "label", "endorsement", "gate", "delivery"),
    ),
    "endorsement_carries": Place(Area.ENDORSEMENTS, did=("by",), words=("why",), plain=("after", "before")),
    # Curation
    "proposals": Place(
        Area.CURATION,
        own=("proposer",),
        did=("judged_by",),
        words=("proposed", "source", "shows", "reason"),
        plain=("system_id", "kind", "state"),
    ),
    "changes": Place(
        Area.CURATION,
        own=("by",),
        did=("confirmed_by",),
        inside=("alterations",),
        words=("why",),
        plain=("system_id", "turns"),
    ),
    "facts": Place(Area.CURATION, own=("reader",), words=("note",), plain=("system_id", *_CLAIM)),
    "disputes": Place(
        Area.CURATION, own=("reader",), did=("opened_by",), words=("note", "reason"), plain=("system_id", *_CLAIM)
    ),
    "claims": Place(Area.CURATION, own=("reader",), words=("note",), plain=("project", "file", *_CLAIM)),
    "file_parts": Place(Area.CURATION, inside=("says",), plain=("system_id", "part")),
    "unknown_systems": Place(Area.CURATION, words=("written", "question"), plain=("folded",)),
    # Messages
    "outbox": Place(
        Area.MESSAGES,
        inside=("channel", "payload"),
        plain=("subject", "kind", "state", "claimed_by", "last_error", "nonce", "message_id"),
    ),
    # The log
    "log_disclosures": Place(Area.LOG, inside=("content",), plain=("digest", "name")),
}  # fmt: skip

# Tables that hold nothing of anybody in the forum: what is known of systems and of other projects, and the machinery.
NOBODYS: frozenset[str] = frozenset(
    {
        "chores",
        "decision_adoptions",
        "decision_supersessions",
        "deliveries",
        "endorsement_gates",
        "heartbeats",
        "imported_entries",
        "library_state",
        "log_checkpoints",
        "log_collected",
        "log_leaves",
        "log_redactions",
        "log_state",
        "licence_periods",
        "reference_files",
        "reviews",
        "sequences",
        "system_aliases",
        "system_bases",
        "system_names",
        "systems",
        "unasked_answers",
    }
)
