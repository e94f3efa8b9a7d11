"""Why something is as it is, in words: short, with buttons to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.adoptions import TimeInForce
from bot.domain.decisions.citations import Source
from bot.domain.decisions.decisions import Decision, DecisionStatus
from bot.services.deciding import DecisionView
from bot.services.explaining import DecisionWhy, RowBrief, RowWhy, SystemWhy, VersionWhy, Why
from bot.services.explaining.values import Places
from bot.surfaces.replies import in_force, why_votes
from bot.surfaces.replies.decisions import DISPOSITIONS, STATUSES
from bot.surfaces.replies.definitions import asked
from bot.surfaces.replies.wording import block, harmless, reason, sentence, short_verdict, verdict_sentence
from bot.surfaces.reply import Button, Reply
from bot.texts import _, listed, plural

_BUTTONS, _LINES, _TEXT = 5, 5, 220


def why(found: Why) -> Reply:
    """Put into words why something is as it is."""
    match found:
        case RowWhy():
            return _row(found)
        case SystemWhy():
            return _system(found)
        case VersionWhy():
            return _version(found)
        case DecisionWhy():
            return _decision(found)


# -- A requirement -------------------------------------------------------------------------------------------------


def _row(found: RowWhy) -> Reply:
    name = found.row.name if found.row else found.component.name
    numbers = [one.decision.number for one in found.decisions]
    parts = [
        _asks(found),
        _held(found.held, found.definition.label),
        block(_("Decided"), [line for one in found.decisions for line in _decided(one)], 2 * _LINES),
        "" if numbers else _("No decision logged here rests on votes about it, or bears on it."),
        *why_votes.votes(found.polls, found.asked),
        _messages(found.decisions),
        _proof(found.places),
    ]
    buttons = [
        *(_why_button(number) for number in numbers[:3]),
        *(Button(_("Result of {number}").format(number=one.poll.number), "poll result", {"poll": one.poll.number})
          for one in found.polls),
        _version_button(found.definition.label),
    ]  # fmt: skip
    return _reply(name, parts, buttons)


def _asks(found: RowWhy) -> str:
    label, row = found.definition.label, found.row
    if row is None:
        text = _("**{label}** has no row for {name}: it asks nothing of it.")
        return text.format(label=label, name=found.component.name)
    freedoms = listed([freedom.value for freedom in row.freedoms])
    text = _("**{label}** on {name}: **{asked}**, to {freedoms}. Clause: {clause}.")
    return text.format(
        label=label, name=row.name, asked=asked(row, found.definition), freedoms=freedoms, clause=row.clause.rstrip(".")
    )


def _held(held: TimeInForce | None, label: str) -> str:
    return in_force.now(held) if held else _("{label} is not the version in force.").format(label=label)


def _decided(one: DecisionView) -> Iterator[str]:
    """A decision in a line, and what was held against it."""
    decision = one.decision
    text = _("**{number}** ({status}), {title}: {outcome} Because: {because}")
    yield text.format(
        number=decision.number,
        status=STATUSES[decision.status],
        title=harmless(decision.text.title, 100),
        outcome=sentence(harmless(decision.text.outcome, _TEXT)),
        because=sentence(harmless(decision.text.because, _TEXT)),
    )
    for each in [each for each in one.dissents if each.text][:2]:
        text = _("Dissent, {disposition}: {text}")
        yield text.format(disposition=DISPOSITIONS[each.disposition], text=sentence(harmless(each.text, _TEXT)))


def _messages(decisions: Sequence[DecisionView]) -> str:
    """The messages that decisions rest on; what they say is not copied."""
    addresses = dict.fromkeys(
        cited.citation.target for one in decisions for cited in one.cited if cited.citation.source is Source.MESSAGE
    )
    links = [f"[{number}]({address})" for number, address in enumerate(list(addresses)[:_LINES], start=1)]
    return _("Messages that they rest on: {links}.").format(links=", ".join(links)) if links else ""


def _proof(places: Places) -> str:
    """Where it stands in the transparency log."""
    several = [
        _("{number} at {places}").format(number=number, places=_some([str(one.sequence) for one in found]))
        for number, found in places.items()
    ]
    if not several:
        return ""
    text = _("In the transparency log: {places}. “osaibot record prove {number}” writes a proof to keep.")
    return text.format(places="; ".join(several[:_LINES]), number=next(iter(places)))


def _some(numbers: Sequence[str]) -> str:
    return ", ".join(numbers) if len(numbers) <= 3 else f"{numbers[0]}–{numbers[-1]}"


# -- A system ------------------------------------------------------------------------------------------------------


def _system(found: SystemWhy) -> Reply:
    assessment = found.assessment
    label = assessment.definition.label
    parts = [
        verdict_sentence(assessment),
        _held(found.held, label),
        _turned(found),
        block(_("It rests on"), [_brief(one) for one in found.rows], len(found.rows)),
        _further(found),
    ]
    decisions = dict.fromkeys(number for one in found.rows for number in one.decisions)
    buttons = [
        *(Button(_("Why: {name}").format(name=one.finding.requirement.name)[:80], "why",
                 {"about": f"{label}/{one.finding.requirement.id}"}) for one in found.rows),
        *(_why_button(number) for number in list(decisions)[:2]),
        Button(_("Component table"), "system table", {"name": assessment.system.id, "definition": label}),
    ]  # fmt: skip
    return _reply(f"{assessment.system.name}: {label}", parts, buttons, most=8)


def _turned(found: SystemWhy) -> str:
    """Whether the decision by which the version is in force turned the verdict."""
    if found.before is None or found.held is None:
        return ""
    before, label = found.before, found.before.definition.label
    if (before.verdict, before.level) == (found.assessment.verdict, found.assessment.level):
        return _("By {label}, which was in force before, its verdict would be the same.").format(label=label)
    text = _("**{number} turned it**: by {label}, which was in force before, it would be {verdict}.")
    return text.format(number=found.held.decision, label=label, verdict=short_verdict(before))


def _brief(one: RowBrief) -> str:
    behind = listed([*one.decisions, *one.polls])
    text = _("{name}: {finding} (**{behind}**)") if behind else _("{name}: {finding}")
    return text.format(name=one.finding.requirement.name, finding=reason(one.finding), behind=behind)


def _further(found: SystemWhy) -> str:
    """How many rows are not told, and that there is nothing behind some of those that are."""
    more = found.count - len(found.rows)
    parts = (
        [plural("{count} more row decides it as well.", "{count} more rows decide it as well.", more)]
        if more > 0
        else []
    )
    if not all(one.decisions or one.polls for one in found.rows):
        parts.append(_("No decision and no poll here is behind the rows that name none."))
    return " ".join(parts)


# -- A version -----------------------------------------------------------------------------------------------------


def _version(found: VersionWhy) -> Reply:
    label = found.definition.label
    told = in_force.of_version(found.times, found.holding)
    parts = [
        f"**{label}**: {told}." if told else _("{label} is not in force, and never was here.").format(label=label),
        block(_("Adopted by"), [_in_a_line(one) for one in found.decisions], _LINES),
        "" if found.decisions else _("No decision logged here adopted it."),
        _proof(found.places),
    ]
    buttons = [*(_why_button(one.number) for one in found.decisions[-3:]), _version_button(label)]
    return _reply(label, parts, buttons)


def _in_a_line(one: Decision) -> str:
    return f"**{one.number}** ({STATUSES[one.status]}), {harmless(one.text.title, 100)}"


# -- A decision ----------------------------------------------------------------------------------------------------


def _decision(found: DecisionWhy) -> Reply:
    shown, decision = found.view, found.view.decision
    parts = [
        "\n".join(f"- {line}" for line in _decided(shown)),
        *why_votes.votes(found.votes, len(found.votes), reasons=False),
        f"**{_what(decision)}**\n" + "\n".join(f"- {line}" for line in _changed(found)),
        _messages([shown]),
        _proof(found.places),
    ]
    rows = [one for one in decision.text.affects if one.row]
    buttons = [
        Button(_("All of {number}").format(number=decision.number), "decision show", {"decision": decision.number}),
        *(Button(_("Why: {name}").format(name=one.shown)[:80], "why", {"about": one.shown}) for one in rows[:2]),
        *_versions(found),
        *(_why_button(one.number) for one in found.resting[:2]),
    ]
    return _reply(decision.number, parts, buttons)


def _what(decision: Decision) -> str:
    return _("What it would change") if decision.status is DecisionStatus.PROPOSED else _("What it changed")


def _changed(found: DecisionWhy) -> Iterator[str]:
    """What came of a decision: what is in force by it, whose verdict differs, what rests on it, what it replaced."""
    shown, decision = found.view, found.view.decision
    if (adopts := decision.text.adopts) and decision.status is not DecisionStatus.PROPOSED:
        times = "; ".join(in_force.stretch(one) for one in shown.in_force)
        yield f"{adopts.definition}: {sentence(times) if times else _('never in force by it.')}"
    if (difference := found.difference) is not None:
        rows = plural("{count} row differs", "{count} rows differ", len(difference.rows))
        rows = rows if difference.rows else _("No row is added, dropped or asked otherwise: nothing differs")
        text = _("{rows} from {before}, which was in force before.") if shown.in_force else _("{rows} from {before}.")
        yield text.format(rows=rows, before=difference.before.label)
        yield _turns(found)
    if shown.supersedes:
        yield _("It took the place of {numbers}.").format(numbers=listed(list(shown.supersedes)))
    if shown.superseded_by:
        yield _("{number} took its place.").format(number=shown.superseded_by)
    if found.resting:
        yield _("It is the basis of {numbers}.").format(numbers=listed([_in_a_line(one) for one in found.resting]))
    if decision.text.affects:
        yield _("It bears on {rows}.").format(rows=listed([one.shown for one in decision.text.affects]))
    if not (adopts or shown.supersedes or shown.superseded_by or found.resting or decision.text.affects):
        yield _("No version, no verdict and no other decision changed by it.")


def _turns(found: DecisionWhy) -> str:
    """The systems whose verdict it turned, by what is recorded of them today."""
    assert found.difference is not None  # noqa: S101 - only called with one
    turns = found.difference.turns
    if not turns:
        return _("By today's facts no system's verdict is another.")
    lines = [f"{one.before.system.name} ({short_verdict(one.before)} → {short_verdict(one.after)})"
             for one in turns[:_LINES]]  # fmt: skip
    if len(turns) > len(lines):
        lines.append(plural("and {count} more", "and {count} more", len(turns) - len(lines)))
    count = plural("{count} system's verdict is another", "{count} systems' verdicts are others", len(turns))
    return _("By today's facts {count}: {systems}.").format(count=count, systems="; ".join(lines))


def _versions(found: DecisionWhy) -> Iterator[Button]:
    if found.difference is not None:
        before, after = found.difference.before.label, found.difference.after.label
        yield Button(_("{before} → {after}").format(before=before, after=after), "definition diff",
                     {"before": before, "after": after})  # fmt: skip


def _why_button(number: str) -> Button:
    return Button(_("Why {number}").format(number=number), "why", {"about": number})


def _version_button(label: str) -> Button:
    return Button(label, "definition show", {"label": label})


def _reply(about: str, parts: Sequence[str], buttons: Sequence[Button], most: int = 2 * _BUTTONS) -> Reply:
    text = "\n\n".join(part for part in parts if part)
    return Reply(_("Why: {about}").format(about=about), text, buttons=tuple(buttons[:most]))
