"""Whether a transcript can be all of what was recorded: machines lose the end, repeat themselves, or fall silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import islice

from bot.domain.meetings.stamps import stamped
from bot.texts import _, plural

# The end of a recording is often silence: so much may be missing, or so much of the whole if that is more.
SPARE = timedelta(minutes=2)
SPARE_SHARE = 0.05
# People say 100 to 180 words a minute, with pauses; a meeting in which fewer stand was not written down.
FEWEST_WORDS_A_MINUTE = 30
# Shorter recordings, and shorter texts, tell nothing.
SHORTEST = timedelta(minutes=3)
FEWEST_RUNS = 50
# Of runs of so many words, people say nearly every one once; where so many stand again, nobody said them.
RUN, LOOPED_SHARE = 5, 0.3
# What is longer is judged by its beginning.
MOST_WORDS = 200_000


class Lack(StrEnum):
    """What may be missing of a transcript."""

    ENDS_EARLY = "ends early"
    FEW_WORDS = "few words"
    REPEATS = "repeats"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against a transcript, and a sentence that says it."""

    lack: Lack
    text: str


def covers(last: timedelta | None, recording: timedelta | None) -> Finding | None:
    """Whether a transcript reaches to the end of the recording.

    Args:
        last: The last moment that is stamped in it; None where none is.
        recording: How long the recording is; None where nobody knows.

    Returns:
        None where it does, or nothing can be told.
    """
    if last is None or recording is None or recording <= last + max(SPARE, recording * SPARE_SHARE):
        return None
    text = _("The transcript ends at {last}, and the recording is {length} long: the end may be missing.")
    return Finding(Lack.ENDS_EARLY, text.format(last=stamped(last), length=stamped(recording)))


def lacking(last: timedelta | None, lines: Sequence[str], recording: timedelta | None = None) -> tuple[Finding, ...]:
    """Look for what may be missing of a transcript.

    Args:
        last: The last moment that is stamped in it; None where none is.
        lines: What was said, a remark or a cue each.
        recording: How long the recording is; where nobody knows, the last moment stands for it.
    """
    found = (covers(last, recording), _enough(lines, recording or last), _looping(lines))
    return tuple(one for one in found if one)


def _enough(lines: Sequence[str], length: timedelta | None) -> Finding | None:
    if length is None or length < SHORTEST:
        return None
    words = sum(len(line.split()) for line in lines)
    minutes = length / timedelta(minutes=1)
    if words >= FEWEST_WORDS_A_MINUTE * minutes:
        return None
    text = _("The transcript has {words} for {length} of talk: much may be missing.")
    return Finding(
        Lack.FEW_WORDS,
        text.format(words=plural("{count} word", "{count} words", words), length=stamped(length)),
    )


def _looping(lines: Sequence[str]) -> Finding | None:
    """Machines that lose the thread write the same words again and again."""
    words = list(islice((word for line in lines for word in line.casefold().split()), MOST_WORDS))
    runs = Counter(hash(tuple(words[place : place + RUN])) for place in range(len(words) - RUN + 1))
    if runs.total() < FEWEST_RUNS or runs.total() - len(runs) < LOOPED_SHARE * runs.total():
        return None
    often = max(runs.values())
    first = next(place for place in range(len(words)) if runs[hash(tuple(words[place : place + RUN]))] == often)
    text = _("The same words stand again and again (“{words} …”, {times} times): a machine may have lost the thread.")
    return Finding(Lack.REPEATS, text.format(words=" ".join(words[first : first + RUN])[:80], times=often))
