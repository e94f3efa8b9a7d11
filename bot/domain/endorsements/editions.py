"""Versions as they can be endorsed: by the digest of their file, and which of them say the same in substance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.endorsements.endorsements import Endorsement
from bot.domain.refusals import Refusal, Unknown
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with the SHA-256 of its file as it is now; ``family`` is the definition that it is a version of."""

    label: str
    family: str
    digest: str


@dataclass(frozen=True, slots=True)
class Carry:
    """That a file differs from an earlier one in nothing of substance: endorsements of that one count for it too."""

    after: str
    before: str
    by: str | None
    at: datetime
    why: str


class Looped(Refusal):
    """A version would take over endorsements from itself, from a later one, or from another definition."""


@dataclass(frozen=True, slots=True)
class Editions:
    """All versions as they are now, by family and date, and what carries over, by the later file's digest."""

    known: tuple[Edition, ...]
    carries: Mapping[str, Carry] = field(default_factory=dict)

    def called(self, label: str) -> Edition:
        """The version that is called so.

        Raises:
            Unknown: None is.
        """
        for edition in self.known:
            if edition.label == label:
                return edition
        text = _("No version is called “{label}”; /definition list shows all. A draft can be endorsed once a decision "
                 "has adopted it.")  # fmt: skip
        raise Unknown(text.format(label=label[:100]))

    def before(self, edition: Edition) -> Edition | None:
        """The version before, in its family; None for the first."""
        family = self.family(edition.family)
        place = family.index(edition)
        return family[place - 1] if place else None

    def family(self, id_: str) -> tuple[Edition, ...]:
        """The versions of a definition, the earliest first."""
        return tuple(edition for edition in self.known if edition.family == id_)

    def newest(self, label: str) -> Edition | None:
        """The newest version of the definition that a version belongs to; None if it is known no longer."""
        family = next((edition.family for edition in self.known if edition.label == label), None)
        return self.family(family)[-1] if family is not None else None

    def counted(self, digest: str) -> tuple[str, ...]:
        """The digests of the files whose endorsements count for one: its own, then those carried over, in order."""
        found = [digest]
        while (carry := self.carries.get(found[-1])) is not None and carry.before not in found:
            found.append(carry.before)
        return tuple(found)

    def check_carry(self, after: str, before: str) -> None:
        """Refuse what would let a version take over from itself.

        Raises:
            Looped: The earlier one is the later one, takes over from it, came after it, or is of another definition.
        """
        labels = {one.digest: one for one in self.known}
        later, earlier = labels.get(after), labels.get(before)
        if later and earlier and later.family != earlier.family:
            text = _("{label} and {other} are versions of different definitions: what was said of one says nothing of "
                     "the other.")  # fmt: skip
            raise Looped(text.format(label=later.label, other=earlier.label))
        if later and earlier and self.known.index(earlier) > self.known.index(later):
            text = _("{other} came after {label}: name the later one as version, and the earlier one as since.")
            raise Looped(text.format(label=later.label, other=earlier.label))
        if after in self.counted(before):
            raise Looped(_("These two are one text, or the earlier takes over from the later one already."))

    def to_confirm(self, endorsement: Endorsement, others: Iterable[Endorsement]) -> Edition | None:
        """The newest version for which a verified endorsement does not count until its endorser says so again.

        Args:
            endorsement: The one in question.
            others: All that may be of the same endorser.

        Returns:
            None where it counts for the newest, or the endorser has endorsed that, or it does not count at all.
        """
        newest = self.newest(endorsement.label)
        if newest is None or not endorsement.counts:
            return None
        taken = self.counted(newest.digest)
        if endorsement.digest in taken:
            return None
        same = (one for one in others if one.endorser == endorsement.endorser and one.live)
        return None if any(one.digest in taken for one in same) else newest
