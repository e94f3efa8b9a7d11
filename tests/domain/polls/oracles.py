"""Naive counting, written apart from the bot's: one loop an answer, a rule read from its sentence, a search by trying.

A poll here is plain: voters with a category and an organisation, and answers as a dictionary. Percentages are compared
by multiplying out, in integers, with the numbers of the rules written as they are published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Answers = dict[tuple[str, str], str]
"""The answer of a voter in a cell: (voter, cell) -> "yes", "no", "discuss" or "abstain"."""


@dataclass
class NaivePoll:
    """Who may vote: voter -> (category, organisation); what they answered; the cells, each "component/freedom"."""

    roll: dict[str, tuple[str, str]]
    cells: list[str]
    answers: Answers

    def number(self, cell: str, answer: str, category: str | None = None) -> int:
        """How many gave an answer."""
        found = 0
        for (voter, asked), given in self.answers.items():
            if asked == cell and given == answer and category in (None, self.roll[voter][0]):
                found += 1
        return found

    def categories(self) -> list[str]:
        """Every category on the roll."""
        return sorted({category for category, _organisation in self.roll.values() if category})

    def without(self, number: int, name: str) -> NaivePoll:
        """As if nobody of a category (number 0) or an organisation (number 1) were on the roll."""
        roll = {voter: about for voter, about in self.roll.items() if about[number] != name}
        return NaivePoll(roll, self.cells, {key: value for key, value in self.answers.items() if key[0] in roll})


def verdict(poll: NaivePoll, cell: str, rule: str) -> str:
    """The outcome of a cell under a rule with its published numbers."""
    yes, no, discuss, abstain = (poll.number(cell, word) for word in ("yes", "no", "discuss", "abstain"))
    everyone = len(poll.roll)
    if yes + no + discuss + abstain == 0:
        return "no_votes"
    if rule == "ieee" and 100 * (yes + no + discuss + abstain) < 75 * everyone:
        return "no_quorum"
    if rule == "concurrent" and _counted(poll, cell) < 2:
        return "no_quorum"
    if yes + no == 0:
        return "no_quorum" if rule in ("super", "consensus") else "no_consensus"
    up, down = _adopts(poll, cell, rule, "yes", "no"), _adopts(poll, cell, rule, "no", "yes")
    if up and down:
        return "tie"
    if up:
        return "required"
    if down:
        return "not_required"
    return "tie" if rule == "simple" else "no_consensus"


def _counted(poll: NaivePoll, cell: str) -> int:
    found = 0
    for category in poll.categories():
        if poll.number(cell, "yes", category) + poll.number(cell, "no", category) >= 3:
            found += 1
    return found


def _adopts(poll: NaivePoll, cell: str, rule: str, side: str, other: str) -> bool:
    with_, against = poll.number(cell, side), poll.number(cell, other)
    discuss, abstain = poll.number(cell, "discuss"), poll.number(cell, "abstain")
    answers = with_ + against + discuss + abstain
    if rule == "simple":
        return with_ > against
    if rule in ("super", "consensus"):
        return 3 * with_ >= 2 * (with_ + against)
    if rule == "absolute":
        return 2 * with_ >= len(poll.roll)
    if rule == "iso":
        return 3 * with_ >= 2 * (with_ + against) and 4 * against <= with_ + against
    if rule == "ieee":
        return 4 * with_ >= 3 * (with_ + against) and 10 * abstain < 3 * answers
    if rule == "delphi":
        return 100 * with_ >= 70 * answers and 100 * against < 15 * answers
    assert rule == "concurrent"
    majorities = 0
    for category in poll.categories():
        own, others = poll.number(cell, side, category), poll.number(cell, other, category)
        if own + others > 0 and 3 * others >= 2 * (own + others):
            return False
        if own + others >= 3 and own > others:
            majorities += 1
    return majorities >= 2


def bands(poll: NaivePoll) -> dict[str, str]:
    """The band of every component, net votes over all freedoms, cuts 2, 1.5, 1 and 0.5 of the mean."""
    net: dict[str, int] = {}
    answered: set[str] = set()
    for cell in poll.cells:
        component = cell.split("/")[0]
        net[component] = net.get(component, 0) + poll.number(cell, "yes") - poll.number(cell, "no")
        if any(asked == cell for _voter, asked in poll.answers):
            answered.add(component)
    whole, rows = sum(net.values()), len(net)
    found = {}
    for component, value in net.items():
        if component not in answered:
            found[component] = "no_votes"
        elif whole <= 0:
            found[component] = "no_consensus"
        elif value * rows >= 2 * whole:
            found[component] = "required"
        elif 2 * value * rows >= 3 * whole:
            found[component] = "likely_required"
        elif value * rows >= whole:
            found[component] = "maybe_required"
        elif 2 * value * rows >= whole:
            found[component] = "likely_not_required"
        else:
            found[component] = "not_required"
    return found


def changed_once(poll: NaivePoll, among: list[str]) -> Iterator[NaivePoll]:
    """Every poll in which one yes of these cells is a no, or one no a yes; alike voters are tried once."""
    tried = set()
    for (voter, cell), given in poll.answers.items():
        about = (cell, given, poll.roll[voter][0])
        if cell in among and given in ("yes", "no") and about not in tried:
            tried.add(about)
            yield NaivePoll(poll.roll, poll.cells, {**poll.answers, (voter, cell): "no" if given == "yes" else "yes"})


def margin(poll: NaivePoll, cell: str, rule: str) -> int | None:
    """The least number of changed votes that gives another verdict, found by trying all, step by step."""
    now = bands(poll)[cell.split("/")[0]] if rule == "mean_band" else verdict(poll, cell, rule)
    among = poll.cells if rule == "mean_band" else [cell]
    seen, ring, steps = {_key(poll)}, [poll], 0
    while ring:
        steps += 1
        following = []
        for one in ring:
            for after in changed_once(one, among):
                key = _key(after)
                if key in seen:
                    continue
                seen.add(key)
                then = bands(after)[cell.split("/")[0]] if rule == "mean_band" else verdict(after, cell, rule)
                if then != now:
                    return steps
                following.append(after)
        ring = following
    return None


def _key(poll: NaivePoll) -> tuple[tuple[str, str, str, int], ...]:
    """What a verdict can depend on: how many of each category gave which answer in which cell."""
    counts: dict[tuple[str, str, str], int] = {}
    for (voter, cell), given in poll.answers.items():
        about = (cell, given, poll.roll[voter][0])
        counts[about] = counts.get(about, 0) + 1
    return tuple(sorted((*about, number) for about, number in counts.items()))
