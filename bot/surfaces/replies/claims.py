"""What other projects say of a system, beside what is recorded here."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.systems import Access, Fact, Listing, System
from bot.surfaces.replies.facts import access_words, licence_words
from bot.surfaces.replies.wording import assessor, day, outcome_words, quoted
from bot.texts import _, listed


def others_say(system: System) -> str:
    """The imported claims by project, and where they contradict ours; empty where nothing was imported."""
    lines = [line for listing in system.listings for line in _lines(listing, system)]
    return "\n".join([f"**{_('What other projects say')}**", *lines]) if lines else ""


def _lines(listing: Listing, system: System) -> Iterator[str]:
    entry = listing.entry
    words = {"project": assessor(entry.project), "name": quoted(entry.name), "url": entry.url}
    if listing.vanished_at is not None:
        since = day(listing.vanished_at.date())
        yield _("- {project}, {name}: no longer listed since {day}, and used no more. {url}").format(day=since, **words)
        return
    judged = outcome_words(entry.project, entry.outcome) if entry.outcome else _("no judgement")
    text = _("- {project}, {name}, imported on {day}: {judged}. {claims} {url}")
    yield text.format(judged=judged, day=day(listing.imported_at.date()), claims=_claims(entry.claims), **words)
    for claim in entry.claims:
        against = [fact for fact in system.facts_on(claim.component) if _contradict(claim, fact)]
        if against:
            ours = listed([_said(fact) for fact in against])
            text = _("- It contradicts ours on {component}: there {theirs}; here {ours}.")
            yield text.format(component=_name(claim), theirs=_said(claim), ours=ours)


def _claims(claims: tuple[Fact, ...]) -> str:
    groups: dict[str, list[str]] = {}
    for claim in claims:
        groups.setdefault(_said(claim), []).append(_name(claim))
    parts = [_("{said}: {names}").format(said=said, names=listed(names)) for said, names in groups.items()]
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "." if parts else _("It claims nothing.")


def _name(claim: Fact) -> str:
    return claim.component.replace("_", " ")


def _said(fact: Fact) -> str:
    words = access_words(fact)
    if fact.access not in (Access.ABSENT, Access.UNKNOWN) and fact.licence is not None:
        words += f", {licence_words(fact.licence)}"
    return words


def _contradict(claim: Fact, ours: Fact) -> bool:
    """Whether both cannot be right: one there and the other not, whole and in part, or under two licences."""
    if Access.UNKNOWN in (claim.access, ours.access):
        return False
    if Access.ABSENT in (claim.access, ours.access):
        return claim.access is not ours.access
    if claim.extent and ours.extent and claim.extent is not ours.extent:
        return True
    return claim.licence is not None and ours.licence is not None and claim.licence.text != ours.licence.text
