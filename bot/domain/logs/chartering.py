"""Whether polls kept to the charters that were fixed before their first ballots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.logs.auditing import named
from bot.domain.logs.breaches import Breach
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.shapes import moment_text
from bot.domain.logs.shown import Disclosures, shown, whole
from bot.domain.logs.telling.ids import hash_text
from bot.domain.logs.telling.polls import CHARTER
from bot.domain.polls import charter_forms
from bot.domain.polls.poll_charters import Interim, PollCharter
from bot.texts import _

Charters = Mapping[str, PollCharter]
"""The charters that are disclosed, by poll; one that was redacted is not there."""


def read_charters(leaves: Sequence[Leaf], disclosed: Disclosures) -> Charters:
    """Read the charter of every poll, and check that the poll opened under it.

    Raises:
        Breach: Naming the first that is not disclosed, is another, or says something else than the poll's leaf.
    """
    found: dict[str, PollCharter] = {}
    for sequence, leaf in enumerate(leaves):
        if leaf.kind != "poll.opened":
            continue
        text = shown(leaf, disclosed).get(CHARTER)
        if text is None and leaf.digests and not whole(leaf, disclosed):
            continue
        found[leaf.text("poll")] = _charter(sequence, leaf, text)
    return found


def _charter(sequence: int, leaf: Leaf, text: object) -> PollCharter:
    poll = leaf.text("poll")
    if not isinstance(text, str):
        raise Breach(_("The charter of poll {poll} is not disclosed.").format(poll=poll))
    if hash_text(charter_forms.digest(text)) != leaf.text("charter"):
        sentence = _("The charter of poll {poll} is not the one whose digest {leaf} names.")
        raise Breach(sentence.format(poll=poll, leaf=named(sequence, leaf)))
    try:
        charter = charter_forms.read(PollCharter, text)
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise Breach(_("The charter of poll {poll} cannot be read: {error}.").format(poll=poll, error=error)) from error
    said = {
        "rule": charter.counting.rule,
        "opens_at": moment_text(charter.opens_at) if charter.opens_at else "",
        "closes_at": moment_text(charter.closes_at),
        "sealed": charter.interim is not Interim.LIVE,
    }
    for name, value in said.items():
        if leaf.members.get(name, "") != value:
            sentence = _("Poll {poll} was opened with another {name} than its charter has: {leaf} says so.")
            raise Breach(sentence.format(poll=poll, name=name, leaf=named(sequence, leaf)))
    return charter


_TIMED = frozenset({"ballot.cast", "poll.closed", "poll.extended"})


def check_times(leaves: Sequence[Leaf], charters: Charters) -> None:
    """Check that polls were extended only as their charters allow, never closed early, and took no ballot too soon.

    Raises:
        Breach: Naming the first leaf that is not so.
    """
    closing = {poll: charter.closes_at for poll, charter in charters.items()}
    for leaf in leaves:
        if leaf.kind == "poll.extended" and leaf.text("poll") in closing:
            closing[leaf.text("poll")] = leaf.moment("closes_at") or closing[leaf.text("poll")]
    for sequence, leaf in enumerate(leaves):
        if leaf.kind not in _TIMED:
            continue
        poll = leaf.text("poll")
        charter = charters.get(poll)
        if charter is None:
            continue
        if leaf.kind == "ballot.cast" and charter.opens_at and leaf.at < charter.opens_at:
            text = _("Poll {poll} was not open yet when {leaf} was cast.")
            raise Breach(text.format(poll=poll, leaf=named(sequence, leaf)))
        if leaf.kind == "poll.closed" and leaf.at < closing[poll]:
            raise Breach(_("Poll {poll} was closed early, by {leaf}.").format(poll=poll, leaf=named(sequence, leaf)))
        if leaf.kind == "poll.extended":
            _check_extension(sequence, leaf, charter)


def _check_extension(sequence: int, leaf: Leaf, charter: PollCharter) -> None:
    reasons = {one.value for one in charter.extending.reasons}
    closes_at = leaf.moment("closes_at")
    latest = charter.closes_at + charter.extending.most
    if leaf.text("reason") not in reasons or closes_at is None or closes_at > latest:
        text = _("Poll {poll} was extended by {leaf} in a way that its charter does not allow.")
        raise Breach(text.format(poll=leaf.text("poll"), leaf=named(sequence, leaf)))
