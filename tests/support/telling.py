"""Logs of what the services of an application did: told as the ledger tells it, stored nowhere, published at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from bot.domain.logs.disclosures import Disclosure, Value, base64url_of
from bot.domain.logs.leaves import Leaf, Member
from bot.domain.logs.telling.told import Disclosed, Told
from bot.services.logs.chains import created_leaf
from bot.services.logs.keys import SigningKey
from bot.services.telling import TELLINGS
from tests.support.logs import KEY, digest, published

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


async def told_by(app: App) -> list[Told]:
    """All that there is to tell, by the moments of what happened; what belongs to one thing stays in its order."""
    found: list[tuple[datetime, int, Told]] = []
    async with app.store.read() as records:
        for telling in TELLINGS:
            for thing in await telling.stamps(records):
                latest = BEGAN
                for one in await telling.tell(records, thing, frozenset()):
                    latest = max(latest, one.leaf.at)
                    found.append((latest, len(found), one))
    return [one for _at, _place, one in sorted(found, key=lambda entry: entry[:2])]


@dataclass(frozen=True, slots=True)
class Forum:
    """What is told of a forum, and the numbers of its things by what is special about each."""

    told: tuple[Told, ...]
    numbers: Mapping[str, str]

    def of(self, name: str) -> list[Told]:
        """What is told of one thing."""
        return [one for one in self.told if one.leaf.id.partition("/")[0] == self.numbers[name]]


@dataclass
class Published:
    """What was published: the leaves, what is disclosed of them by digest, and what is taken away."""

    leaves: list[Leaf] = field(default_factory=list)
    shown: dict[str, Disclosure] = field(default_factory=dict)
    sealed: dict[str, tuple[str, Disclosure]] = field(default_factory=dict)
    key: SigningKey = KEY

    def write(self, folder: Path) -> None:
        """Publish all of it into an empty folder."""
        published(folder, self.leaves, keys=[self.key], opened=list(self.shown.values()))


def placed(told: Iterable[Told], began: datetime = BEGAN, key: SigningKey = KEY) -> Published:
    """A log of what is told, as the ledger places it: salts drawn, ballots opened, what is taken back destroyed."""
    log = Published([created_leaf(key, "K-1", began)], key=key)
    by_leaf: dict[str, dict[str, str]] = {}
    for one in told:
        made = {shown.name: _disclosure(log, shown) for shown in one.disclosures}
        digests = {name: digest(disclosure) for name, disclosure in made.items()}
        by_leaf[one.leaf.id] = digests
        log.leaves.append(one.sealed_by(tuple(digests.values())))
        for name, disclosure in made.items():
            if one.sealed:
                log.sealed[digests[name]] = (one.leaf.text("poll"), disclosure)
            else:
                log.shown[digests[name]] = disclosure
        _take_back(log, one, by_leaf)
        if one.leaf.kind == "ballots.opened":
            opening = {of: shown for of, (poll, shown) in log.sealed.items() if poll == one.leaf.text("poll")}
            log.shown |= opening
            log.sealed = {of: both for of, both in log.sealed.items() if of not in opening}
    return log


def _disclosure(log: Published, shown: Disclosed) -> Disclosure:
    number = len(log.shown) + len(log.sealed) + 1000 * len(log.leaves)
    return Disclosure(base64url_of(number.to_bytes(16)), shown.name, shown.value)


def _take_back(log: Published, one: Told, by_leaf: Mapping[str, Mapping[str, str]]) -> None:
    for back in one.takes_back:
        names = back.names or tuple(by_leaf[back.leaf])
        gone = [by_leaf[back.leaf][name] for name in names if name in by_leaf[back.leaf]]
        gone = [of for of in gone if log.shown.pop(of, None) or log.sealed.pop(of, None)]
        if back.reason and gone:
            members: dict[str, Member] = {"digest": tuple(gone), "reason": back.reason, "subject": back.leaf}
            number = sum(leaf.kind == "redaction" for leaf in log.leaves) + 1
            log.leaves.append(Leaf("redaction", f"X-{number}", one.leaf.at, members))


# -- Cheating with the key -----------------------------------------------------------------------------------------


def changed(told: Sequence[Told], id_: str, change: Callable[[Told], Told | Sequence[Told]]) -> list[Told]:
    """The same with something else in the place of one leaf."""
    found: list[Told] = []
    for one in told:
        if one.leaf.id != id_:
            found.append(one)
            continue
        other = change(one)
        found += [other] if isinstance(other, Told) else other
    return found


def with_members(told: Told, **members: Member) -> Told:
    """The same with other members."""
    return replace(told, leaf=replace(told.leaf, members={**told.leaf.members, **members}))


def with_value(told: Told, name: str, value: Value) -> Told:
    """The same with another value disclosed."""
    shown = tuple(Disclosed(name, value) if one.name == name else one for one in told.disclosures)
    return replace(told, disclosures=shown)


def value_of(told: Told, name: str) -> Value:
    """What is disclosed under a name."""
    return next(one.value for one in told.disclosures if one.name == name)


def the(told: Iterable[Told], kind: str, **members: Member) -> Told:
    """The first leaf of a kind with these members."""
    return next(
        one for one in told if one.leaf.kind == kind and all(one.leaf.members.get(k) == v for k, v in members.items())
    )
