"""Verified profiles: claimed by the person, confirmed by a moderator who is somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.organisations import Organisations
from bot.domain.profiles import (
    EVIDENCE_LIMIT,
    Profile,
    ProfileState,
    Stake,
    conflicts_written,
    organisation_written,
)
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import words
from bot.store import Records, Store
from bot.texts import _

REASON_LIMIT = 1000
CLAIMS_A_DAY = 10
WAITING_SHOWN = 100


@dataclass(frozen=True, slots=True)
class StakeTyped:
    """What somebody claims, as typed. ``conflicts`` has one a line, or between semicolons."""

    category: str
    region: str
    organisation: str | None = None
    conflicts: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What is kept of one person, as somebody looks at it.

    ``claims`` are all that the person ever claimed, the latest first. ``whole`` is the organisation that the one shown
    counts as, None if it stands alone or there is none; ``colleagues`` how many others are confirmed for it.
    """

    person: str
    claims: tuple[Profile, ...]
    stakeholders: Stakeholders
    whole: str | None = None
    colleagues: int = 0

    @property
    def in_force(self) -> Profile | None:
        """The confirmed profile."""
        return next((profile for profile in self.claims if profile.in_force), None)

    @property
    def waiting(self) -> Profile | None:
        """The claim that waits for a moderator."""
        return next((profile for profile in self.claims if profile.waits), None)


class Ended(Refusal):
    """Somebody has decided about the claim already, or it was replaced."""


class ProfileService:
    """Takes claims in, has them confirmed, and says who people are."""

    def __init__(self, store: Store, stakeholders: Stakeholders, clock: Clock) -> None:
        self.stakeholders = stakeholders
        self._store = store
        self._clock = clock

    async def claim(self, typed: StakeTyped, actor: Actor, delivery: str | None) -> ProfileView | None:
        """Claim a profile, or another one than that in force, which stays until the claim is confirmed.

        A claim that waits is replaced.

        Returns:
            All of the person; None if this delivery had brought the claim already.

        Raises:
            Refusal: Something cannot be kept, nothing would change, or the person claims too often.
        """
        stake = self._stake(typed)
        now = self._clock()
        async with self._store.write() as records:
            if not await records.deliveries.first(delivery, "profile", now):
                return None
            _check_changes(stake, await records.profiles.of(actor.id))
            await _check_often(records, actor, now)
            superseded = ProfileState.SUPERSEDED
            await records.profiles.end(actor.id, ProfileState.CLAIMED, superseded, actor.id, now)
            if await records.profiles.add(actor.id, stake, now) is None:
                raise Refusal(_("Another claim of yours came in at the same moment; look at it with /profile show."))
            return await self._view(records, actor.id)

    def _stake(self, typed: StakeTyped) -> Stake:
        return Stake(
            self.stakeholders.category(typed.category).id,
            self.stakeholders.region(typed.region).id,
            organisation_written(typed.organisation),
            conflicts_written(typed.conflicts),
            words(typed.evidence, _("where a moderator can see it"), EVIDENCE_LIMIT, needed=False),
        )

    async def show(self, person: str | None, actor: Actor) -> ProfileView:
        """What is kept of a person; of the actor, for None.

        Raises:
            Forbidden: It is somebody else, and the actor is no moderator.
        """
        wanted = person or actor.id
        if wanted != actor.id and not actor.has(Role.MODERATOR):
            raise Forbidden(
                _(
                    "Only moderators see the profile of somebody else, and in a direct message I do not know who is "
                    "one. /profile show alone shows yours."
                )
            )
        async with self._store.read() as records:
            return await self._view(records, wanted)

    async def waiting(self) -> tuple[Profile, ...]:
        """Claims that wait for a moderator, the oldest first, and not more than can be shown."""
        async with self._store.read() as records:
            return await records.profiles.waiting(WAITING_SHOWN)

    async def confirm(self, number: str, actor: Actor) -> ProfileView:
        """Put somebody else's claim in force.

        Raises:
            Forbidden: It is the actor's own.
            Ended: It no longer waits.
            Unknown: There is no such claim, or the forum has its category or region no longer.
        """
        async with self._store.write() as records:
            profile = await _found(records, number)
            _check_second(profile, actor)
            _check_waits(profile)
            self._check_known(profile.stake)
            if not await records.profiles.confirm(profile, actor.id, self._clock()):
                raise Ended(_ended(await _found(records, number)))
            return await self._view(records, profile.person)

    async def reject(self, number: str, reason: str, actor: Actor) -> ProfileView:
        """Reject somebody else's claim; or end a profile in force that was found to be wrong.

        Raises:
            Forbidden: It is the actor's own.
            Ended: It neither waits nor is in force.
        """
        why = words(reason, _("why it is rejected"), REASON_LIMIT)
        async with self._store.write() as records:
            profile = await _found(records, number)
            _check_second(profile, actor)
            if not profile.in_force:
                _check_waits(profile)
            if not await records.profiles.reject(profile, actor.id, self._clock(), why):
                raise Ended(_ended(await _found(records, number)))
            return await self._view(records, profile.person)

    async def withdraw(self, actor: Actor, *, in_force: bool | None = None) -> ProfileView:
        """Take back the actor's claim, or their profile in force.

        Args:
            in_force: Which of the two; None for the claim, or the profile where no claim waits.

        Raises:
            Refusal: There is no such thing.
        """
        states = {True: (ProfileState.CONFIRMED,), False: (ProfileState.CLAIMED,)}
        wanted = states[in_force] if in_force is not None else (ProfileState.CLAIMED, ProfileState.CONFIRMED)
        async with self._store.write() as records:
            for state in wanted:
                if await records.profiles.end(actor.id, state, ProfileState.WITHDRAWN, actor.id, self._clock()):
                    return await self._view(records, actor.id)
        raise Refusal(_("There is nothing of that kind to withdraw; /profile show shows what I keep of you."))

    async def of(self, person: str, at: datetime | None = None) -> Profile | None:
        """The profile of a person in force, now or at a moment; None if they have none."""
        return (await self.all_of([person], at)).get(person)

    async def all_of(self, persons: Iterable[str], at: datetime | None = None) -> Mapping[str, Profile]:
        """The profiles in force of several persons, in one query; those who have none are left out."""
        async with self._store.read() as records:
            return await records.profiles.in_force(persons, at)

    async def _view(self, records: Records, person: str) -> ProfileView:
        view = ProfileView(person, await records.profiles.of(person), self.stakeholders)
        shown = view.waiting or view.in_force
        name = shown.stake.organisation if shown else None
        if name is None:
            return view
        grouped: Organisations = await records.organisations.all()
        members = grouped.members(name)
        others = await records.profiles.count_speaking_for(members)
        own = view.in_force is not None and grouped.speaks_for(view.in_force.stake.organisation, members)
        whole = grouped.name_of(grouped.whole(name), name) if len(members) > 1 else None
        return replace(view, whole=whole, colleagues=others - own)

    def _check_known(self, stake: Stake) -> None:
        """What was taken out of the configuration since the claim was made must not come into force."""
        try:
            self.stakeholders.category(stake.category)
            self.stakeholders.region(stake.region)
        except Unknown as error:
            message = _("{why} The configuration has changed since: reject the claim, and ask for a new one.")
            raise Unknown(message.format(why=error)) from error


async def _found(records: Records, number: str) -> Profile:
    digits = number.strip().lstrip("#")
    profile = await records.profiles.find(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
    if profile is None:
        message = _("There is no claim “{number}”; /profile waiting shows those that wait.")
        raise Unknown(message.format(number=number[:40]))
    return profile


async def _check_often(records: Records, actor: Actor, now: datetime) -> None:
    if await records.profiles.count_since(actor.id, now - timedelta(days=1)) >= CLAIMS_A_DAY:
        raise Refusal(_("You have claimed {count} times within a day; try again tomorrow.").format(count=CLAIMS_A_DAY))


def _check_changes(stake: Stake, claims: tuple[Profile, ...]) -> None:
    waiting = next((profile for profile in claims if profile.waits), None)
    in_force = next((profile for profile in claims if profile.in_force), None)
    if waiting is not None and waiting.stake == stake:
        message = _("You have claimed this already: claim {number} waits for a moderator.")
        raise Refusal(message.format(number=waiting.id))
    if waiting is None and in_force is not None and in_force.stake == stake:
        raise Refusal(_("This is what is confirmed of you already; nothing was changed."))


def _check_second(profile: Profile, actor: Actor) -> None:
    if profile.person == actor.id:
        raise Forbidden(_("This is your own profile: another moderator has to look at it. You can withdraw it."))


def _check_waits(profile: Profile) -> None:
    if not profile.waits:
        raise Ended(_ended(profile))


def _ended(profile: Profile) -> str:
    states = {
        ProfileState.CLAIMED: _("waits"),
        ProfileState.CONFIRMED: _("is confirmed already"),
        ProfileState.REJECTED: _("is rejected already"),
        ProfileState.WITHDRAWN: _("was withdrawn"),
        ProfileState.SUPERSEDED: _("was replaced by a later claim"),
    }
    text = _("Claim {number} {state}; nothing was done.")
    return text.format(number=profile.id, state=states[profile.state])
