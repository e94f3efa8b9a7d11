"""Whether the leaves of a log, and what is disclosed of them, agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.logs.breaches import Breach
from bot.domain.logs.disclosures import Disclosure, path_of
from bot.domain.logs.leaves import Leaf
from bot.texts import _

CELLS = "cells"
"""The name of a ballot's disclosure that is counted; it may not be taken away."""

Disclosures = Mapping[str, Disclosure]
"""What is published, by digest."""


def named(sequence: int, leaf: Leaf) -> str:
    """How a leaf is named in a sentence."""
    return _("leaf {sequence} ({id})").format(sequence=sequence, id=leaf.id)


def named_first(sequence: int, leaf: Leaf) -> str:
    """The same at the beginning of a sentence."""
    text = named(sequence, leaf)
    return text[:1].upper() + text[1:]


def check_chains(leaves: Sequence[Leaf]) -> None:
    """Check that ids are used once, and that what takes the place of something else names it, once.

    Raises:
        Breach: Naming the first that is not so.
    """
    places: dict[str, int] = {}
    followed: dict[str, int] = {}
    for sequence, leaf in enumerate(leaves):
        if leaf.id in places:
            text = _("The id {id} is used twice, by leaf {first} and by leaf {second}.")
            raise Breach(text.format(id=leaf.id, first=places[leaf.id], second=sequence))
        places[leaf.id] = sequence
        before = leaf.text("prev")
        if not before:
            continue
        if before not in places or leaves[places[before]].kind != leaf.kind:
            text = _("The log has no earlier leaf {before} for {leaf} to take the place of.")
            raise Breach(text.format(before=before, leaf=named(sequence, leaf)))
        if before in followed:
            text = _("Both leaf {first} and leaf {second} take the place of {before}.")
            raise Breach(text.format(first=followed[before], second=sequence, before=before))
        followed[before] = sequence


_OF_POLLS = frozenset({"poll.opened", "poll.closed", "poll.voided", "ballots.opened", "ballot.cast"})


def check_polls(leaves: Sequence[Leaf]) -> None:
    """Check that every poll was opened once, before its ballots, and that these came in time and one after the other.

    Raises:
        Breach: Naming the first leaf that is not so.
    """
    closing = _closing_times(leaves)
    opened: dict[str, int] = {}
    ended: dict[str, int] = {}
    last: dict[tuple[str, str], str] = {}
    for sequence, leaf in enumerate(leaves):
        if leaf.kind not in _OF_POLLS:
            continue
        poll = leaf.text("poll")
        if leaf.kind == "poll.opened":
            if poll in opened:
                text = _("Poll {poll} was opened twice, by leaf {first} and by leaf {second}: its charter was changed.")
                raise Breach(text.format(poll=poll, first=opened[poll], second=sequence))
            if not leaf.text("charter"):
                raise Breach(_("Poll {poll} was opened without a charter.").format(poll=poll))
            opened[poll] = sequence
        elif leaf.kind in ("poll.closed", "poll.voided"):
            ended[poll] = sequence
        elif leaf.kind == "ballots.opened" and poll not in ended:
            raise Breach(_("The ballots of poll {poll} were opened before it was closed.").format(poll=poll))
        elif leaf.kind == "ballot.cast":
            _check_ballot(sequence, leaf, opened, ended, closing)
            _check_order(sequence, leaf, last)


def _closing_times(leaves: Sequence[Leaf]) -> dict[str, datetime]:
    """When each poll closes after all that extended it; an extension may only make it later."""
    closing: dict[str, datetime] = {}
    for sequence, leaf in enumerate(leaves):
        if leaf.kind not in ("poll.opened", "poll.extended") or (closes_at := leaf.moment("closes_at")) is None:
            continue
        poll = leaf.text("poll")
        if poll in closing and closes_at <= closing[poll]:
            text = _("Poll {poll} was shortened by {leaf}; it may only be extended.")
            raise Breach(text.format(poll=poll, leaf=named(sequence, leaf)))
        closing[poll] = closes_at
    return closing


def _check_ballot(
    sequence: int,
    leaf: Leaf,
    opened: Mapping[str, int],
    ended: Mapping[str, int],
    closing: Mapping[str, datetime],
) -> None:
    poll = leaf.text("poll")
    if poll not in opened:
        text = _("Poll {poll} was not open yet when {leaf} was cast.")
        raise Breach(text.format(poll=poll, leaf=named(sequence, leaf)))
    if poll in ended or (poll in closing and leaf.at > closing[poll]):
        text = _("Poll {poll} was closed when {leaf} was cast.")
        raise Breach(text.format(poll=poll, leaf=named(sequence, leaf)))


def _check_order(sequence: int, leaf: Leaf, last: dict[tuple[str, str], str]) -> None:
    """Check that a voter's ballot takes the place of that voter's last one, and of nobody else's."""
    voter = (leaf.text("poll"), leaf.text("voter"))
    if leaf.text("prev") != last.get(voter, ""):
        text = _("The ballot of {leaf} does not take the place of the last one of its voter, {last}.")
        raise Breach(text.format(leaf=named(sequence, leaf), last=last.get(voter) or _("none")))
    last[voter] = leaf.id


def check_disclosures(leaves: Sequence[Leaf], disclosed: Disclosures) -> int:
    """Check that everything is disclosed, or sealed, superseded or redacted, and nothing that should not be.

    Returns:
        How many disclosures were redacted.

    Raises:
        Breach: Naming the first disclosure that is not so.
    """
    places = _places(leaves)
    redacted = dict(_redactions(leaves, places))
    sealed = _sealed_polls(leaves)
    superseded = {leaf.text("prev") for leaf in leaves if leaf.kind == "ballot.cast"}
    for digest, sequence in places.items():
        leaf = leaves[sequence]
        unopened = leaf.kind == "ballot.cast" and leaf.text("poll") in sealed
        if digest in disclosed and digest in redacted:
            text = _("{path} is published, though leaf {redaction} says that it was redacted.")
            raise Breach(text.format(path=path_of(digest), redaction=redacted[digest]))
        if digest in disclosed and unopened:
            text = _("{path} is published, though the ballots of poll {poll} are sealed.")
            raise Breach(text.format(path=path_of(digest), poll=leaf.text("poll")))
        if digest not in disclosed and not (digest in redacted or unopened or leaf.id in superseded):
            text = _("{path} is missing: {leaf} stands for it, and nothing says that it was redacted.")
            raise Breach(text.format(path=path_of(digest), leaf=named(sequence, leaf)))
    for sequence, leaf in enumerate(leaves):
        if leaf.kind == "ballot.cast" and leaf.text("poll") not in sealed and leaf.id not in superseded:
            _check_counted(sequence, leaf, disclosed)
    return len(redacted)


def _check_counted(sequence: int, leaf: Leaf, disclosed: Disclosures) -> None:
    names = [disclosed[digest].name for digest in leaf.digests if digest in disclosed]
    if names.count(CELLS) != 1:
        text = _("The ballot of {leaf} was opened, but its cells are not disclosed once.")
        raise Breach(text.format(leaf=named(sequence, leaf)))


def _places(leaves: Sequence[Leaf]) -> dict[str, int]:
    """In which leaf each digest stands."""
    places: dict[str, int] = {}
    for sequence, leaf in enumerate(leaves):
        for digest in leaf.digests:
            if digest in places:
                text = _("The digest {digest} stands in two leaves, {first} and {second}.")
                raise Breach(text.format(digest=digest, first=places[digest], second=sequence))
            places[digest] = sequence
    return places


def _redactions(leaves: Sequence[Leaf], places: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for sequence, leaf in enumerate(leaves):
        if leaf.kind != "redaction":
            continue
        for digest in leaf.all("digest"):
            if places.get(str(digest), sequence) >= sequence:
                text = _("The redaction {leaf} names the digest {digest}, which no earlier leaf holds.")
                raise Breach(text.format(leaf=named(sequence, leaf), digest=digest))
            if leaves[places[str(digest)]].kind == "poll.opened":
                text = _("{leaf} takes away the charter of poll {poll}, without which nothing of it can be checked.")
                where = leaves[places[str(digest)]].text("poll")
                raise Breach(text.format(leaf=named_first(sequence, leaf), poll=where))
            yield str(digest), sequence


def _sealed_polls(leaves: Sequence[Leaf]) -> set[str]:
    sealed = {leaf.text("poll") for leaf in leaves if leaf.kind == "poll.opened" and leaf.members.get("sealed")}
    return sealed - {leaf.text("poll") for leaf in leaves if leaf.kind == "ballots.opened"}
