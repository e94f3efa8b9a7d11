"""How somebody is named in the public record: one choice for all of it, and what was said last holds."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.endorsements.endorsements import EndorsementState
from bot.domain.meetings.discussions import Naming
from bot.services.endorsing.endorsing import EndorsementService, name_written
from bot.services.halls import ConsentService
from bot.services.halls.finding import Venue
from bot.services.privacy.logged import other_names
from bot.store import Store


@dataclass(frozen=True, slots=True)
class NamingView:
    """How somebody is named.

    ``name`` is what they chose for the whole record: empty for nobody's, None where they chose nothing. ``endorsed``
    are the numbers of their endorsements with the name beside each, ``halls`` their town halls with the choice there;
    None where they made none. ``changed`` is how many of both a choice has changed just now.
    """

    name: str | None
    endorsed: tuple[tuple[str, str], ...]
    halls: tuple[tuple[str, Naming | None], ...]
    changed: int = 0


class NamingService:
    """Keeps the one choice, and carries it to where people are named.

    Whoever says less in one town hall, or beside one endorsement, has said that last: it holds there.
    """

    def __init__(
        self, store: Store, endorsements: EndorsementService, consent: ConsentService, clock: Clock
    ) -> None:  # fmt: skip
        self._store = store
        self._endorsements = endorsements
        self._consent = consent
        self._clock = clock

    async def show(self, actor: Actor) -> NamingView:
        """How the actor is named, area by area."""
        async with self._store.read() as records:
            name = await records.public_names.of(actor.id)
            theirs = await records.endorsements.of(actor.id)
            halls = await records.hall_participants.halls_of(actor.id)
        endorsed = [
            (one.number, one.named) for one in reversed(theirs) if one.organisation is None and _named(one.state)
        ]
        return NamingView(name, tuple(endorsed), halls)

    async def choose(self, name: str, actor: Actor) -> NamingView:
        """Name the actor so in the whole record; "none" for nowhere.

        Where they chose not to appear at all in a town hall, that stays.

        Raises:
            Unfit: It is too long to be a name.
        """
        chosen = name_written(name)
        async with self._store.write() as records:
            renamed = await records.public_names.of(actor.id) != chosen
            await records.public_names.choose(actor.id, chosen, self._clock())
            await records.log.redact(await other_names(records, actor.id, chosen), "renamed", self._clock())
        before = await self.show(actor)
        wanted = Naming.BY_NAME if chosen else Naming.BY_CATEGORY
        endorsed = [number for number, named in before.endorsed if named != chosen]
        halls = [
            hall
            for hall, naming in before.halls
            if naming is not Naming.NOT_AT_ALL and (naming is not wanted or (renamed and wanted is Naming.BY_NAME))
        ]
        for number in endorsed:
            await self._endorsements.name(number, chosen, actor)
        for hall in halls:
            await self._consent.choose(wanted, Venue(), actor, number=hall, renamed=renamed)
        after = await self.show(actor)
        return NamingView(after.name, after.endorsed, after.halls, len(endorsed) + len(halls))


def _named(state: EndorsementState) -> bool:
    """Whether an endorsement of this state stands, or stood, where people are named."""
    return state in (EndorsementState.CLAIMED, EndorsementState.VERIFIED, EndorsementState.WITHDRAWN)
