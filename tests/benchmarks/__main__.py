"""`make bench`: prints what it measures, and the bars it is measured against."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks import (
    ballots,
    documents,
    exporting,
    impacts,
    importing,
    ledgers,
    measuring,
    sites,
    summaries,
    tallies,
    verifying,
    writes,
)
from tests.support import scoring

BARS = {
    "p99 at 10,000 systems, ms": 20.0,
    "start to first answer, s": 2.0,
    "peak memory, MB": 200.0,
    "export and load of 10,000 systems, s": exporting.BAR_SECONDS,
} | impacts.BAR


async def _times(database: str, wanted: int, asked: list[str], rounds: int) -> measuring.Times:
    app = await measuring.with_copies(database, wanted) if wanted else await measuring.opened(database)
    try:
        return await measuring.answer_times(app, asked, rounds)
    finally:
        await app.close()


async def _accuracy(database: str) -> tuple[int, int, int]:
    app = await measuring.opened(database)
    try:
        scores = [await scoring.score(app, row) for row in scoring.rows(measuring.QUESTIONS)]
    finally:
        await app.close()
    return sum(score.right for score in scores), len(scores), sum(score.wrong_verdict for score in scores)


def _print_times(name: str, times: measuring.Times) -> None:
    print(
        f"{name:<28} p50 {times.p50:7.2f} ms   p99 {times.p99:7.2f} ms   worst {times.worst:7.2f} ms   "
        f"{times.per_second:7.0f} answers/s   ({times.count} answers)"
    )


def main() -> None:
    """Measure and print; a bar that is missed is marked, nothing is asserted."""
    asked = measuring.questions()
    with tempfile.TemporaryDirectory() as folder:
        small, large = f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"
        real = asyncio.run(_times(small, 0, asked, 10))
        _print_times("real data", real)
        many = asyncio.run(_times(large, 10_000, asked, 5))
        _print_times("10,000 systems", many)
        print(f"{'ratio of p99':<28} {many.p99 / real.p99:.1f}")
        judged = max(impacts.seconds(large))
        starts = measuring.start_seconds(small)
        start = statistics.median(starts)
        print(f"{'start to first answer':<28} median {start:.2f} s of {len(starts)} (best {min(starts):.2f})")
        memory = measuring.peak_megabytes(small, asked)
        print(f"{'peak memory':<28} {memory:.0f} MB")
        files = exporting.there_and_back(Path(folder), 10_000)
        print(f"{'10,000 systems as files':<28} export {files.export:.2f} s   load {files.load:.2f} s")
        right, count, wrong = asyncio.run(_accuracy(small))
        importing.print_times(Path(folder))
        tallied = tallies.report(Path(folder))
        writes.print_rates(Path(folder))
        ballots.print_times(Path(folder) / "ballots")
        built = sites.report(Path(folder))
    verified = verifying.report()
    summarised = summaries.report()
    documented = documents.report()
    logged = ledgers.report()
    print(f"{'accuracy, questions.tsv':<28} {right}/{count} = {100 * right / count:.1f} %   wrong verdicts: {wrong}")
    measured = {
        "p99 at 10,000 systems, ms": many.p99,
        "start to first answer, s": start,
        "peak memory, MB": memory,
        "export and load of 10,000 systems, s": files.together,
        "impact over 10,000 systems, s": judged,
        **tallied,
        **verified,
        **summarised,
        **documented,
        **logged,
        **built,
    }
    bars = BARS | tallies.BARS | verifying.BARS | ledgers.BARS | sites.BARS | (summaries.BARS if summarised else {})
    bars |= documents.BARS if documented else {}
    for name, bar in bars.items():
        print(f"{'bar: ' + name:<40} {measured[name]:8.2f} of {bar:g}: {'met' if measured[name] < bar else 'MISSED'}")


if __name__ == "__main__":
    main()
