"""What is kept of people, in words: every area and table by name, with why, how long, what goes and what stays."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.privacy.kept import Area
from bot.texts import _

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
    Area.LOG: _("Public log."),
}

GOES: Mapping[Area, str] = {
    Area.CHOICES: _("how you are reminded and named."),
    Area.PROFILES: _("all you claimed."),
    Area.POLLS: _("that a ballot is yours, your reasons, objections and conflicts of interest; your place on rolls "
                  "that nobody has used yet."),
    Area.TOWN_HALLS: _("all you said, how you reacted and what you chose."),
    Area.MINUTES: _("every sentence, quotation and objection of yours, and your name in others, in every version."),
    Area.DECISIONS: _("your dissents, and that an action concerned you."),
    Area.ENDORSEMENTS: _("your name, your words and evidence; what you endorsed yourself is withdrawn."),
    Area.CURATION: _("your notes, what you reported in words, proposals that wait."),
    Area.MESSAGES: _("all messages to you."),
    Area.LOG: _("what it shows of you."),
}  # fmt: skip

STAYS: Mapping[Area, str] = {
    Area.CHOICES: _("nothing."),
    Area.PROFILES: _("profiles of others that you confirmed, without you."),
    Area.POLLS: _("the cells of your ballots and your category, under a handle, or nobody could count again; until a "
                  "running poll closes, a mark that keeps you from voting twice; what you organised, without you."),
    Area.TOWN_HALLS: _("that something was said, as an empty place with a digest: so the rest can be proven."),
    Area.MINUTES: _("what others said, and what was resolved in words that are not yours alone."),
    Area.DECISIONS: _("what was decided, how a dissent was answered; what you logged, without you."),
    Area.ENDORSEMENTS: _("a line without a name, since counts rested on it; what you said for an organisation, "
                         "which is the organisation’s."),
    Area.CURATION: _("what is recorded of systems, with source and day, without you."),
    Area.MESSAGES: _("nothing."),
    Area.LOG: _("digests that say nothing, and that something was taken out: so nobody has to believe that the rest "
                "is as it was."),
}  # fmt: skip

WHY: Mapping[Area, str] = {
    Area.CHOICES: _("So that you are reminded and named as you want it."),
    Area.PROFILES: _("So that polls and endorsements know for which stakeholders you stand."),
    Area.POLLS: _("So that everybody on the roll votes once, and anyone can count again."),
    Area.TOWN_HALLS: _("So that minutes can show what they rest on, and name you only as you chose."),
    Area.MINUTES: _("So that what a meeting settled can be read, objected to and corrected."),
    Area.DECISIONS: _("So that what was decided, by whom and against which dissent, can be looked up."),
    Area.ENDORSEMENTS: _("So that it is known who stands behind a version, and that they mean it."),
    Area.CURATION: _("So that two persons answer for every fact about a system."),
    Area.LOG: _("So that anybody can check that nothing was changed."),
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
    Area.LOG: _("Published until you are forgotten; then digests are left that say nothing."),
}  # fmt: skip

THINGS: Mapping[str, str] = {
    "reminder_choices": _("how you are reminded"),
    "public_names": _("how you are named in public"),
    "forget_requests": _("that somebody asks for you to be forgotten"),
    "redactions": _("redactions"),
    "poll_marks": _("marks in polls"),
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
    "decision_disclosures": _("dissents, who took part, and whom actions concern"),
    "definition_drafts": _("drafts of definitions"),
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
    "log_disclosures": _("what the public log shows"),
}
