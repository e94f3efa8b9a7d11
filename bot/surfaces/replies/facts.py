"""Facts in a few words: how a component can be had, and under which licence."""

from __future__ import annotations

import re

from bot.domain.licences import MIXED, NONE_STATED, UNRECORDED, Licensing
from bot.domain.systems import Access, Extent, Fact
from bot.surfaces.replies.wording import assessor, day, quoted
from bot.texts import _

# Ids that the SPDX list does not have; people read them as names.
_OWN_IDS = re.compile(r"LicenseRef-(\S+)")


def licence_words(licence: Licensing | None) -> str:
    """A recorded licence as text."""
    if licence is None:
        return _("licence not recorded")
    if licence.either:
        return _(" or ").join(licence_words(one) for one in licence.either)
    words = {NONE_STATED: _("no licence stated"), MIXED: _("several licences"), UNRECORDED.text: _("not recorded")}
    return words.get(licence.text) or _OWN_IDS.sub(lambda match: match[1].replace("-", " "), licence.text)


def access_words(fact: Fact) -> str:
    """How a component can be had, in words."""
    words = {
        Access.OPEN: _("published"),
        Access.GATED: _("behind a gate"),
        Access.ABSENT: _("not released"),
        Access.UNKNOWN: _("not known"),
    }[fact.access]
    if fact.extent is Extent.PARTIAL and fact.access is not Access.ABSENT:
        words += _(", in part or in general terms")
    return words


def fact_words(fact: Fact) -> str:
    """A fact in a line: how it can be had, under which licence, what is said of it, where it was read and when."""
    words = access_words(fact)
    if fact.access in (Access.OPEN, Access.GATED):
        words += f", {licence_words(fact.licence)}"
    if fact.note:
        words += _(" – {note}").format(note=quoted(fact.note, 300))
    return _("{words} ({where})").format(words=words, where=evidence_words(fact))


def evidence_words(fact: Fact) -> str:
    """Where a fact was read, when, and whose finding it is."""
    parts = [fact.evidence.url or _("no source"), day(fact.evidence.read_on)]
    if fact.evidence.by is not None:
        parts.append(_("second hand, {by}").format(by=assessor(fact.evidence.by)))
    return ", ".join(parts)
