"""What minutes of a long town hall cost: 5,000 remarks by sixty people of six categories, on twenty topics."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.definitions.checking import read_files
from bot.definitions.places import data_root
from bot.domain.meetings.discussions import Discussion, KeptRemark, Participant
from bot.domain.stakeholders import SIX_CATEGORIES
from bot.services.minutes.documenting import Forum, document
from bot.services.minutes.preparing import prepared
from bot.services.minuting.inferring import inferred
from bot.summarisers import qmsum
from tests.benchmarks.summaries import MEETINGS

REMARKS = 5000
BARS = {"minutes of 5,000 remarks, s": 3.0, "minutes of 5,000 remarks, MB": 300.0}
_PEOPLE = 60
_TOPICS = 20
_BEGUN = datetime(2024, 5, 10, 16, 0, tzinfo=UTC)


def discussion() -> Discussion:
    """Remarks of real meetings, as one town hall."""
    texts: list[str] = []
    for path in sorted(MEETINGS.glob("*.json")):
        texts += [remark.text for remark in qmsum.read(path.read_bytes()).remarks if remark.text]
        if len(texts) >= REMARKS:
            break
    names = [category.name for category in SIX_CATEGORIES]
    people = [Participant(f"discord:{n}", f"Person {n}", names[n % len(names)]) for n in range(_PEOPLE)]
    remarks = []
    for number, said in enumerate(texts[:REMARKS], 1):
        text = f"#topic Part {number}" if number % (REMARKS // _TOPICS) == 1 else said
        digest = hashlib.sha256(text.encode()).hexdigest()
        author = people[number * number % _PEOPLE].person
        remarks.append(KeptRemark(number, author, text, digest, digest, _BEGUN + timedelta(seconds=number)))
    return Discussion(
        id="2024-05-10-town-hall",
        title="A long town hall",
        place="discord channel",
        source_kind="discord",
        started=_BEGUN,
        ended=_BEGUN + timedelta(seconds=REMARKS),
        participants=tuple(people),
        remarks=tuple(remarks),
    )


def report() -> dict[str, float]:
    """What was measured for each of the bars; nothing where the meetings are not at hand."""
    if not MEETINGS.is_dir():
        print(f"{'minutes':<28} left out: {MEETINGS} is not there")
        return {}
    command = [sys.executable, "-m", "tests.benchmarks.documents"]
    done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    told = f"{done['seconds']:.2f} s (processor {done['processor']:.2f} s)   {done['megabytes']:.0f} MB"
    print(f"{'minutes of 5,000 remarks':<28} {told}")
    return dict(zip(BARS, (done["seconds"], done["megabytes"]), strict=True))


def _measure() -> None:
    """Print what a draft with its suggestions costs, in a process of its own."""
    found = discussion()
    systems = tuple(read_files(data_root()).systems.values())
    forum = Forum(tuple(category.name for category in SIX_CATEGORIES))
    started, busy = time.perf_counter(), time.process_time()
    ready = prepared(found)
    document(found, forum=forum, inferred=inferred(ready, systems), ready=ready)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"seconds": seconds, "processor": busy, "megabytes": int(peak.split()[1]) / 1024}))


if __name__ == "__main__":
    _measure()
