"""What endorsers are told unasked: that an endorsement counts for a later version, or has to be said again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.endorsements.endorsements import Endorsement
from bot.services.endorsing.reading import Endorsing, Readiness
from bot.surfaces.replies.endorsements import FIELDS
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Button, Reply
from bot.texts import _, listed, plural


def carried(found: Readiness) -> Reply | None:
    """That endorsements of earlier versions count for a version too; nothing where they do not any more."""
    if not found.carried:
        return None
    label = found.edition.label
    parts = []
    for before, why in found.carried:
        text = _("Endorsements of {before} count for **{label}** too: nothing of substance changed ({why}).")
        parts.append(text.format(before=before, label=label, why=quoted(why, 300)))
    parts.append(_("Whoever does not want that withdraws theirs, at any time, with /endorsement withdraw."))
    return Reply(_("Endorsements that count for {label} too").format(label=label), "\n\n".join(parts),
                 buttons=(_readiness(label),))  # fmt: skip


def carried_directly(found: Readiness, own: Endorsing) -> Reply | None:
    """The same to somebody whose endorsement counts so; nothing where it does not."""
    reply = carried(found)
    earlier = {label for label, _why in found.carried}
    theirs = [one for one in own.own if one.counts and one.label in earlier]
    if reply is None or not theirs:
        return None
    numbers = _("Yours: {numbers}.").format(numbers=listed([one.number for one in theirs]))
    return Reply(reply.title, f"{reply.text}\n\n{numbers}", buttons=(*_withdrawals(theirs), *reply.buttons))


def to_confirm(found: Readiness) -> Reply | None:
    """That endorsements of earlier versions do not count until they are said again; nothing where none are left."""
    if not found.unconfirmed:
        return None
    label = found.edition.label
    counted = plural(
        "{count} endorsement of an earlier version does not count for it until its endorser says so again.",
        "{count} endorsements of earlier versions do not count for it until their endorsers say so again.",
        found.unconfirmed,
    )
    text = _("**{label}** is here, and changed something. {counted} Of what was endorsed before nothing is taken away.")
    return Reply(
        _("Endorsements to be said again for {label}").format(label=label),
        text.format(label=label, counted=counted),
        buttons=(Button(_("Endorse {label}").format(label=label), "endorse", {"version": label}), _readiness(label)),
    )


def to_confirm_directly(own: Endorsing) -> Reply | None:
    """The same to somebody whose endorsement is meant; nothing once they have said it, or withdrawn."""
    theirs = [one for one in own.own if own.to_confirm.get(one.number) == own.edition]
    if not theirs:
        return None
    label = own.edition.label
    text = _("You endorsed {before} ({numbers}). **{label}** changed something, so that does not count for it until "
             "you say so again. If you do nothing, what you said of {before} stays as it is.")  # fmt: skip
    before = listed(list(dict.fromkeys(one.label for one in theirs)))
    said = text.format(before=before, label=label, numbers=listed([one.number for one in theirs]))
    first = theirs[0]
    again = {"version": label, "category": first.category, "region": first.region}
    hints = {
        name: value for name, value in (("organisation", first.organisation or ""), ("name", first.named)) if value
    }
    button = Button(_("Endorse {label} too").format(label=label), "endorse", again, fields=FIELDS[2:], hints=hints)
    return Reply(_("Do you endorse {label} too?").format(label=label), said, buttons=(button, _readiness(label)))


def _withdrawals(theirs: Sequence[Endorsement]) -> tuple[Button, ...]:
    text = _("Withdraw {number}")
    return tuple(
        Button(text.format(number=one.number), "endorsement withdraw", {"number": one.number}) for one in theirs[:3]
    )


def _readiness(label: str) -> Button:
    return Button(_("How far it is"), "readiness", {"version": label})
