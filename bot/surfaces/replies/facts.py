"""Facts in a few words: how a component can be had, and under which licence."""

from __future__ import annotations

import re

from bot.domain.licences import MIXED, NONE_STATED, UNRECORDED, Licensing
from bot.domain.systems import Access, Extent, Fact
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
