"""Profiles in words: what to claim, what was claimed, what is in force, and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.actors import Actor, Role
from bot.domain.profiles import Conflict, ConflictKind, Profile, ProfileState, Stake, account_made
from bot.domain.stakeholders import Stakeholders
from bot.services.organisations import Grouped
from bot.services.profiles import ProfileView
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import day, quoted
from bot.surfaces.reply import Button, Field, Menu, Option, Reply, Table
from bot.texts import _, listed, plural

CLAIM_FIELDS = (
    Field("category", _("Your stakeholder category")),
    Field("region", _("Your region")),
    Field("organisation", _("The organisation you speak for, if any"), required=False, limit=200),
    Field("conflicts", _("Conflicts of interest, such as “employer: X”"), long=True, required=False),
    Field("evidence", _("Where a moderator can see that it is so"), long=True, required=False),
)
_WHY = (Field("reason", _("Why?"), long=True),)
_CLAIMS_SHOWN = 10
_MEMBERS_SHOWN = 25


def what_to_claim(view: ProfileView) -> Reply:
    """Say what a profile is for, what is kept, and offer the form."""
    text = _(
        "Say for which stakeholder category and region you take part, and for which organisation, if any. A moderator "
        "who is not you looks at it; then polls, town halls and endorsements count you so.\n\n"
        "A conflict of interest is who of those that make a system funds or employs you; say none if there is none. "
        "It is shown where you are counted. Your name is not made public by any of this, and you can withdraw it at "
        "any time."
    )
    standing = _standing(view)
    names = view.stakeholders
    rows = tuple((_("Category"), category.name, category.id) for category in names.categories)
    rows += tuple((_("Region"), region.name, region.id) for region in names.regions)
    label = _("Change") if standing else _("Fill in")
    return Reply(
        _("Your profile"),
        "\n\n".join(part for part in (text, standing) if part),
        Table((_("What"), _("Name"), _("In commands")), rows),
        buttons=(Button(label, "profile claim", fields=CLAIM_FIELDS),),
    )


def claimed(view: ProfileView | None, actor: Actor) -> Reply:
    """The receipt for a claim."""
    if view is None:
        return Reply(_("Already noted"), _("This claim was noted before; nothing was noted twice."))
    shown = card(view, actor)
    text = _("Thank you. A moderator has to look at it; until then nothing changes.")
    return Reply(_("Claim noted"), f"{text}\n\n{shown.text}", shown.table, buttons=shown.buttons)


def card(view: ProfileView, actor: Actor) -> Reply:
    """All that is kept of one person, and what the one who looks can do with it."""
    own = view.person == actor.id
    if not view.claims:
        text = _("I keep no profile of you.") if own else _("I keep no profile of {who}.")
        return Reply(_("Profile"), text.format(who=person(view.person)), buttons=_own_buttons(view) if own else ())
    parts = [_standing(view)]
    if not own:
        parts.insert(0, _who(view.person))
    if not own and actor.has(Role.MODERATOR):
        parts.append(_colleagues(view))
    buttons = _own_buttons(view) if own else _moderator_buttons(view)
    title = _("Your profile") if own else _("Profile")
    return Reply(title, "\n\n".join(part for part in parts if part), _history(view), buttons=buttons)


def _who(someone: str) -> str:
    made = account_made(someone)
    text = _("Of {who}; the account was made on {day}.") if made else _("Of {who}.")
    return text.format(who=person(someone), day=day(made))


def _standing(view: ProfileView) -> str:
    """What is in force, and what waits."""
    parts = []
    if (held := view.in_force) is not None and held.confirmed_at is not None:
        heading = _("**In force**, confirmed by {who} on {day} (claim {number})").format(
            who=person(held.confirmed_by or ""), day=day(held.confirmed_at.date()), number=held.id
        )
        parts.append("\n".join([heading, *_stake_lines(held.stake, view)]))
    if (waits := view.waiting) is not None:
        heading = _("**Waits for a moderator**, claimed on {day} (claim {number})").format(
            day=day(waits.claimed_at.date()), number=waits.id
        )
        parts.append("\n".join([heading, *_stake_lines(waits.stake, view)]))
    if parts or not view.claims:
        return "\n\n".join(parts)
    last = view.claims[0]
    return _("Nothing is in force, and nothing waits. The last claim {state}.").format(state=_state_words(last))


def _stake_lines(stake: Stake, view: ProfileView) -> list[str]:
    names = view.stakeholders
    lines = [
        _("- Category: {name}").format(name=names.category_name(stake.category)),
        _("- Region: {name}").format(name=names.region_name(stake.region)),
        _("- Organisation: {name}").format(name=quoted(stake.organisation, 200) if stake.organisation else _("none")),
        _("- Conflicts of interest: {which}").format(which=conflicts(stake.conflicts)),
    ]
    if stake.evidence:
        lines.append(_("- Can be seen: {where}").format(where=quoted(stake.evidence, 1000)))
    return lines


def conflicts(several: Sequence[Conflict]) -> str:
    """Disclosed conflicts of interest in a line."""
    words = {
        ConflictKind.FUNDER: _("funded by {of}"),
        ConflictKind.EMPLOYER: _("employed by {of}"),
        ConflictKind.OTHER: "{of}",
    }
    return listed([words[one.kind].format(of=quoted(one.of, 200)) for one in several]) or _("none disclosed")


def _colleagues(view: ProfileView) -> str:
    whole = _("Its organisation counts as {name}.").format(name=quoted(view.whole, 200)) if view.whole else ""
    if not view.colleagues:
        return whole
    others = plural(
        "{count} other person is confirmed for the same organisation.",
        "{count} other persons are confirmed for the same organisation.",
        view.colleagues,
    )
    return " ".join(part for part in (whole, others) if part)


def _history(view: ProfileView) -> Table | None:
    """The earlier claims; None where there is only what is said above."""
    past = [claim for claim in view.claims if claim.ended_at is not None][:_CLAIMS_SHOWN]
    if not past:
        return None
    names = view.stakeholders
    rows = tuple(
        (
            str(claim.id),
            names.category_name(claim.stake.category),
            names.region_name(claim.stake.region),
            quoted(claim.stake.organisation, 60) if claim.stake.organisation else "–",
            day(claim.claimed_at.date()),
            _state_words(claim),
        )
        for claim in past
    )
    return Table((_("Claim"), _("Category"), _("Region"), _("Organisation"), _("Claimed on"), _("Then")), rows)


def _state_words(claim: Profile) -> str:
    texts = {
        ProfileState.CLAIMED: _("waits"),
        ProfileState.CONFIRMED: _("is in force"),
        ProfileState.REJECTED: _("was rejected by {who} on {day}: {reason}"),
        ProfileState.WITHDRAWN: _("was withdrawn on {day}"),
        ProfileState.SUPERSEDED: _("was replaced on {day}"),
    }
    ended = claim.ended_at.date() if claim.ended_at else None
    who = person(claim.ended_by or "")
    return texts[claim.state].format(who=who, day=day(ended), reason=quoted(claim.reason, 300))


def _own_buttons(view: ProfileView) -> tuple[Button, ...]:
    label = _("Change") if view.waiting or view.in_force else _("Claim a profile")
    buttons = [Button(label, "profile claim", fields=CLAIM_FIELDS)]
    if view.waiting:
        buttons.append(Button(_("Take the claim back"), "profile withdraw", {"what": "claim"}))
    if view.in_force:
        buttons.append(Button(_("Withdraw my profile"), "profile withdraw", {"what": "profile"}))
    return tuple(buttons)


def _moderator_buttons(view: ProfileView) -> tuple[Button, ...]:
    buttons = []
    if view.waiting:
        number = {"number": str(view.waiting.id)}
        buttons.append(Button(_("Confirm"), "profile confirm", number))
        buttons.append(Button(_("Reject"), "profile reject", number, _WHY))
    if view.in_force:
        buttons.append(Button(_("End what is in force"), "profile reject", {"number": str(view.in_force.id)}, _WHY))
    return tuple(buttons)


def waiting(claims: Sequence[Profile], names: Stakeholders) -> Reply:
    """The claims that wait, as a table, with a menu to look at one."""
    title = _("Profiles that wait")
    if not claims:
        return Reply(title, _("None waits."))
    rows = tuple(
        (
            str(claim.id),
            person(claim.person),
            names.category_name(claim.stake.category),
            names.region_name(claim.stake.region),
            quoted(claim.stake.organisation, 60) if claim.stake.organisation else "–",
            day(claim.claimed_at.date()),
        )
        for claim in claims
    )
    headings = (_("Claim"), _("Person"), _("Category"), _("Region"), _("Organisation"), _("Claimed on"))
    options = tuple(
        Option(f"{row[0]}: {row[2]}, {row[3]}", claim.person, row[4])
        for claim, row in zip(claims[:25], rows, strict=False)
    )
    text = plural("{count} claim waits, the oldest first.", "{count} claims wait, the oldest first.", len(claims))
    return Reply(title, text, Table(headings, rows), menus=(Menu(_("Look at one"), "profile show", "person", options),))


def grouped(found: Grouped) -> Reply:
    """What an organisation counts as now, and with which others."""
    known = found.organisations
    whole = known.whole(found.name)
    others = sorted(known.members(found.name))
    if len(others) == 1:
        text = _("{name} stands alone now.").format(name=quoted(found.name, 200))
    else:
        text = _("{name} counts as {whole} now.").format(
            name=quoted(found.name, 200), whole=quoted(known.name_of(whole, found.name), 200)
        )
    people = plural("{count} confirmed profile counts so.", "{count} confirmed profiles count so.", found.speaking)
    rows = tuple(
        (quoted(known.name_of(one, found.name), 100), _part_of(one, found))
        for one in others[:_MEMBERS_SHOWN]
        if one in known.known
    )
    return Reply(
        _("Organisations that count as one"),
        f"{text} {people}",
        Table((_("Organisation"), _("Part of")), rows) if len(others) > 1 else None,
    )


def _part_of(folded: str, found: Grouped) -> str:
    above = found.organisations.known[folded].part_of
    return quoted(found.organisations.name_of(above, above), 100) if above else "–"
