"""The screens of a ballot: lists to tick, a component at a time, and what the freedoms mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.definitions import Freedom
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell, Choice, Said
from bot.domain.polls.papers import MOST_IN_A_PART, parted
from bot.domain.polls.scales import STEP_WORDS, STEPS, BallotScale
from bot.services.polling.papers import NOTHING, Paper
from bot.services.polling.previews import Preview
from bot.surfaces.replies.ballots import SIGNS, notices, saved, standing, summary
from bot.surfaces.replies.wording import harmless, quoted
from bot.surfaces.reply import Button, Field, Menu, Option, Reply
from bot.texts import _, plural

SAID: Mapping[Said, str] = {
    Said.YES: _("Required"),
    Said.NO: _("Not required"),
    Said.DISCUSS: _("Discuss it first"),
    Said.STRONGLY_FOR: _("Strongly for"),
    Said.FOR: _("For"),
    Said.NEUTRAL: _("Neutral"),
    Said.AGAINST: _("Against"),
    Said.STRONGLY_AGAINST: _("Strongly against"),
    Said.ABSTAIN: _("I abstain"),
    Said.NONE: _("Leave it unanswered"),
}

FREEDOMS: Mapping[Freedom, str] = {
    Freedom.USE: _("use the system for any purpose, without having to ask for permission"),
    Freedom.STUDY: _("study how the system works, and inspect its components"),
    Freedom.MODIFY: _("modify the system for any purpose, also to change its output"),
    Freedom.SHARE: _("share the system for others to use, with or without modifications, for any purpose"),
}
"""What each freedom is.

Source: Open Source AI Definition 1.0, "What is Open Source AI" (in our words).
"""

_REASON_LIMIT = 1000
_MOST_BUTTONS = 5  # beside four lists a message has room for one row of buttons


# -- The quick way -------------------------------------------------------------------------------------------------


def quick(paper: Paper) -> Reply:
    """A list for each freedom, to tick what it requires; saved as soon as a list is closed.

    On the scale of a temperature the lists are of one step at a time, and lead to the steps beside it.
    """
    poll, parts = paper.own.poll, paper.parts
    lines = [
        *notices(paper.own),
        _what_a_tick_says(paper),
        "\n".join(f"- {summary(paper.own, freedom)}" for freedom in poll.charter.freedoms),
    ]  # fmt: skip
    if paper.receipt is not None:
        lines.append(saved(paper.receipt))
    title = _("Your ballot in poll {number}").format(number=poll.number)
    if len(parts) > 1:
        title += _(", part {part} of {count}").format(part=paper.part + 1, count=len(parts))
    menus = tuple(_list(paper, freedom) for freedom in poll.charter.freedoms)
    question = f"**{quoted(poll.charter.question, 300)}**"
    return Reply(
        title, "\n\n".join([question, *lines]), menus=menus, buttons=_beside_lists(paper), footer=_footer(paper)
    )


def _what_a_tick_says(paper: Paper) -> str:
    if paper.scale is BallotScale.TEMPERATURE:
        text = _("In each list, tick those that you answer with **{step}**; the buttons lead to the other steps. What "
                 "you do not tick stays as it was, or without an answer, which is never counted as against. Each list "
                 "is saved as soon as you close it.")  # fmt: skip
        return text.format(step=STEP_WORDS[paper.step])
    return _(
        "In each list, tick what is **required**: without it that freedom cannot be exercised. What you do not tick "
        "stays without an answer; it is never counted as a no. Each list is saved as soon as you close it."
    )


def _list(paper: Paper, freedom: Freedom) -> Menu:
    shown = paper.parts[paper.part]
    options = [_option(paper, one, freedom) for one in shown]
    ticked = sum(option.chosen for option in options)
    nothing = Option(_("None of these"), NOTHING, _("takes your ticks in this list back"))
    about = {"poll": paper.own.poll.number, "freedom": freedom.value, "part": str(paper.part + 1)}
    asked = _("Required to {freedom} it").format(freedom=freedom.value)
    if paper.scale is BallotScale.TEMPERATURE:
        about["step"] = paper.step.value
        asked = _("{step}: required to {freedom} it")
        asked = asked.format(step=STEP_WORDS[paper.step].capitalize(), freedom=freedom.value)
    words = f"{asked} …"
    if ticked:
        words = _("{asked}: {count} ticked").format(asked=asked, count=ticked)
    return Menu(words, "ballot tick", "required", (*options, nothing), about, several=True, replaces=True)


def _option(paper: Paper, component: Asked, freedom: Freedom) -> Option:
    standing = paper.own.cells.get(Cell(component.id, freedom))
    choice = standing.choice if standing else None
    other = _("you said: {answer}").format(answer=SAID[Said(choice)].lower()) if choice else ""
    ticked = choice is paper.step
    return Option(component.name, component.id, "" if ticked else other, chosen=ticked)


def _beside_lists(paper: Paper) -> tuple[Button, ...]:
    number = {"poll": paper.own.poll.number}
    parts, stepped = len(paper.parts), paper.scale is BallotScale.TEMPERATURE
    buttons = _other_steps(paper) if stepped else []
    if parts > 1:
        following = (paper.part + 1) % parts + 1
        text = _("Part {part} of {count}").format(part=following, count=parts)
        there = {**number, "part": str(following), **({"step": paper.step.value} if stepped else {})}
        buttons.append(Button(text, "ballot quick", there, replaces=True))
    buttons.append(Button(_("Review and finish"), "ballot show", number, replaces=True))
    buttons.append(Button(_("One by one, with reasons"), "ballot careful", number, replaces=True))
    buttons.append(Button(_("What is asked?"), "ballot help", number))
    return tuple(buttons[:_MOST_BUTTONS])


def _other_steps(paper: Paper) -> list[Button]:
    """The steps beside the one that is shown; beside the last is the first, so that none is further than two away."""
    place = STEPS.index(paper.step)
    beside = (STEPS[place - 1], STEPS[(place + 1) % len(STEPS)])
    return [
        Button(
            _("Tick: {step}").format(step=STEP_WORDS[step]),
            "ballot quick",
            {"poll": paper.own.poll.number, "part": str(paper.part + 1), "step": step.value},
            replaces=True,
        )
        for step in beside
    ]


# -- The careful way -----------------------------------------------------------------------------------------------


def careful(paper: Paper) -> Reply:
    """One component: what is stored of it, and the way to answer, to go on, and to go back."""
    poll, one = paper.own.poll, paper.component
    progress = _("{count} of {all} components have an answer.").format(count=paper.touched, all=len(paper.order))
    lines = [*notices(paper.own), *([saved(paper.receipt)] if paper.receipt is not None else [])]
    title = _("Your ballot in poll {number}").format(number=poll.number)
    if one is None:
        lines += [progress, _("That was the last one. Review your ballot, or jump back to any component.")]
    else:
        words = {"component": harmless(one.name, 100), "place": paper.order.index(one) + 1, "all": len(paper.order)}
        place = _("**{component}**, component {place} of {all}. {progress}")
        lines += [place.format(**words, progress=progress), "\n".join(_stored(paper, one))]
    return Reply(title, "\n\n".join(lines), menus=_jumps(paper), buttons=_ways_on(paper), footer=_footer(paper))


def _stored(paper: Paper, component: Asked) -> list[str]:
    lines, reasons = [], []
    for freedom in paper.own.poll.charter.freedoms:
        standing = paper.own.cells.get(Cell(component.id, freedom))
        text = _("- Required to **{freedom}** it? {answer}")
        lines.append(text.format(freedom=freedom.value, answer=SIGNS[standing.choice if standing else None]))
        if standing and standing.reason and standing.reason not in reasons:
            reasons.append(standing.reason)
    return lines + [_("- Why: {reason}").format(reason=quoted(reason, 300)) for reason in reasons]


def _ways_on(paper: Paper) -> tuple[Button, ...]:
    number, one = {"poll": paper.own.poll.number}, paper.component
    buttons = []
    if one is not None:
        about = {**number, "component": str(paper.number(one))}
        freedoms = [
            Field(freedom.value, _("Required to {freedom} the system?").format(freedom=freedom.value), required=False)
            for freedom in paper.own.poll.charter.freedoms
        ]
        why = Field("reason", _("Why? (published with the result)"), long=True, required=False, limit=_REASON_LIMIT)
        buttons.append(Button(_("Answer"), "ballot answer", about, (*freedoms, why), replaces=True))
        for label, steps in ((_("Previous"), -1), (_("Skip"), 1)):
            other = paper.beside(one, steps)
            if other is not None:
                there = {**number, "component": str(paper.number(other))}
                buttons.append(Button(label, "ballot careful", there, replaces=True))
    buttons.append(Button(_("Review and finish"), "ballot show", number, replaces=True))
    return tuple(buttons)


def _jumps(paper: Paper) -> tuple[Menu, ...]:
    """Menus of all components, with how much of each is answered."""
    asked = len(paper.own.poll.charter.freedoms)
    menus = []
    for part in parted(paper.order, MOST_IN_A_PART):
        options = tuple(Option(one.name, str(paper.number(one)), _answered(paper.answered(one), asked)) for one in part)
        first, last = paper.order.index(part[0]) + 1, paper.order.index(part[-1]) + 1
        words = _("Jump to … ({first}–{last})").format(first=first, last=last)
        about = {"poll": paper.own.poll.number}
        menus.append(Menu(words, "ballot careful", "component", options, about, replaces=True))
    return tuple(menus)


def _answered(count: int, asked: int) -> str:
    if not count:
        return _("no answer yet")
    return _("answered {count} of {asked}").format(count=count, asked=asked)


def _footer(paper: Paper) -> str:
    order = _("You see the components in an order of your own.")
    return f"{standing(paper.own)} {order}"


# -- What is asked -------------------------------------------------------------------------------------------------


def _meant(choice: Choice | None, meaning: str) -> str:
    """A choice with what it says; a meaning that begins with the choice's own word says that once."""
    mark, _space, word = SIGNS[choice].partition(" ")
    said = mark if meaning.startswith(word) else f"{SIGNS[choice]}:"
    return f"{said} {harmless(meaning, 300)}"


def explained(preview: Preview) -> Reply:
    """What each freedom means in this poll, and what each answer says; in the charter's words."""
    charter = preview.poll.charter
    asked: Sequence[str] = [
        _("- **{freedom}**: is it required to {what}?").format(freedom=freedom.value, what=FREEDOMS[freedom])
        for freedom in charter.freedoms
    ]
    answers = [f"- {_meant(choice, charter.meanings.of(choice))}" for choice in (*charter.scale.choices, None)]
    components = plural("{count} component", "{count} components", len(charter.components))
    text = "\n\n".join(
        [
            f"**{quoted(charter.question, 1000)}**",
            _("Of each of {components} you are asked:").format(components=components),
            "\n".join(asked),
            _("What you can say:"),
            "\n".join(answers),
        ]
    )
    number = {"poll": preview.poll.number}
    rules = Button(_("All its rules"), "poll preview", number)
    return Reply(_("What poll {number} asks").format(number=preview.poll.number), text, buttons=(rules,))
