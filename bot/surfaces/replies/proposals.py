"""Proposals in words: what to propose, what was proposed, what accepting it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.histories import VerdictTurn
from bot.domain.proposals import (
    Detail,
    DetailProposed,
    FactProposed,
    Proposal,
    ProposalState,
    SystemProposed,
    WordsProposed,
)
from bot.domain.systems import Access, Fact, System
from bot.services.proposal_views import ProposalView
from bot.services.proposing import Recorded
from bot.surfaces.replies.facts import access_words, licence_words
from bot.surfaces.replies.records import alteration_lines, person, turn_words
from bot.surfaces.replies.wording import assessor, cited, day, harmless, one_line, quoted
from bot.surfaces.reply import Button, Field, Menu, Option, Reply, Table
from bot.texts import _, plural

FACT_FIELDS = (
    Field("availability", _("Can it be had?")),
    Field("licence", _("Its licence, if it is released"), required=False, limit=200),
    Field("source", _("Address of a page that shows it"), placeholder="https://", limit=500),
    Field("shows", _("What that page shows"), long=True),
    Field("read_on", _("The day you read it, if not today"), required=False, limit=10),
)
_WORDS_FIELDS = (
    Field("what", _("What is wrong, and what is right?"), long=True),
    Field("source", _("Address of a page that shows it"), placeholder="https://", limit=500),
)
_DETAIL_FIELDS = (
    Field("detail", _("What about the system?")),
    Field("value", _("What it should be"), limit=200),
    Field("source", _("Address of a page that shows it"), placeholder="https://", limit=500),
    Field("shows", _("What that page shows"), long=True),
)
SYSTEM_FIELDS = (
    Field("developer", _("Who made it?"), limit=200),
    Field("kind", _("What it works on")),
    Field("family", _("Its family, such as llama"), limit=100),
    Field("source", _("Address of a page about it"), placeholder="https://", limit=500),
    Field("shows", _("What that page shows"), long=True),
)
_TURNS_SHOWN = 15


def what_is_wrong(recorded: Recorded, source: str | None) -> Reply:
    """Ask what is to be corrected: a menu of the components with what is recorded of each, and other ways."""
    system = recorded.system
    options = tuple(
        Option(
            component.name,
            component.id,
            "; ".join(_in_short(fact) for fact in facts) or _("not recorded"),
        )
        for component, facts in recorded.components
    )
    hints = {"source": source} if source else {}
    about = {"system": system.id}
    menu = Menu(_("Choose the component"), "fact propose", "component", options, about, FACT_FIELDS, hints)
    text = _(
        "What is recorded wrongly, or not at all, about {name}? Choose the component and say what is right, with the "
        "address of a page that shows it. A second person looks at it before anything changes."
    ).format(name=system.name)
    buttons = (
        Button(_("The system itself"), "system amend", {"name": system.id}, _DETAIL_FIELDS, hints=hints),
        Button(_("Say it in words"), "system correct", {"name": system.id}, _WORDS_FIELDS, hints=hints),
    )
    content = Table((_("Component"), _("Recorded now")), tuple((o.label, o.description) for o in options))
    return Reply(_("Correct {name}").format(name=system.name), text, content, buttons=buttons, menus=(menu,))


def _in_short(fact: Fact) -> str:
    """How a component can be had, with its licence where there is something to be had."""
    words = access_words(fact)
    released = fact.access in (Access.OPEN, Access.GATED)
    return f"{words}, {licence_words(fact.licence)}" if released else words


def received(view: ProposalView | None) -> Reply:
    """The receipt for a proposal, with what accepting it would do."""
    if view is None:
        return Reply(_("Already noted"), _("This proposal was noted before; nothing was noted twice."))
    number = view.proposal.id
    text = _("Thank you. Proposal {number} waits for a second person; nothing changes until one has looked.")
    shown = card(view)
    return Reply(
        _("Proposal {number} noted").format(number=number),
        f"{text.format(number=number)}\n\n{shown.text}",
        buttons=(
            Button(_("Withdraw"), "proposal withdraw", {"number": str(number)}),
            Button(_("Show to everyone"), "proposal show", {"number": str(number)}, private=False),
        ),
    )


def card(view: ProposalView) -> Reply:
    """A proposal, what it would change, which verdicts that would turn, and what to do with it."""
    proposal = view.proposal
    name = view.system.name if view.system else _name_of(proposal)
    parts = [_turns(view), _change(view), _origin(proposal), _rivals(view), _state(proposal)]
    return Reply(
        _("Proposal {number}: {name}").format(number=proposal.id, name=name),
        "\n\n".join(part for part in parts if part),
        buttons=_buttons(view),
    )


def _name_of(proposal: Proposal) -> str:
    return one_line(proposal.proposed.name) if isinstance(proposal.proposed, SystemProposed) else proposal.system


def _origin(proposal: Proposal) -> str:
    read = _(" read on {day}").format(day=day(proposal.read_on)) if proposal.read_on else ""
    lines = [
        _("Proposed by {who} on {day}. Source{read}: {url}").format(
            who=person(proposal.proposer), day=day(proposal.proposed_at.date()), read=read, url=proposal.source
        )
    ]
    # What a page shows of a component stands beside the fact already.
    if proposal.shows and not isinstance(proposal.proposed, FactProposed):
        lines.append(_("It shows: {shows}").format(shows=quoted(proposal.shows, 1000)))
    if isinstance(proposal.proposed, WordsProposed):
        lines.append(_("In words: {text}").format(text=quoted(proposal.proposed.text, 2000)))
    return "\n".join(lines)


def _change(view: ProposalView) -> str:
    if view.hindrance:
        return _("**It cannot be accepted as the database stands:** {why}").format(why=harmless(view.hindrance, 600))
    # That a dispute ends with its settlement goes without saying.
    changed = [alteration for alteration in view.alterations if alteration.part != "disputes"]
    lines = alteration_lines(changed, done=view.proposal.state is ProposalState.ACCEPTED)
    if not lines and isinstance(view.proposal.proposed, WordsProposed):
        return _("It changes nothing by itself: a curator makes a proposal of it, and closes this one.")
    if not lines:
        return ""
    headings = {
        ProposalState.ACCEPTED: _("What changed"),
        ProposalState.DISPUTED: _("What would change if the claim is right"),
    }
    heading = headings.get(view.proposal.state, _("What would change"))
    return "\n".join([f"**{heading}**", *lines, *_new_system(view.proposal)])


def _new_system(proposal: Proposal) -> list[str]:
    """What is said of a system that is not recorded yet."""
    match proposal.proposed:
        case SystemProposed(name, developer, kind, family):
            text = _("  - {name} by {developer}; works on: {kind}; family: {family}")
            words = {"name": quoted(name, 200), "developer": quoted(developer, 200), "family": quoted(family, 200)}
            return [text.format(kind=kind.value, **words)]
    return []


def _turns(view: ProposalView) -> str:
    if not view.alterations:
        return ""
    if not view.turns:
        return _("No verdict turns, under any version.")
    done = view.proposal.state is ProposalState.ACCEPTED
    heading = _("Verdicts that it turned") if done else _("Verdicts that it would turn")
    return "\n".join([f"**{heading}**", *turn_lines(view.turns, view.names)])


def turn_lines(turns: Sequence[VerdictTurn], names: Mapping[str, str]) -> list[str]:
    """Turned verdicts, a line each; how many more where they are many."""
    lines = [f"- {turn_words(turn, names.get(turn.system, turn.system))}" for turn in turns[:_TURNS_SHOWN]]
    if len(turns) > len(lines):
        lines.append(_("- and {count} more").format(count=len(turns) - len(lines)))
    return lines


def _rivals(view: ProposalView) -> str:
    if not view.rivals or not view.proposal.waits:
        return ""
    numbers = ", ".join(str(rival.id) for rival in view.rivals)
    return _("Also waiting about the same: proposal {numbers}. /proposal show shows each.").format(numbers=numbers)


def _state(proposal: Proposal) -> str:
    judgement = proposal.judgement
    if judgement is None:
        return _("It waits for a curator who is not its author.")
    words = {
        ProposalState.ACCEPTED: _("Accepted by {who} on {day}."),
        ProposalState.REJECTED: _("Rejected by {who} on {day}."),
        ProposalState.DISPUTED: _("Disputed by {who} on {day}: what is recorded is used until a moderator settles it."),
        ProposalState.WITHDRAWN: _("Withdrawn by {who} on {day}."),
        ProposalState.OPEN: "",
    }[proposal.state]
    text = words.format(who=person(judgement.by), day=day(judgement.at.date()))
    return text + (
        " " + _("Reason: {reason}").format(reason=quoted(judgement.reason, 1000)) if judgement.reason else ""
    )


def _buttons(view: ProposalView) -> tuple[Button, ...]:
    number = {"number": str(view.proposal.id)}
    why = (Field("reason", _("Why?"), long=True),)
    if view.proposal.state is ProposalState.DISPUTED:
        shown = {**number, "seen": view.token}
        return (
            Button(_("The claim is right"), "proposal settle", {**shown, "outcome": "claim"}, why),
            Button(_("What is recorded is right"), "proposal settle", {**shown, "outcome": "recorded"}, why),
        )
    if view.proposal.state is not ProposalState.OPEN:
        return ()
    buttons = []
    if not view.hindrance:
        buttons.append(Button(_("Accept"), "proposal accept", {**number, "seen": view.token}, private=False))
    buttons.append(Button(_("Reject"), "proposal reject", number, why))
    if isinstance(view.proposal.proposed, FactProposed) and view.system is not None:
        buttons.append(Button(_("Dispute"), "proposal dispute", number, why))
    return tuple(buttons)


def accepted(view: ProposalView) -> Reply:
    """What accepting did; or, where nothing was done, what to look at first."""
    if view.proposal.state is ProposalState.ACCEPTED:
        return card(view)
    shown = card(view)
    text = _(
        "Nothing is accepted yet: this is what it would do. Press Accept to confirm, or repeat the command with seen "
        "{token}."
    )
    return Reply(shown.title, f"{text.format(token=view.token)}\n\n{shown.text}", buttons=shown.buttons)


def turned(view: ProposalView) -> Reply:
    """What the record's channel is told of a proposal that turned verdicts."""
    name = view.system.name if view.system else _name_of(view.proposal)
    title = _("Verdicts changed: {name}").format(name=name)
    lines = [*turn_lines(view.turns, view.names), "", _change(view)]
    source = _("Source: {url}. Proposal {number} has who, when and why.")
    lines += ["", source.format(url=view.proposal.source, number=view.proposal.id)]
    return Reply(
        title,
        "\n".join(lines),
        buttons=(Button(_("The proposal"), "proposal show", {"number": str(view.proposal.id)}),),
    )


def settled(view: ProposalView) -> Reply:
    """What became of a dispute; or, where the record has changed since it was shown, what to look at again."""
    shown = card(view)
    if not view.proposal.waits:
        return shown
    text = _("The record has changed since this was shown, so nothing is settled. Look again:")
    return Reply(shown.title, f"{text}\n\n{shown.text}", buttons=shown.buttons)


def listing(proposals: Sequence[Proposal], title: str) -> Reply:
    """Proposals as a table, with a menu to look at one."""
    if not proposals:
        return Reply(title, _("There are none."))
    rows = tuple(
        (
            str(proposal.id),
            proposal.system,
            in_short(proposal),
            proposal.state.value,
            day(proposal.proposed_at.date()),
        )
        for proposal in proposals
    )
    headings = (_("Number"), _("System"), _("What"), _("State"), _("Proposed on"))
    options = tuple(
        Option(f"{proposal.id}: {proposal.system}", str(proposal.id), f"{in_short(proposal)} ({proposal.state.value})")
        for proposal in proposals[:25]
    )
    menu = Menu(_("Look at one"), "proposal show", "number", options)
    text = plural("{count} proposal, the newest first.", "{count} proposals, the newest first.", len(proposals))
    return Reply(title, text, Table(headings, rows), menus=(menu,))


def in_short(proposal: Proposal) -> str:
    """What is proposed, in a few words, for a table or a menu."""
    match proposal.proposed:
        case FactProposed(component, availability, licence, by):
            words = f"{component.replace('_', ' ')}: {availability.value.replace('_', ' ')}"
            words += f", {licence_words(licence)}" if licence else ""
            return words + (f" ({assessor(by)})" if by else "")
        case DetailProposed(detail, value):
            return f"{detail_words(detail)}: {cited(value, 60)}"
        case SystemProposed(name, developer):
            return _("new system {name} by {developer}").format(name=cited(name, 60), developer=cited(developer, 60))
        case WordsProposed(text):
            return cited(text, 80)


def detail_words(detail: Detail) -> str:
    """What a detail is called."""
    return {
        Detail.NAME: _("name"),
        Detail.ALIAS: _("alias"),
        Detail.NOT_ALIAS: _("no alias"),
        Detail.DEVELOPER: _("developer"),
        Detail.FAMILY: _("family"),
        Detail.BASE: _("base"),
        Detail.NOT_BASE: _("no base"),
        Detail.RELEASED: _("day of release"),
        Detail.ADDRESS: _("address"),
    }[detail]


def which_system(systems: Sequence[System], source: str | None) -> Reply:
    """Ask which of several systems is to be corrected."""
    options = tuple(Option(system.name, system.id, system.developer) for system in systems[:25])
    hints = {"source": source} if source else {}
    menu = Menu(_("Choose the system"), "system correct", "name", options, hints=hints)
    return Reply(_("Which system?"), _("Several systems are named here. Which one is to be corrected?"), menus=(menu,))
