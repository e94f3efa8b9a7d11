"""What the bot does of its own accord at set times."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.app import App
from bot.domain.chores import Rule
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do, and when; None where the configuration does not want it.

    It may be done twice where a process dies in the middle: what it posts needs a subject that is the same both times.
    """

    work: Callable[[App], Awaitable[object]]
    rule: Callable[[Settings], Rule | None]


CHORES: Mapping[str, Chore] = {}
