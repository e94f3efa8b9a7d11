"""What is not published of a poll whose voters stand under pseudonyms: the answers of few people of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from bot.domain.polls.ballots import Roll

FEW = 5
"""Under so many people a category is not broken down where voters are pseudonymous."""


def withheld_categories(roll: Roll, least: int) -> frozenset[str]:
    """The categories that are not to be told apart.

    Those with fewer people than the least; and as long as what is withheld, with those of whom no category is recorded,
    is itself fewer, the smallest of the others too: else its numbers could be had by subtracting the rest from all.
    """
    sizes = Counter(elector.category for elector in roll.electors)
    without = sizes.pop("", 0)
    found = {name for name, size in sizes.items() if size < least}
    while found and without + sum(sizes[name] for name in found) < least and len(found) < len(sizes):
        found.add(min((name for name in sizes if name not in found), key=lambda name: (sizes[name], name)))
    return frozenset(found)


def withheld_organisations(roll: Roll, least: int) -> frozenset[str]:
    """The organisations with fewer people than the least."""
    sizes = Counter(elector.organisation for elector in roll.electors if elector.organisation)
    return frozenset(name for name, size in sizes.items() if size < least)


def without(roll: Roll, categories: Collection[str], organisations: Collection[str] = ()) -> Roll:
    """The roll as it is published: nobody left out, but these categories and organisations not told."""
    electors = [
        replace(
            one,
            category="" if one.category in categories else one.category,
            organisation="" if one.organisation in organisations else one.organisation,
        )
        for one in roll.electors
    ]
    return replace(roll, electors=tuple(electors))


def told_conflicted(roll: Roll, conflicted: Collection[str], least: int, *others: Roll) -> frozenset[str]:
    """Those on the roll with a conflict of interest, or nobody where few people could be made out by it.

    They are told where of all, and of each category and organisation that is told, there are the least with a conflict
    or none, and the least without one or none.

    Args:
        roll: As it is published.
        conflicted: All who have a conflict of interest.
        least: As for categories.
        others: Rolls of some of these people that are published too: what one of them would tell is not told.
    """
    found = frozenset(elector.voter for elector in roll.electors if elector.voter in conflicted)
    return found if all(_hidden(found, one, least) for one in (roll, *others)) else frozenset()


def _hidden(conflicted: Collection[str], roll: Roll, least: int) -> bool:
    """Whether no few of a roll can be made out by their conflict of interest."""
    sizes = Counter(
        (column, value, elector.voter in conflicted)
        for elector in roll.electors
        for column, value in (("", ""), ("category", elector.category), ("organisation", elector.organisation))
    )
    return all(size >= least for size in sizes.values())
