"""A ballot in plain text: "training-code: use=yes study=no; datasets: all=discuss"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.definitions import Freedom
from bot.domain.names import fold
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import Answer
from bot.domain.polls.scales import STEP_SIGNS, BallotScale
from bot.domain.refusals import Refusal
from bot.domain.written import readable
from bot.services.nearness import nearest
from bot.texts import _, listed, plural

LIMIT = 20_000
_NEAR = 65
_TOLD = 20
_TAKEN_BACK = ("none", "blank", "clear")
_GIVEN = re.compile(r"([^\s=]+)\s*=\s*([^\s=]+)")


class BadBallotText(Refusal):
    """A text that is no ballot; nothing of it was stored."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        head = plural(
            "{count} thing is wrong in this ballot, and nothing of it was stored:",
            "{count} things are wrong in this ballot, and nothing of it was stored:",
            len(problems),
        )
        lines = [f"- {problem}" for problem in problems[:_TOLD]]
        if len(problems) > _TOLD:
            lines.append("- " + _("… and {count} more").format(count=len(problems) - _TOLD))
        super().__init__("\n".join([head, *lines]))


def read(text: str, charter: PollCharter) -> tuple[Answer, ...]:
    """Read a ballot strictly: what is not said is not touched.

    Args:
        text: Components parted by ";" or by lines, each with freedoms and choices; "all" stands for every freedom,
            "none" takes an answer back.

    Raises:
        BadBallotText: With every problem at once, and the nearest names.
    """
    reader = _Reader(charter)
    parts = [part.strip() for part in re.split(r"[;\n]", readable(text)[:LIMIT]) if part.strip()]
    for part in parts:
        reader.take(part)
    if not parts:
        example = f"{charter.components[0].id}: {charter.freedoms[0].value}={charter.scale.choices[0].value}"
        reader.problems.append(_("nothing is said; write, for example, {example}").format(example=example))
    if reader.problems:
        raise BadBallotText(reader.problems)
    return tuple(Answer(cell, choice) for cell, choice in reader.found.items())


def component_of(text: str, charter: PollCharter) -> Asked:
    """The component that somebody means: by its id, its name, or its number in the poll.

    Raises:
        Refusal: The poll asks about none of this name.
    """
    wanted = text.strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(charter.components):
        return charter.components[int(wanted) - 1]
    for one in charter.components:
        if fold(wanted) in (fold(one.id), fold(one.name)):
            return one
    near = nearest(wanted, [one.id for one in charter.components], alike=_NEAR)
    if near:
        message = _("This poll has no component “{written}”. Did you mean {names}?")
        raise Refusal(message.format(written=wanted[:40], names=listed(near, last=_("or"))))
    message = _("This poll has no component “{written}”; /poll preview shows what it asks about.")
    raise Refusal(message.format(written=wanted[:40]))


def _choices(scale: BallotScale) -> dict[str, Choice | None]:
    """What can be written, and what it says; the steps of a temperature can be written for short."""
    words: dict[str, Choice | None] = {choice.value: choice for choice in scale.choices}
    return {**words, **dict.fromkeys(_TAKEN_BACK), **(STEP_SIGNS if scale is BallotScale.TEMPERATURE else {})}


class _Reader:
    def __init__(self, charter: PollCharter) -> None:
        self._choices = _choices(charter.scale)
        self._told = (*(choice.value for choice in charter.scale.choices), _TAKEN_BACK[0])
        self._freedoms = charter.freedoms
        self._components = {fold(name): one.id for one in charter.components for name in (one.name, one.id)}
        self._names = [one.id for one in charter.components]
        self.found: dict[Cell, Choice | None] = {}
        self.problems: list[str] = []

    def take(self, part: str) -> None:
        """Read one component."""
        name, colon, rest = part.partition(":")
        if not colon:
            text = _("“{part}” has no colon; write component: freedom=choice")
            self.problems.append(text.format(part=part[:60]))
            return
        component = self._components.get(fold(name))
        if component is None:
            self.problems.append(self._strange(name.strip(), self._names, _("component")))
        given = _GIVEN.findall(rest)
        left = _GIVEN.sub(" ", rest).replace(",", " ").strip()
        if left or not given:
            text = _("“{part}” has something that is no freedom=choice: “{left}”")
            self.problems.append(text.format(part=part[:60], left=left[:40]))
        for freedom, choice in given:
            self._say(component, freedom.strip(","), choice.strip(","))

    def _say(self, component: str | None, freedom: str, choice: str) -> None:
        names = [one.value for one in self._freedoms]
        wanted = freedom.casefold()
        if wanted != "all" and wanted not in names:
            self.problems.append(self._strange(freedom, [*names, "all"], _("freedom")))
        said = _written(choice)
        if said not in self._choices:
            self.problems.append(self._strange(choice, self._told, _("choice")))
        elif component is not None:
            for one in self._freedoms:
                if wanted in ("all", one.value):
                    self._note(Cell(component, one), self._choices[said])

    def _note(self, cell: Cell, choice: Choice | None) -> None:
        if cell in self.found and self.found[cell] is not choice:
            text = _("{component} is answered in two ways for {freedom}")
            self.problems.append(text.format(component=cell.component, freedom=cell.freedom.value))
        self.found[cell] = choice

    def _strange(self, written: str, names: Sequence[str], what: str) -> str:
        near = nearest(written, names, alike=_NEAR)
        shown = near or list(names[:7])
        text = _("there is no {what} “{written}” here; near it are {names}") if near else (
            _("there is no {what} “{written}” here; there are {names}")
        )  # fmt: skip
        return text.format(what=what, written=written[:40], names=listed(shown))


def _written(choice: str) -> str:
    """A choice as it is looked up: people write "strongly-for" too, and other signs for a minus."""
    plain = choice.casefold().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").replace("\N{EM DASH}", "--")
    return plain if not plain.strip("-") else plain.replace("-", "_")


def write(cells: Sequence[tuple[Cell, Choice]]) -> str:
    """A ballot as the text that would say the same again."""
    by_component: dict[str, list[tuple[Freedom, Choice]]] = {}
    for cell, choice in cells:
        by_component.setdefault(cell.component, []).append((cell.freedom, choice))
    return "\n".join(
        f"{component}: {' '.join(f'{freedom.value}={choice.value}' for freedom, choice in said)}"
        for component, said in by_component.items()
    )
