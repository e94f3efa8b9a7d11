"""What is kept of somebody, in words and as a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from bot.domain.privacy.kept import Area, Kept, Relation
from bot.services.privacy import PrivacyView
from bot.surfaces.reply import Attachment, Reply
from bot.texts import _, plural

FILE = "my-data.json"


def shown(view: PrivacyView) -> Reply:
    """All that is kept of the asker, kind by kind, with why and for how long; and all of it word by word in a file."""
    title = _("What is kept of you")
    if not view.kept:
        return Reply(title, _("Nothing is kept of you, and nobody's words here mention your account."))
    text = "\n\n".join(_area(view, area) for area in view.areas)
    about = _("Every row stands in {file}, word by word. docs/privacy.md says who reads what.").format(file=FILE)
    return Reply(title, f"{text}\n\n{about}", attachments=(file(view),))


def file(view: PrivacyView) -> Attachment:
    """All that is kept of somebody, as JSON."""
    areas = [
        {"area": area.value, "why": WHY[area], "how_long": HOW_LONG[area], "kept": [_row(one) for one in view.of(area)]}
        for area in view.areas
    ]
    found = {"person": view.subject.id, "at": view.at.isoformat(), "areas": areas}
    content = json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
    return Attachment(FILE, content, _("All that is kept of you."))


def _row(one: Kept) -> Mapping[str, object]:
    what = THINGS[one.table]
    return {"what": what, "table": one.table, "relation": one.relation.value, "column": one.column, "row": one.what}


def _area(view: PrivacyView, area: Area) -> str:
    lines = [f"**{AREAS[area]}** {WHY[area]} {HOW_LONG[area]}"]
    return "\n".join([*lines, *(f"- {line}" for line in counted(view, area))])


def counted(view: PrivacyView, area: Area) -> Iterator[str]:
    """How much of what is kept in an area: what is theirs, what they did, where others name them."""
    counts = Counter((one.relation, one.table) for one in view.of(area))
    words = {
        Relation.THEIRS: _("yours"),
        Relation.DONE: _("noted that you did it"),
        Relation.NAMED: _("your account stands in it"),
    }
    for relation in Relation:
        there = [(table, count) for (kind, table), count in counts.items() if kind is relation]
        if there:
            said = ", ".join(f"{THINGS[table]} ({count})" for table, count in there)
            yield _("{relation}: {things}").format(relation=words[relation], things=said)


def areas_named(areas: tuple[Area, ...]) -> str:
    """Areas in a row."""
    return ", ".join(AREAS[area] for area in areas)


def how_much(view: PrivacyView) -> str:
    """How much is kept, in a few words."""
    return plural("{count} entry", "{count} entries", len(view.kept))


AREAS: Mapping[Area, str] = {
    Area.CHOICES: _("Choices."),
    Area.PROFILES: _("Profile."),
    Area.POLLS: _("Polls."),
    Area.TOWN_HALLS: _("Town halls."),
    Area.MINUTES: _("Minutes."),
    Area.DECISIONS: _("Decisions."),
    Area.ENDORSEMENTS: _("Endorsements."),
    Area.CURATION: _("Facts about systems."),
    Area.MESSAGES: _("Messages."),
}

WHY: Mapping[Area, str] = {
    Area.CHOICES: _("So that you are reminded and named as you want it."),
    Area.PROFILES: _("So that polls and endorsements know for which stakeholders you stand."),
    Area.POLLS: _("So that everybody on the roll votes once, and anyone can count again."),
    Area.TOWN_HALLS: _("So that minutes can show what they rest on, and name you only as you chose."),
    Area.MINUTES: _("So that what a meeting settled can be read, objected to and corrected."),
    Area.DECISIONS: _("So that what was decided, by whom and against which dissent, can be looked up."),
    Area.ENDORSEMENTS: _("So that it is known who stands behind a version, and that they mean it."),
    Area.CURATION: _("So that two persons answer for every fact about a system."),
    Area.MESSAGES: _("So that what the bot has to tell you is sent, once."),
}

HOW_LONG: Mapping[Area, str] = {
    Area.CHOICES: _("Kept until you choose otherwise, or are forgotten."),
    Area.PROFILES: _("Kept until you are forgotten, with what you claimed before."),
    Area.POLLS: _("What you answered is kept for good, under a handle; that it is your handle, and your reasons, until "
                  "you are forgotten."),
    Area.TOWN_HALLS: _("Kept until you delete it or are forgotten; a place and a digest stay."),
    Area.MINUTES: _("Kept for good, but for what is yours in them: until you are forgotten."),
    Area.DECISIONS: _("Decisions are kept for good; that you took part, and your dissent, until you are forgotten."),
    Area.ENDORSEMENTS: _("That there was one is kept for good; whose, and why, until you are forgotten."),
    Area.CURATION: _("What is recorded of systems is kept for good; that you brought it, and your words, until you are "
                     "forgotten."),
    Area.MESSAGES: _("Kept until you are forgotten."),
}  # fmt: skip

THINGS: Mapping[str, str] = {
    "reminder_choices": _("how you are reminded"),
    "profiles": _("profiles and claims"),
    "organisations": _("groupings of organisations"),
    "polls": _("polls"),
    "poll_confirmations": _("confirmations of rolls"),
    "poll_exclusions": _("exclusions of ballots"),
    "poll_events": _("events of polls"),
    "poll_voters": _("places on rolls"),
    "poll_cells": _("answers"),
    "town_halls": _("town halls"),
    "hall_events": _("events of town halls"),
    "hall_participants": _("town halls that you took part in"),
    "hall_remarks": _("remarks"),
    "hall_reactions": _("reactions"),
    "hall_agenda": _("items of agendas"),
    "hall_declared": _("marks"),
    "hall_files": _("names of imported files"),
    "hall_drafts": _("files that wait to be imported"),
    "hall_aliases": _("names in files"),
    "minutes_versions": _("versions of minutes"),
    "minutes_events": _("changes of minutes"),
    "minutes_objections": _("objections"),
    "action_items": _("action items"),
    "decisions": _("decisions"),
    "decision_events": _("events of decisions"),
    "decision_citations": _("what decisions rest on"),
    "decision_disclosures": _("dissents, and whom actions concern"),
    "endorsements": _("endorsements"),
    "endorsement_events": _("events of endorsements"),
    "endorsement_carries": _("versions called editorial"),
    "proposals": _("proposals"),
    "changes": _("changes of systems"),
    "facts": _("facts"),
    "disputes": _("disputes"),
    "claims": _("claims of other projects"),
    "file_parts": _("parts of data files"),
    "unknown_systems": _("questions about unknown systems"),
    "outbox": _("messages"),
}
