"""What is wrong with data files, said so that whoever wrote them can mend them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.refusals import Refusal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one file. ``path`` leads to it from the top of the file; ``line`` counts from 1, 0 unknown."""

    file: str
    line: int
    path: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.path}: {self.expected}" if self.path else f"{place}: {self.expected}"


class BadFiles(Refusal):
    """Some files cannot be used; nothing of any of them was taken."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{count} {noun} in the data files, nothing was loaded:\n{lines}")
