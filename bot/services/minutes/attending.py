"""Who was at a town hall, and how that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.domain.meetings.discussions import Participant
from bot.domain.meetings.document_parts import Attendee, Presence
from bot.domain.meetings.minutes import Basis
from bot.services.minutes.hearing import Heard


def people(heard: Heard, also: Iterable[Participant] = ()) -> tuple[Attendee, ...]:
    """Everybody whom the minutes name, participants first, with the strongest that is known of their presence.

    Args:
        also: Who is named though they are no participants: who has an action item of an earlier town hall.
    """
    made = heard.minutes
    spoke = Counter(heard.speakers.values())
    declared = {heard.person(one.name) for one in made.present} if made.present_basis is Basis.DECLARED else set()
    regrets = {heard.person(one.name) for one in made.regrets}
    known = {one.person: one for one in also}
    known = {one.person: one for one in heard.discussion.participants} | {
        person: one for person, one in known.items() if person not in {p.person for p in heard.discussion.participants}
    }
    names = [*known, *(person for person in (*spoke, *sorted(declared), *sorted(regrets)) if person)]
    return tuple(
        Attendee(
            id=person,
            name=known[person].name if person in known else person.removeprefix("name:"),
            category=known[person].category if person in known else "",
            attendance=_presence(person in declared, spoke[person] > 0, person in regrets),
            remarks=spoke[person],
        )
        for person in dict.fromkeys(names)
    )


def _presence(declared: bool, spoke: bool, regrets: bool) -> Presence:
    if declared:
        return Presence.DECLARED
    if spoke:
        return Presence.SPOKE
    return Presence.REGRETS if regrets else Presence.LISTED
