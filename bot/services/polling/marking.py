"""What a press says of the cells of a ballot: ticks, a form, the rest filled in, the answers of a round before."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice, Said
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import Answer, Via
from bot.services.polling.own_ballots import Standing


def of_ticks(
    standing: Standing, freedom: Freedom, ticked: Collection[str], offered: Collection[str], tick: Choice
) -> list[Answer]:
    """What is ticked of a list; what was ticked before and is not now is taken back. Other cells stay as they are."""
    made = []
    for component in offered:
        cell = Cell(component, freedom)
        said = standing[cell].choice if cell in standing else None
        if component in ticked and said is not tick:
            made.append(Answer(cell, tick))
        elif component not in ticked and said is tick:
            made.append(Answer(cell, None))
    return made


def of_form(
    standing: Standing, component: str, said: Mapping[Freedom, Said], reason: str | None, *, whole: bool
) -> list[Answer]:
    """What a form says of a component, as far as it changes anything.

    Args:
        reason: Why; if left out, a cell that says the same again keeps its reason.
        whole: Whether every freedom is named: then a reason that is left out is taken back.
    """
    made = []
    for freedom, word in said.items():
        cell = Cell(component, freedom)
        before = standing.get(cell)
        kept = before.reason if before and before.choice is word.choice and not whole else ""
        answer = Answer(cell, word.choice, (reason or kept) if word.choice else "")
        now = (answer.choice, answer.reason, Via.EXPLICIT)
        if now != ((before.choice, before.reason, before.via) if before else (None, "", Via.EXPLICIT)):
            made.append(answer)
    return made


def of_rest(standing: Standing, charter: PollCharter) -> list[Answer]:
    """Every cell that has no answer, filled in as its scale has it."""
    return [Answer(cell, charter.scale.rest) for cell in charter.cells if cell not in standing]


def of_earlier(standing: Standing, charter: PollCharter, earlier: Standing) -> list[Answer]:
    """The answers of an earlier round, in cells that have none yet."""
    return [
        Answer(cell, earlier[cell].choice, earlier[cell].reason)
        for cell in charter.cells
        if cell in earlier and cell not in standing
    ]
