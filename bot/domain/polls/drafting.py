"""From the result of a poll to the draft of a definition: for people to decide, never in force by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.definitions import (
    Definition,
    DefinitionStatus,
    Gap,
    Level,
    Obligation,
    Requirement,
    Source,
    choices,
    leaves,
)
from bot.domain.libraries import Reference
from bot.domain.names import fold
from bot.domain.polls.asked import Asked
from bot.domain.polls.changelogs import changelog
from bot.domain.polls.drafted_rows import Drafting, NotDraftable, PollCited, carried, consistent
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.results import PollResult
from bot.domain.polls.trees import after_poll
from bot.texts import _, listed, plural

ADOPTED = frozenset({Outcome.REQUIRED})
"""The outcomes that make a component required in a draft, unless others are named."""


def decides(result: PollResult, asked: Sequence[Asked], adopts: Collection[Outcome] = ADOPTED) -> bool:
    """Whether a poll found of any component that a draft requires it, or does not."""
    found = [result.component(one.id) for one in asked]
    return any(one.outcome in adopts or one.outcome is Outcome.NOT_REQUIRED for one in found if one)


def draft(
    result: PollResult,
    asked: Sequence[Asked],
    poll: PollCited,
    predecessor: Definition,
    reference: Reference,
    *,
    version: str | None = None,
    adopts: Collection[Outcome] = ADOPTED,
    passed_over: Collection[str] = (),
) -> Definition:
    """Make the draft of a version of what a poll found.

    A row for every component that was asked about and has a row of the result of its own: required, for the freedoms of
    its required cells, where its outcome is adopted; else optional. Rows of the version before that were not asked
    about stay as they are.

    Args:
        asked: What the poll asked about, by the names that its cells have.
        poll: What the draft's clauses point at.
        predecessor: The version that it is to follow.
        reference: The vocabulary, and the versions whose names are taken.
        version: The draft's number; the next one that is free if left out.
        adopts: The outcomes by which a component is required; the bands of the mean have more than one.
        passed_over: Numbers that are free and not to be chosen where none is named, since other drafts bear them.

    Raises:
        NotDraftable: There is a version of this number, the number fits no file, or the vocabulary lacks a component.
    """
    number = _version(predecessor, reference, version, passed_over)
    drafted = Drafting(result, poll, predecessor, reference, frozenset(adopts)).rows(asked)
    required = [row.id for row in drafted.polled if row.obligation is Obligation.REQUIRED]
    gone = frozenset(row.id for row in drafted.polled) | drafted.merged
    levels = after_poll(predecessor, gone, required)
    demanded = {id_ for level in levels for id_ in leaves(level.requires)}
    rows = tuple(consistent(row, demanded) for row in (*drafted.polled, *drafted.others))
    rows = tuple(carried(row, rows) for row in rows)
    main = predecessor.verdict_level
    kept = [level.id for level in levels]
    named = [row.name for row in rows if row.obligation is Obligation.REQUIRED]
    return Definition(
        id=predecessor.id,
        version=number,
        title=_title(predecessor, number),
        status=DefinitionStatus.DRAFT,
        published=poll.closed_on.isoformat(),
        summary=_summary(poll, named),
        conforms_when=_conforms_when(levels, named),
        requirements=rows,
        levels=levels,
        sources=(Source(_("Result of poll {number}").format(number=poll.number), poll.url),) if poll.url else (),
        verdict_level=main if main in kept else next(iter(kept), None),
        inherits=predecessor.inherits,
        gaps=_gaps(predecessor, rows, demanded, drafted.usual),
        changes=changelog(predecessor, rows, drafted.polled, drafted.outcomes, drafted.merged_into),
    )


# -- Its number and what it says of itself -------------------------------------------------------------------------


def _version(
    predecessor: Definition, reference: Reference, wished: str | None, passed_over: Collection[str]
) -> str:  # fmt: skip
    family = [definition for definition in reference.definitions.values() if definition.id == predecessor.id]
    taken = {fold(definition.version): definition for definition in family}
    if wished is None:
        number = next_version(predecessor.version)
        while fold(number) in taken or number in passed_over:
            number = next_version(number)
        return number
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,30}", wished):
        text = _("A version is written like 0.0.10 or 1.1-RC1, not “{version}”.")
        raise NotDraftable(text.format(version=wished))
    if fold(wished) in taken:
        text = _("There is a version {label} already, and a published version is never changed; name another number.")
        raise NotDraftable(text.format(label=taken[fold(wished)].label))
    return wished


def next_version(version: str) -> str:
    """The version after one: its last number raised by one, so that 0.0.9 is followed by 0.0.10."""
    match = re.search(r"(\d+)(\D*)$", version)
    return f"{version[: match.start(1)]}{int(match[1]) + 1}{match[2]}" if match else f"{version}.1"


def _title(predecessor: Definition, number: str) -> str:
    """The title of the family with the draft's number."""
    name = predecessor.title.partition(predecessor.version)[0]
    name = re.sub(r"[,\s]*(draft|release candidate)?\s*$", "", name, flags=re.IGNORECASE) or predecessor.title
    return _("{name}, draft {version}").format(name=name, version=number)


def _summary(poll: PollCited, required: Sequence[str]) -> str:
    if not required:
        text = _("Drafted from the result of poll {number}, to be decided by people: nothing is required.")
        return text.format(number=poll.number)
    text = _("Drafted from the result of poll {number}, to be decided by people. Asks for {rows}.")
    return text.format(number=poll.number, rows=listed(list(required)))


def _conforms_when(levels: Sequence[Level], required: Sequence[str]) -> str:
    if not levels:
        return _("A system can neither conform nor fail: this draft requires nothing of any component.")
    if len(levels) > 1 or any(choices(level.requires) for level in levels):
        return _("All that the levels ask for is met.")
    return plural("The required row is met.", "All {count} required rows are met.", len(required))


def _gaps(
    predecessor: Definition, rows: Sequence[Requirement], demanded: Collection[str], usual: Collection[str]
) -> tuple[Gap, ...]:
    """What the version before says of rows that are still required, and where terms were chosen for want of any.

    A rule that concerned its text as a whole says nothing of the draft.
    """
    ids = {row.id for row in rows}
    found = []
    for gap in predecessor.gaps:
        still = tuple(id_ for id_ in gap.concerns if id_ in ids and id_ in demanded)
        if still and not set(still) & set(usual):
            found.append(replace(gap, concerns=still))
    chosen = tuple(row.id for row in rows if row.id in usual and row.id in demanded)
    if chosen:
        text = _("The poll did not ask under which terms, and {before} names none; we apply those usual for the kind "
                 "of component.")  # fmt: skip
        found.append(Gap(text.format(before=predecessor.label), chosen))
    return tuple(found)
