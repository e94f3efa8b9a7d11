"""Looking after a poll, in words: what stands out among its ballots, challenges to them, and their exclusion."""

from __future__ import annotations

from bot.domain.polls.anomalies import (
    ALIKE_CELLS,
    AT_ONCE,
    CROWD,
    CROWDED,
    IDENTICAL_CELLS,
    IDENTICAL_VOTERS,
    TOGETHER,
    YOUNG,
    Anomaly,
    Pattern,
)
from bot.services.polling.moderating import Challenged, Excluding, Report
from bot.surfaces.replies import poll_disputes, poll_outsiders
from bot.surfaces.replies.poll_charters import moment
from bot.surfaces.replies.poll_matrices import some
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import harmless, quoted
from bot.surfaces.reply import Button, Field, Reply
from bot.texts import _, plural

_WHY = (Field("reason", _("Why?"), long=True),)
_HANDLES = 400
_LINES = 2000


def report(found: Report) -> Reply:
    """What stands out, for moderators; it never says what a ballot says."""
    lines = [_anomaly(one, found) for one in found.anomalies]
    nothing = plural("Nothing stands out in {count} ballot.", "Nothing stands out in {count} ballots.", found.ballots)
    listed_ = "- " + some(lines, _LINES, "\n- ") if lines else nothing
    shows = _("This shows, and decides nothing: each of these can have a good reason. A ballot is left out of the "
              "count only where two moderators exclude it, with reasons (/poll exclude).")  # fmt: skip
    disputes = [*map(poll_disputes.exclusion, found.moderation.proposed), *poll_disputes.lines(found.moderation)]
    apart = [poll_outsiders.answered(found.outsiders)] if found.outsiders else []
    parts = [shows, listed_, "\n".join(f"- {line}" for line in (*disputes, *apart))]
    if found.sealed:
        parts.append(_("Nobody can see yet how anybody voted. Until then which ballots are one press of “the rest is "
                       "not required” is not told, and your own ballot is compared with no other."))  # fmt: skip
    title = _("Poll {number}: what to look at").format(number=found.poll.number)
    return Reply(title, "\n\n".join(part for part in parts if part), footer=_measures())


def _measures() -> str:
    text = _("Looked for: {voters} ballots or more that are identical in {cells} cells or more, within {together} "
             "minutes; polls of {alike} cells or more answered alike within {at_once} minute; {crowd} first ballots or "
             "more, and a quarter of all, within {crowded} minutes; accounts made within {young} days of the "
             "opening.")  # fmt: skip
    return text.format(
        voters=IDENTICAL_VOTERS,
        cells=IDENTICAL_CELLS,
        together=TOGETHER.seconds // 60,
        alike=ALIKE_CELLS,
        at_once=AT_ONCE.seconds // 60,
        crowd=CROWD,
        crowded=CROWDED.seconds // 60,
        young=YOUNG.days,
    )


def _anomaly(one: Anomaly, found: Report) -> str:
    people = plural("{count} voter", "{count} voters", one.people)
    since, until = (moment(at) if at else "" for at in (one.since, one.until))
    text = {
        Pattern.IDENTICAL: _("**Identical ballots**: {people}, between {since} and {until}: {handles}"),
        Pattern.ALIKE: _("**The same answer in every cell, at once**: {people}: {handles}"),
        Pattern.FILLED: _("**One press alone, which filled in the whole ballot**: {people}: {handles}"),
        Pattern.CROWD: _("**Many first ballots**: {people}, between {since} and {until}: {handles}"),
        Pattern.ORGANISATION: _("**Of one organisation, {organisation}**: {people}: {handles}"),
        Pattern.YOUNG: _("**Young accounts**: {people}: {handles}"),
    }[one.pattern]
    untold = _("their handles are not told, since they are few")
    handles = some([_who(handle, found) for handle in one.handles], _HANDLES) if one.handles else untold
    return text.format(
        people=people, since=since, until=until, handles=handles, organisation=harmless(one.organisation, 60)
    )


def _who(handle: str, found: Report) -> str:
    """A voter as the charter lets everybody see them."""
    someone = found.persons.get(handle)
    return f"{handle} ({person(someone)})" if someone else handle


# -- Challenges and exclusions -------------------------------------------------------------------------------------


def challenged(found: Challenged) -> Reply:
    """That a challenge is noted, and what comes of it."""
    [one] = found.challenges
    text = _("Noted as challenge {challenge} to the ballot of {handle}: {reason} Moderators decide; until then the "
             "ballot is counted, and the challenge is listed in the result.")  # fmt: skip
    words = text.format(challenge=one.number, handle=one.handle, reason=quoted(one.reason, 300))
    return Reply(_("Ballot in poll {number} challenged").format(number=found.poll.number), words)


def excluding(found: Excluding) -> Reply:
    """How far an exclusion is, and what it does to the tally."""
    one, number = found.exclusion, found.poll.number
    parts = [poll_disputes.exclusion(one)]
    if one.decided_at is None:
        parts.append(_("Nothing is left out before. The second is neither the poll's author nor the voter."))
        too = Button(_("Exclude it too"), "poll exclude", {"poll": number, "handle": one.handle}, _WHY, private=False)
        title = _("Exclusion from poll {number} waits for a second moderator")
        return Reply(title.format(number=number), "\n\n".join(parts), buttons=(too,))
    parts.append(_("The poll's verdicts are those without it; its result shows them with it as well."))
    if found.after:
        same = _("The tally is the same, {after}.")
        other = _("The tally was {before} and is {after}; the earlier one stays in the record.")
        text = same if found.before == found.after else other
        parts.append(text.format(before=found.before[:16], after=found.after[:16]))
    return Reply(_("Ballot excluded from poll {number}").format(number=number), "\n\n".join(parts))


def dismissed(found: Challenged) -> Reply:
    """That challenges are settled, and the ballot counts."""
    several = found.challenges
    settled = plural("{count} challenge is settled", "{count} challenges are settled", len(several))
    text = _("{settled}: the ballot of {handle} is counted. The reason is kept with the poll.")
    title = _("Challenge in poll {number} dismissed").format(number=found.poll.number)
    return Reply(title, text.format(settled=settled, handle=several[0].handle))
