"""What is wrong with a file of ballots or of mergings, told all at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.definitions.problems import Problem
from bot.domain.refusals import Refusal
from bot.texts import _, plural

TOLD = 20


class BadBallots(Refusal):
    """A file cannot be counted; nothing of it was."""

    def __init__(self, problems: Sequence[Problem], count: int | None = None) -> None:
        count = len(problems) if count is None else count
        self.problems = tuple(problems)
        head = plural("{count} problem in the file, nothing was counted:",
                      "{count} problems in the file, nothing was counted:", count)  # fmt: skip
        lines = [f"  {problem}" for problem in self.problems[:TOLD]]
        if count > len(lines):
            lines.append("  " + _("… and {count} more").format(count=count - len(lines)))
        super().__init__("\n".join([head, *lines]))


class Problems:
    """The problems of one file as they are found; of very many only the first are kept, and all are counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self._kept: list[Problem] = []

    def add(self, line: int, column: str, expected: str) -> None:
        """Note what is wrong in a column of a line; line 0: the file as a whole; no column: the whole line."""
        self.count += 1
        if len(self._kept) < TOLD:
            self._kept.append(Problem(self.file, line, column, expected))

    def refuse(self) -> None:
        """Stop if there are any.

        Raises:
            BadBallots: There are; every one is in it, or counted.
        """
        if self.count:
            raise BadBallots(self._kept, self.count)
