"""The page of the votes of February 2024 under every rule: what hangs on the rule, on blanks, on what is pooled."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from bot.domain.definitions import Freedom
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.services.published import replays
from bot.services.published.replays import ORDER, TRAINING_DATA, VOTERS, Reading, Replay
from bot.surfaces.replies.tallies import share
from bot.surfaces.site import charts
from bot.surfaces.site.addresses import REPLAY
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls import telling
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.things import Findable, Made
from bot.texts import _, plural

_ROW = "Training datasets"
_SIDES = {
    Outcome.REQUIRED: True,
    Outcome.LIKELY_REQUIRED: True,
    Outcome.NOT_REQUIRED: False,
    Outcome.LIKELY_NOT_REQUIRED: False,
}


def digest() -> str:
    """Of what the page is made of."""
    return replays.digest()


def made(pages: Pages) -> Made:
    """The page, and its tables for programs."""
    found = replays.replay()
    page = f"{REPLAY}index.html"
    macros = pages.macros(page)
    groups = {group: [one for one in found.readings if one.group == group] for group in _groups(found)}
    content = pages.fill(
        "replay.html",
        page,
        voters=VOTERS,
        steady=found.steady,
        turned=found.turned(_SIDES),
        rows_count=len(found.sums),
        readings=[
            (one.group, one.name, _explained(one), _changed(found, one)) for one in found.readings
        ],
        chart=charts.bars(
            [charts.Bar(f"{one.group}: {one.name}", _parts(one), _words(one)) for one in found.readings],
            (_("required"), _("left open"), _("not required")),
        ),
        groups=[(f"by-{place}", group, *_table(macros, found, several)) for place, (group, several) in
                enumerate(groups.items())],
        sums=_sums(found),
        pooled=_pooled(found),
    )  # fmt: skip
    head = ["component", *(one.id for one in found.readings)]
    lines = [[name, *(one.outcomes[name].value for one in found.readings)] for name in found.sums]
    files = {
        page: content,
        f"{REPLAY}votes.csv": replays.votes_file(),
        f"{REPLAY}votes.json": json_file({"voters": VOTERS, "votes": _votes()}),
        f"{REPLAY}readings.csv": csv_file(head, lines),
        f"{REPLAY}readings.json": json_file(_json(found)),
    }
    words = _("The votes of the four working groups of February 2024 under every rule")
    return Made(files, findable=(Findable(REPLAY, words, _("Poll"), " ".join(found.sums)),))


def _votes() -> list[dict[str, str]]:
    """The published sums, as the file has them."""
    return list(csv.DictReader(io.StringIO(replays.votes_file().decode())))


def _groups(found: Replay) -> list[str]:
    return list(dict.fromkeys(one.group for one in found.readings))


def _parts(one: Reading) -> tuple[int, int, int]:
    """How many components are required or likely so, left open, not required or likely not."""
    tones = [telling.outcome(outcome)[1] for outcome in one.outcomes.values()]
    return tones.count("good"), len(tones) - tones.count("good") - tones.count("bad"), tones.count("bad")


def _words(one: Reading) -> str:
    required, open_, not_required = _parts(one)
    text = _("{required} required, {open} left open, {not_required} not")
    return text.format(required=required, open=open_, not_required=not_required)


def _explained(one: Reading) -> str:
    """What a reading is; what the row of all data sets comes to stands in no line of its own."""
    if one.data_sets is None:
        return one.explained
    text = _("{explained}; the row of all data sets together: {verdict}")
    return text.format(explained=one.explained, verdict=WORDS[one.data_sets])


def _changed(found: Replay, one: Reading) -> str:
    """How many components come to something else than was published."""
    return plural("{count} component", "{count} components", len(found.differing(one)))


def _table(macros: Any, found: Replay, several: Sequence[Reading]) -> tuple[list[str], list[list[Any]]]:
    published = found.readings[0].outcomes
    rows = []
    for name in found.sums:
        cells: list[Any] = (
            [name, macros.status(*telling.outcome(published[name]))] if several[0] is not found.readings[0] else [name]
        )
        for one in several:
            outcome = one.outcomes[name]
            word = WORDS[outcome]
            same = outcome is published[name]
            cells.append(word if same else Markup("<strong>{}</strong>").format(word))
        rows.append(cells)
    lead = [_("Component")] if several[0] is found.readings[0] else [_("Component"), _("As published")]
    return [*lead, *(one.name for one in several)], rows


def _sums(found: Replay) -> list[list[Any]]:
    return [[name, *cells.values(), sum(cells.values())] for name, cells in found.sums.items()]


def _pooled(found: Replay) -> dict[str, Any]:
    """The row of training data sets by group: how many marked it as required, of how many who voted there."""
    groups = [[name, voted, *(share(mark, voted) for mark in marks)] for name, (voted, marks) in TRAINING_DATA.items()]
    marks = [sum(one[place] for _voted, one in TRAINING_DATA.values()) for place in range(len(ORDER))]
    net = [found.sums[_ROW][freedom] for freedom in ORDER]
    study = ORDER.index(Freedom.STUDY)
    majorities = sum(2 * one[study] > voted for voted, one in TRAINING_DATA.values())
    return {
        "columns": [_("Group"), _("Voted"), *(one.value for one in ORDER)],
        "rows": groups,
        "foot": [
            [_("All, marks “required”"), VOTERS, *(share(mark, VOTERS) for mark in marks)],
            [_("All, less marks “not necessary”"), VOTERS, *(share(value, VOTERS) for value in net)],
        ],
        "words": _("For study, {majorities} of {groups} groups have a majority of their own; together {marks} of "
                   "{voters} marked it as required, and {net} of {voters} are left where the marks “not necessary” are "
                   "taken off.").format(majorities=majorities, groups=len(TRAINING_DATA), marks=marks[study],
                                        voters=VOTERS, net=net[study]),
    }  # fmt: skip


def _json(found: Replay) -> dict[str, Any]:
    return {
        "voters": VOTERS,
        "sums": [
            {"component": name, **{freedom.value: net for freedom, net in cells.items()}}
            for name, cells in found.sums.items()
        ],
        "readings": [
            {
                "id": one.id,
                "group": one.group,
                "name": one.name,
                "explained": one.explained,
                "outcomes": {name: outcome.value for name, outcome in one.outcomes.items()},
            }
            for one in found.readings
        ],
    }
