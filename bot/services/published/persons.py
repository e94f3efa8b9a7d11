"""Keeping accounts out of what is published: who read a page or brought a claim is told by role."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import singledispatch
from typing import Any

from bot.domain.systems import Dispute, Evidence, Fact, System
from bot.texts import _

# Who a surface knows is "surface:number"; whoever read what the data files hold is told there in words.
_ACCOUNT = re.compile(r"[a-z][a-z0-9_-]*:(?!//)\S+")
# How a chat writes that somebody is called; and an account written out in a sentence.
_CALLED = re.compile(r"<@[!&]?\d+>|\b(?:discord|terminal):\S+")


def is_account(text: str) -> bool:
    """Whether a text is the id of an account."""
    return _ACCOUNT.fullmatch(text) is not None


def without_accounts(text: str) -> str:
    """What somebody wrote, without the ids of accounts in it."""
    return _CALLED.sub(lambda _match: _("(somebody)"), text)


@singledispatch
def public(found: Any) -> Any:
    """A value as it may be published: the same one where no account stands in it."""
    return found


@public.register
def _text(found: str) -> str:
    return without_accounts(found) if _CALLED.search(found) else found


@public.register
def _several(found: tuple) -> tuple[Any, ...]:  # type: ignore[type-arg]
    shown = tuple(public(one) for one in found)
    return found if all(one is other for one, other in zip(shown, found, strict=True)) else shown


@public.register
def _evidence(found: Evidence) -> Evidence:
    return replace(found, reader=_("a member of the forum")) if is_account(found.reader) else found


@public.register
def _fact(found: Fact) -> Fact:
    evidence, note = public(found.evidence), public(found.note)
    unchanged = evidence is found.evidence and note is found.note
    return found if unchanged else replace(found, evidence=evidence, note=note)


@public.register
def _dispute(found: Dispute) -> Dispute:
    return replace(found, claim=public(found.claim), reason=public(found.reason), opened_by=_("a curator"))


@public.register
def _system(found: System) -> System:
    facts, disputes = public(found.facts), public(found.disputes)
    if facts is found.facts and disputes is found.disputes:
        return found
    return replace(found, facts=facts, disputes=disputes)
