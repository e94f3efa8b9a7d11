"""Decisions in words: one with all that belongs to it, lists, and what can be done with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.decisions.citations import Source
from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus, Effect
from bot.domain.decisions.happenings import (
    DETAIL,
    TARGET,
    Disposition,
    Dissent,
    Erratum,
    Review,
    ReviewVerdict,
    dissent_by,
    involved_person,
)
from bot.services.deciding import Cited, DecisionView
from bot.surfaces.replies import decision_parts as parts
from bot.surfaces.replies.permalinks import Shelf, permalink
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import block, day, harmless, quoted, sentence
from bot.surfaces.reply import Button, Field, Reply
from bot.texts import _, listed

GROUP = "decision"
_TEXT = 1000
_LINE = 300
_FIRST = 12
_PERSON = re.compile(r"discord:\d{1,20}|terminal:\w[\w.-]*")

STATUSES: Mapping[DecisionStatus, str] = {
    DecisionStatus.PROPOSED: _("proposed"),
    DecisionStatus.ACCEPTED: _("in force"),
    DecisionStatus.SUPERSEDED: _("superseded"),
    DecisionStatus.WITHDRAWN: _("withdrawn"),
}
KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.RESOLUTION: _("resolution"),
    DecisionKind.POLICY: _("policy"),
    DecisionKind.PROCEDURAL: _("procedural"),
    DecisionKind.MODERATION: _("moderation action"),
}
EFFECTS: Mapping[Effect, str] = {Effect.BINDING: _("binding"), Effect.ADVISORY: _("advisory")}
DISPOSITIONS: Mapping[Disposition, str] = {
    Disposition.OVERRULED: _("overruled"),
    Disposition.ACCOMMODATED: _("accommodated"),
    Disposition.NOTED: _("noted"),
}
VERDICTS: Mapping[ReviewVerdict, str] = {
    ReviewVerdict.UPHELD: _("upheld"),
    ReviewVerdict.CORRECTED: _("regretted and corrected"),
    ReviewVerdict.NOT_CORRECTED: _("regretted, not corrected"),
}


def page(found: DecisionView) -> Reply:
    """A decision with all that belongs to it, and what can be done with it."""
    decision = found.decision
    told = [
        f"**{harmless(decision.text.title, 150)}**",
        _standing(found),
        *_said(decision),
        parts.adopts(found),
        *parts.circumstances(decision.text),
        block(_("Options"), [harmless(one, _LINE) for one in decision.text.options], _FIRST),
        block(_("Rests on"), [_cited(one) for one in found.cited], _FIRST),
        parts.people(found.involved),
        block(_("Dissent"), [_dissent(one) for one in found.dissents], _FIRST),
        block(_("Errata"), [_erratum(one) for one in found.errata], _FIRST),
        block(_("Reviews"), [_review(one) for one in found.reviews], _FIRST),
        _related(found),
    ]
    text = "\n\n".join(filter(None, told))
    record = permalink(Shelf.DECISION, decision.number) if decision.public else ""
    buttons = (*_readings(found), *_steps(found))
    return Reply(_title(decision), text, buttons=buttons, footer=_footer(decision), record=record)


def _title(decision: Decision) -> str:
    return _("Decision {number}").format(number=decision.number)


def _standing(found: DecisionView) -> str:
    """How a decision stands, and who answers for it, in a sentence."""
    decision = found.decision
    lines = [f"**{decision.number}, {STATUSES[decision.status]}**", KINDS[decision.kind]]
    if decision.kind is not DecisionKind.MODERATION:
        lines.append(EFFECTS[decision.text.effect])
    lines.append(_("decided on {day}").format(day=day(decision.decided_on)))
    if decision.text.body:
        lines.append(_("by {body}").format(body=harmless(decision.text.body, 150)))
    lines.append(_("logged by {person}").format(person=person(decision.logged_by)))
    if decision.confirmed_by:
        lines.append(_("confirmed by {person}").format(person=person(decision.confirmed_by)))
    return ", ".join(lines) + "." + _ended(found)


def _ended(found: DecisionView) -> str:
    """What became of it, or waits to."""
    decision = found.decision
    ended = day(decision.ended_at.date() if decision.ended_at else None)
    if found.superseded_by:
        return " " + _("**{new} takes its place since {day}.**").format(new=found.superseded_by, day=ended)
    if decision.status is DecisionStatus.WITHDRAWN:
        text = _("**Withdrawn on {day} by {person}: {why}**")
        why = sentence(harmless(decision.ended_why, _LINE))
        return " " + text.format(day=ended, person=person(decision.ended_by or ""), why=why)
    if decision.status is DecisionStatus.PROPOSED:
        return " " + _("It holds once a second moderator confirms it.")
    if decision.withdrawal_by and found.moderates:
        text = _("{person} would withdraw it; it is withdrawn once a second moderator does the same.")
        return " " + text.format(person=person(decision.withdrawal_by))
    return ""


def _said(decision: Decision) -> Iterator[str]:
    """What was asked, decided and why; of a moderation action what everybody may know."""
    text, terms = decision.text, decision.text.terms
    if terms is None:
        yield f"**{_('Question')}**: {harmless(text.question, _TEXT)}"
        yield f"**{_('Outcome')}**: {harmless(text.outcome, _TEXT)}"
    else:
        several = {
            _("Action"): text.outcome,
            _("Rule"): terms.rule,
            _("Scope"): terms.scope,
            _("Duration"): terms.duration,
            _("Appeal"): terms.appeal,
        }
        yield "\n".join(f"- **{label}**: {harmless(said, _LINE)}" for label, said in several.items() if said)
    yield f"**{_('Because')}**: {harmless(text.because, _TEXT)}"


def _cited(one: Cited) -> str:
    citation = one.citation
    text = {
        Source.POLL: _("poll {shown}"),
        Source.MINUTES: _("minutes of {shown}"),
        Source.DECISION: _("decision {shown}"),
        Source.MESSAGE: _("[a message]({url})"),
        Source.LINK: _("[{title}]({url})"),
    }[citation.source]
    url = citation.target.replace("(", "%28").replace(")", "%29")
    line = text.format(shown=citation.shown, url=url, title=harmless(citation.title or citation.target, 150))
    return line + _(" (added on {day})").format(day=day(one.added_at.date())) if one.added_at else line


def _dissent(one: Dissent) -> str:
    words = quoted(one.text, 500) if one.text else _("(the words were taken out)")
    later = _(" (added on {day})").format(day=day(one.at.date())) if one.later else ""
    answer = " " + sentence(harmless(one.why, _LINE)) if one.why else ""
    return f"{words} **{DISPOSITIONS[one.disposition].capitalize()}**.{answer}{later}"


def _erratum(one: Erratum) -> str:
    text = _("{day}: instead of {wrong} read {right}.")
    why = " " + sentence(harmless(one.why, _LINE)) if one.why else ""
    return text.format(day=day(one.at.date()), wrong=quoted(one.wrong, _LINE), right=quoted(one.right, _LINE)) + why


def _review(one: Review) -> str:
    text = _("{day}, by {person}: **{verdict}**. {why}")
    line = text.format(
        day=day(one.at.date()),
        person=person(one.by),
        verdict=VERDICTS[one.verdict],
        why=sentence(harmless(one.why, 500)),
    )
    return (
        f"{line} {_('Corrected by {where}.').format(where=harmless(one.correction, 200))}" if one.correction else line
    )


def _related(found: DecisionView) -> str:
    lines = []
    if found.supersedes:
        text = _("It takes the place of {numbers}.")
        if found.decision.status is DecisionStatus.PROPOSED:
            text = _("Once confirmed, it takes the place of {numbers}.")
        elif not found.decision.public:
            text = _("It was to take the place of {numbers}, and never did.")
        lines.append(text.format(numbers=listed(list(found.supersedes))))
    if found.cited_by:
        lines.append(_("It is the basis of {numbers}.").format(numbers=listed(list(found.cited_by[:_FIRST]))))
    if found.decision.review_due:
        lines.append(_("To be reviewed on {day}.").format(day=day(found.decision.review_due)))
    return " ".join(lines)


def _footer(decision: Decision) -> str:
    if decision.status is DecisionStatus.PROPOSED:
        return _("A draft: only moderators see it. It is not edited; withdraw it to log another.")
    return _("What was decided is never edited; what came after stands beside it.")


def _readings(found: DecisionView) -> Iterator[Button]:
    """What leads on from a decision: the version it adopts, what it replaced, what it changed."""
    decision = found.decision
    if adopts := decision.text.adopts:
        yield Button(adopts.definition, "definition show", {"label": adopts.definition})
    if found.superseded_by:
        label = _("Show {number}").format(number=found.superseded_by)
        yield Button(label, f"{GROUP} show", {"decision": found.superseded_by})
    for old in found.supersedes[:2]:
        yield Button(_("Show {number}").format(number=old), f"{GROUP} show", {"decision": old})
    if decision.public and decision.kind is not DecisionKind.MODERATION:
        yield Button(_("What it changed"), "why", {"about": decision.number})
    elif adopts and decision.status is DecisionStatus.PROPOSED:
        yield Button(_("What it would change"), "why", {"about": decision.number})


def _steps(found: DecisionView) -> Iterator[Button]:
    """What moderators can do with a decision."""
    decision = found.decision
    here = {"decision": decision.number}
    if not found.moderates:
        return
    if decision.status is DecisionStatus.PROPOSED:
        yield Button(_("Confirm"), f"{GROUP} confirm", here)
    if decision.status in (DecisionStatus.PROPOSED, DecisionStatus.ACCEPTED):
        yield Button(_("Withdraw"), f"{GROUP} withdraw", here, (Field("why", _("Why?"), limit=500),))
    yield Button(_("Add evidence"), f"{GROUP} evidence", here, (Field("source", _("What to add")),))
    if decision.public:
        fields = (Field("verdict", _("What came out")), Field("why", _("Why?"), long=True))
        yield Button(_("Review"), f"{GROUP} review", here, fields)
    if decision.kind is DecisionKind.MODERATION or found.dissents or found.involved:
        yield Button(_("What is not public"), f"{GROUP} disclosed", here)


def disclosed(found: DecisionView) -> Reply:
    """What of a decision only moderators read: whom an action concerns, and whose a dissent is."""
    lines = []
    if whom := found.disclosed.get(TARGET):
        named = person(whom) if _PERSON.fullmatch(whom) else harmless(whom, _LINE)
        lines.append(_("- **Whom it concerns**: {whom}").format(whom=named))
    if detail := found.disclosed.get(DETAIL):
        lines.append(_("- **What is not public**: {detail}").format(detail=harmless(detail, _TEXT)))
    for one in found.dissents:
        if by := found.disclosed.get(dissent_by(one.number)):
            lines.append(_("- **Dissent {number}** is by {person}").format(number=one.number, person=person(by)))
    for each in found.involved:
        if by := found.disclosed.get(involved_person(each.number)):
            role = f" ({harmless(each.role, 60)})" if each.role else ""
            lines.append(f"- **{parts.PARTS[each.part].capitalize()}**: {person(by)}{role}")
    text = "\n".join(lines) or _("Nothing goes with this decision that is not public.")
    footer = _("For moderators alone. It stands in no public record, and can be taken away without touching the rest.")
    return Reply(_title(found.decision), text, footer=footer)


def resting(numbers: Mapping[str, Sequence[str]]) -> str:
    """Which decisions rest on a poll, by the cells that they name, in a sentence; nothing where none do."""
    lines: dict[str, list[str]] = {}
    for part, several_ in numbers.items():
        for number in several_:
            lines.setdefault(number, []).extend([part] if part else [])
    shown = [f"{number} ({', '.join(parts[:5])})" if parts else number for number, parts in lines.items()]
    return _("Decisions that rest on it: {numbers}; /decision show tells them.").format(
        numbers=listed(shown[:_FIRST])) if shown else ""  # fmt: skip
