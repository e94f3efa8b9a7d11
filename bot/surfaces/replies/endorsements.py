"""Endorsements in words: what to say, what was said, what became of it, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.actors import Actor, Role
from bot.domain.endorsements.editions import Edition
from bot.domain.endorsements.endorsements import (
    Endorsement,
    EndorsementEvent,
    EndorsementEventKind,
    EndorsementState,
    Means,
    Verification,
)
from bot.domain.profiles import Profile
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing.finding import EndorsementView
from bot.services.endorsing.reading import Endorsing
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import day, quoted
from bot.surfaces.reply import Button, Field, Link, Reply, Table
from bot.texts import _

FIELDS = (
    Field("category", _("Your stakeholder category")),
    Field("region", _("Your region")),
    Field("organisation", _("The organisation, if it is the one that endorses"), required=False, limit=200),
    Field("name", _("How you are named in public; empty: not at all"), required=False, limit=100),
    Field("evidence", _("Where a moderator can see it"), long=True, required=False),
)
# Of these the note is what everybody reads.
_TOLD = (Means.PUBLIC_STATEMENT, Means.EARLIER)
_WHY = (Field("reason", _("Why does it not count?"), long=True),)
_HOW = (
    Field("how", _("How did you see that it is meant?"), _("public statement, mail from the domain …")),
    Field("note", _("The address of the statement, or a note"), long=True, required=False),
)


def beginning(found: Endorsing) -> Reply:
    """Say what it is to endorse a version, what is kept, and offer the form."""
    label, names = found.edition.label, found.stakeholders
    text = _(
        "You can endorse **{label}**, as the file with the SHA-256 {digest}…, for yourself or for an organisation that "
        "you speak for. A moderator who is not you verifies it; then it counts, once, for a category and a region.\n\n"
        "Of a person nothing is published but category and region, unless you say how you want to be named. An "
        "organisation is named. You can withdraw it at any time; that it was there stays."
    ).format(label=label, digest=found.edition.digest[:12])
    parts = [text, *_own_lines(found)]
    rows = tuple((_("Category"), category.name, category.id) for category in names.categories)
    rows += tuple((_("Region"), region.name, region.id) for region in names.regions)
    button = Button(_("Endorse"), "endorse", {"version": label}, fields=FIELDS)
    return Reply(
        _("Endorse {label}").format(label=label),
        "\n\n".join(parts),
        Table((_("What"), _("Name"), _("In commands")), rows),
        buttons=(button,),
    )


def _own_lines(found: Endorsing) -> Iterator[str]:
    for one in found.own:
        line = _("You have endorsed {label}: {number}, which {state}.")
        said = line.format(label=one.label, number=one.number, state=state_words(one))
        later = found.to_confirm.get(one.number)
        yield f"{said} {_confirm_words(later)}" if later else said


def endorsed(view: EndorsementView, actor: Actor) -> Reply:
    """The receipt for an endorsement."""
    one = view.endorsement
    shown = card(view, actor)
    if one.counts:
        text = _("Thank you. You were verified for an earlier version, so it counts at once.")
    else:
        text = _("Thank you. A moderator has to verify it; until then it counts nowhere, and nobody else sees it.")
    return Reply(_("Endorsement noted"), f"{text}\n\n{shown.text}", links=shown.links, buttons=shown.buttons)


def card(view: EndorsementView, actor: Actor) -> Reply:
    """One endorsement: whose, of what, and what became of it."""
    one = view.endorsement
    parts = ["\n".join(_lines(view)), *_after(view)]
    return Reply(
        _("Endorsement {number}").format(number=one.number),
        "\n\n".join(part for part in parts if part),
        _events(view),
        links=_links(one),
        buttons=(*_own_buttons(view, actor), *_moderator_buttons(view, actor)),
    )


def _lines(view: EndorsementView) -> Iterator[str]:
    one, names = view.endorsement, view.stakeholders
    text = _("By {endorser}, for **{label}**. It {state}.")
    yield text.format(endorser=endorser(one), label=one.label, state=state_words(one))
    yield _("- Category: {name}").format(name=names.category_name(one.category))
    yield _("- Region: {name}").format(name=names.region_name(one.region))
    yield _("- Text: the file with the SHA-256 {digest}").format(digest=one.digest)
    if one.verification:
        yield _("- Verified on {day}: {how}").format(day=day(one.verification.at.date()), how=_how(one.verification))
    if conflict := names.conflict(one.organisation):
        note = _("- An interest to know of: {note} ({source})")
        yield note.format(note=quoted(conflict.note, 300), source=conflict.source)
    if statement := one.statement if view.inside else one.public_statement:
        yield _("- Says: {statement}").format(statement=quoted(statement, 500))
    if view.whole:
        yield _("- Counts together with all of {name}, once").format(name=quoted(view.whole, 200))
    if one.renews:
        yield _("- Confirms {number}, of an earlier version").format(number=one.renews)
    if view.inside:
        yield from _inside(view)


def _inside(view: EndorsementView) -> Iterator[str]:
    """What only who made it and moderators read."""
    one = view.endorsement
    if one.person:
        yield _("- Made by {who} (not public)").format(who=person(one.person))
    if one.evidence:
        yield _("- Can be seen (not public): {where}").format(where=quoted(one.evidence, 1000))
    if one.verification and one.verification.note and one.verification.means not in _TOLD:
        yield _("- Note (not public): {note}").format(note=quoted(one.verification.note, 1000))
    if one.state is EndorsementState.REJECTED and one.reason:
        yield _("- Why (not public): {reason}").format(reason=quoted(one.reason, 1000))
    if view.profile is not None:
        yield _("- Confirmed profile (not public): {profile}").format(profile=_profile(view.profile, view.stakeholders))


def _profile(profile: Profile, names: Stakeholders) -> str:
    stake = profile.stake
    place = f"{names.category_name(stake.category)}, {names.region_name(stake.region)}"
    return f"{place}, {quoted(stake.organisation, 200)}" if stake.organisation else place


def _after(view: EndorsementView) -> Iterator[str]:
    one = view.endorsement
    if one.state is EndorsementState.WITHDRAWN and one.reason:
        yield _("Withdrawn because: {reason}").format(reason=quoted(one.reason, 500))
    if view.to_confirm:
        yield _confirm_words(view.to_confirm)


def _confirm_words(later: Edition) -> str:
    text = _("It does not count for {label}, which changed something: it has to be said again for that.")
    return text.format(label=later.label)


def endorser(one: Endorsement) -> str:
    """Whose endorsement it is, as the public may know it."""
    return quoted(one.public_name, 200) if one.public_name else _("a person who is not named")


def state_words(one: Endorsement) -> str:
    """Where it stands, after "this"."""
    ended = day(one.ended_at.date()) if one.ended_at else ""
    return {
        EndorsementState.CLAIMED: _("waits for a moderator"),
        EndorsementState.VERIFIED: _("counts"),
        EndorsementState.REJECTED: _("was rejected on {day}"),
        EndorsementState.WITHDRAWN: _("was withdrawn on {day}"),
        EndorsementState.REPLACED: _("was replaced on {day}"),
    }[one.state].format(day=ended)


def _how(seen: Verification) -> str:
    words = {
        Means.PUBLIC_STATEMENT: _("by a public statement"),
        Means.MAIL: _("by mail from its domain"),
        Means.SIGNED_NOTE: _("by a signed note"),
        Means.IN_PERSON: _("in person"),
        Means.ACCOUNT: _("by the account that said it"),
        Means.EARLIER: _("as for {number}"),
    }
    return words[seen.means].format(number=seen.note)


def _links(one: Endorsement) -> tuple[Link, ...]:
    seen = one.verification
    if seen and seen.means is Means.PUBLIC_STATEMENT and seen.note:
        return (Link(_("The statement"), seen.note),)
    return ()


def _events(view: EndorsementView) -> Table | None:
    rows = tuple((day(event.at.date()), _event(event)) for event in view.events)
    return Table((_("When"), _("What")), rows) if rows else None


def _event(event: EndorsementEvent) -> str:
    return {
        EndorsementEventKind.CLAIMED: _("endorsed"),
        EndorsementEventKind.VERIFIED: _("verified"),
        EndorsementEventKind.REJECTED: _("rejected"),
        EndorsementEventKind.WITHDRAWN: _("withdrawn"),
        EndorsementEventKind.REPLACED: _("replaced by a later one"),
        EndorsementEventKind.NAMED: _("another name, or none"),
        EndorsementEventKind.FORGOTTEN: _("who made it was forgotten"),
    }.get(event.kind, event.kind.value)


def _own_buttons(view: EndorsementView, actor: Actor) -> Iterator[Button]:
    one = view.endorsement
    number = {"number": one.number}
    if view.speaks and one.live:
        why = Field("why", _("Why, for the public, if you want to say so"), required=False, limit=500)
        yield Button(_("Withdraw it"), "endorsement withdraw", number, fields=(why,))
    if one.person == actor.id and (one.live or one.named) and not one.organisation:
        field = Field("name", _("How you are named in public; empty: not at all"), required=False, limit=100)
        yield Button(_("Change my name"), "endorsement name", number, fields=(field,))
    if one.person == actor.id and view.to_confirm:
        again = {"version": view.to_confirm.label, "category": one.category, "region": one.region}
        said = {"organisation": one.organisation or "", "name": one.named, "evidence": one.evidence}
        hints = {name: text for name, text in said.items() if text}
        label = _("Endorse {label} too").format(label=view.to_confirm.label)
        yield Button(label, "endorse", again, fields=FIELDS[2:], hints=hints)


def _moderator_buttons(view: EndorsementView, actor: Actor) -> Iterator[Button]:
    one = view.endorsement
    if not actor.has(Role.MODERATOR) or one.person == actor.id or not one.live:
        return
    number = {"number": one.number}
    if one.state is EndorsementState.CLAIMED:
        yield Button(_("Verify"), "endorsement verify", number, fields=_HOW)
    yield Button(_("Reject"), "endorsement reject", number, fields=_WHY)


def editorial(label: str, before: str) -> Reply:
    """That a version takes over endorsements."""
    text = _(
        "Endorsements of {before} count for **{label}** too, because nothing of substance changed. Whoever does not "
        "want that withdraws theirs, at any time."
    )
    return Reply(_("{label} is an editorial change").format(label=label), text.format(label=label, before=before))


def substantive(label: str) -> Reply:
    """That a version takes over nothing any more."""
    text = _("Nothing carries over to **{label}** any more: endorsers of earlier versions are asked to say so again.")
    return Reply(_("{label} is a change of substance").format(label=label), text.format(label=label))
