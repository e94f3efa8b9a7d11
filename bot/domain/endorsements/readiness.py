"""How many stand behind a version, from where, and which gates that opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.endorsements.endorsements import Endorsement
from bot.domain.organisations import Organisations
from bot.domain.stakeholders import Stakeholders


@dataclass(frozen=True, slots=True)
class Gate:
    """What a version needs before a step; ``categories`` are the ids of those that count, empty for all there are."""

    id: str
    label: str
    per_category: int = 0
    organisations: int = 0
    categories: tuple[str, ...] = ()


# Source: OSI, slides of the town halls of January to April 2024: a release candidate is supported by at least two
# representatives of each stakeholder group, 1.0 endorsed by at least five of each; "Changelog Interviews" 578: a dozen
# organisations behind the release candidate. Read 2026-11-20.
GATES = (
    Gate("release_candidate", "Release candidate", per_category=2, organisations=12),
    Gate("stable", "Stable 1.0", per_category=5),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """An endorser that counts once: by this endorsement, and not again by the ``others`` of the same group."""

    endorsement: Endorsement
    others: tuple[Endorsement, ...] = ()


def counted(
    endorsements: Iterable[Endorsement], organisations: Organisations, order: Sequence[str]
) -> tuple[Counted, ...]:
    """The endorsers of a version, each once, in the order in which they were verified.

    Args:
        endorsements: Any; those that do not count, or are of other files, are left out.
        organisations: Which organisations are one. A group counts where its first verified endorsement stands.
        order: The digests of the files that count, the version's own first: what an endorser said of that goes before
            what is carried over.
    """
    found: dict[str, list[Endorsement]] = {}
    place = {digest: number for number, digest in enumerate(order)}
    for one in sorted((one for one in endorsements if one.counts and one.digest in place), key=_when):
        found.setdefault(_whole(one, organisations), []).append(one)
    each = (sorted(several, key=lambda one: place[one.digest]) for several in found.values())
    return tuple(Counted(first, tuple(others)) for first, *others in each)


def _when(endorsement: Endorsement) -> tuple[float, str]:
    seen = endorsement.verification
    return (seen.at.timestamp() if seen else 0.0, endorsement.number)


def _whole(endorsement: Endorsement, organisations: Organisations) -> str:
    if endorsement.organisation is None:
        return endorsement.endorser
    return f"organisation:{organisations.whole(endorsement.organisation)}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Endorsers by category and region, and how many of them are organisations."""

    cells: Mapping[tuple[str, str], int]
    organisations: int

    @classmethod
    def of(cls, endorsers: Iterable[Counted]) -> Counts:
        """Count endorsers."""
        each = [one.endorsement for one in endorsers]
        cells = Counter((one.category, one.region) for one in each)
        return cls(dict(cells), sum(one.organisation is not None for one in each))

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.cells.values())

    def in_category(self, category: str) -> int:
        """Those of a category, from anywhere."""
        return sum(count for (where, _region), count in self.cells.items() if where == category)

    def in_region(self, region: str) -> int:
        """Those from a region, of any category."""
        return sum(count for (_category, where), count in self.cells.items() if where == region)

    def categories(self, stakeholders: Stakeholders) -> tuple[str, ...]:
        """The ids of all categories of the forum, then of those that it had when somebody endorsed."""
        return _all([one.id for one in stakeholders.categories], [category for category, _region in self.cells])

    def regions(self, stakeholders: Stakeholders) -> tuple[str, ...]:
        """The same for regions."""
        return _all([one.id for one in stakeholders.regions], [region for _category, region in self.cells])


def _all(now: list[str], before: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*now, *sorted(before)]))


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a gate asks for; ``category`` is None where it asks for organisations."""

    category: str | None
    least: int
    found: int

    @property
    def missing(self) -> int:
        """How many more it takes."""
        return max(0, self.least - self.found)


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate for one version, and all that it asks for."""

    gate: Gate
    needs: tuple[Need, ...]

    @property
    def open(self) -> bool:
        """Whether everything is there. A gate that asks for nothing stays shut: silence never means yes."""
        return bool(self.needs) and not any(need.missing for need in self.needs)

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is not there yet."""
        return tuple(need for need in self.needs if need.missing)


def passage(gate: Gate, counts: Counts, stakeholders: Stakeholders) -> Passage:
    """How a version stands before a gate."""
    among = gate.categories or tuple(category.id for category in stakeholders.categories)
    needs = [Need(id_, gate.per_category, counts.in_category(id_)) for id_ in among if gate.per_category]
    if gate.organisations:
        needs.append(Need(None, gate.organisations, counts.organisations))
    return Passage(gate, tuple(needs))
