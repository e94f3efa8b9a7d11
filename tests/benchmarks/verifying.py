"""Checking a log of 100,000 ballots without the database, every poll counted again; and telling as many."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.logs.telling import polls
from bot.domain.logs.telling.poll_histories import PollHistory
from bot.domain.logs.telling.told import Told
from bot.domain.polls.asked import Asked
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import Answer, EventKind, Poll, PollEvent, Via, Voter, cast_body
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.standing import rows_digest, tally_rows
from tests.support.telling import placed

POLLS, VOTERS = 20, 5_000
BALLOTS = POLLS * VOTERS
BAR = "verify 100,000 ballots, s"
BARS = {BAR: 30.0}
OPENS = datetime(2026, 11, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=7)
CHARTER = PollCharter(
    "Is it required?",
    "osaid 1.0",
    tuple(Asked(f"component-{number}", f"Component {number}", "training-code") for number in range(17)),
    CLOSES,
    OPENS,
)

_VERIFY = """
import sys, time
from pathlib import Path
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
started, worked = time.perf_counter(), time.process_time()
report = verify(Folder(Path(sys.argv[1])))
assert report.breach is None, report.breach
print(time.perf_counter() - started, time.process_time() - worked)
"""


def history(number: int, voters: int = VOTERS) -> PollHistory:
    """A poll in which everybody answered the four cells of one component, of whom a part thought again."""
    chance = random.Random(number)
    name = f"P-2026-{number:04}"
    poll = Poll(name, CHARTER, "terminal:fay", OPENS, CLOSES, OPENS, CLOSES)
    roll = tuple(
        Voter(f"{chance.getrandbits(64):016x}", None, f"category {place % 6}", f"organisation {place % 400}")
        for place in range(voters)
    )
    events = [PollEvent(EventKind.OPENED, name, OPENS, {"charter": CHARTER.canonical}, id=number * 10**6)]
    for place, voter in enumerate(sorted(roll, key=lambda one: one.handle)):
        at, component = OPENS + timedelta(minutes=1, milliseconds=place), f"component-{place % 17}"
        said = chance.choices(BallotScale.REQUIRED.choices, (50, 30, 10, 10), k=4)
        cells = [one for one in CHARTER.cells if one.component == component]
        body = cast_body([Answer(cell, choice) for cell, choice in zip(cells, said, strict=True)], Via.QUICK)
        events.append(PollEvent(EventKind.CAST, name, at, body, handle=voter.handle, id=events[-1].id + 1))
    standing = PollHistory(poll, events, roll).ballots
    rows = tally_rows(standing.tally, poll)
    body = {"rows": rows, "digest": rows_digest(rows)}
    closed = PollEvent(EventKind.CLOSED, name, CLOSES + timedelta(minutes=2), body, id=events[-1].id + 1)
    return PollHistory(poll, [*events, closed], roll)


def told(several: int = POLLS, voters: int = VOTERS) -> Iterator[Told]:
    """What is told of as many polls, one after the other."""
    for number in range(1, several + 1):
        yield from polls.told(history(number, voters))


def verify_seconds(folder: Path) -> tuple[float, float]:
    """How long a process of its own takes to check a log, and how much of that its processor works."""
    command = [sys.executable, "-c", _VERIFY, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, worked = map(float, done.stdout.split())
    return seconds, worked


def report() -> dict[str, float]:
    """Measure and print."""
    histories = [history(number) for number in range(1, POLLS + 1)]
    started = time.perf_counter()
    everything = [one for each in histories for one in polls.told(PollHistory(each.poll, each.events, each.voters))]
    telling = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as name:
        placed(everything).write(Path(name))
        seconds, worked = verify_seconds(Path(name))
    took = f"told {telling:.2f} s   verified {seconds:.2f} s ({worked:.2f} s of processor)"
    print(f"{'log of 100,000 ballots':<28} {took}   {len(everything)} leaves")
    return {BAR: seconds}


if __name__ == "__main__":
    report()
