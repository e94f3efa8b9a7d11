"""How good the summaries of QMSum's validation split are, beside other methods, and what they cost.

The meetings and their scorer stand beside the checkout and are read in place; the other methods are sumy's.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.meetings.remarks import Remark
from bot.summarisers import Embedded, qmsum
from bot.summarisers.sentences import Piece, pieces
from bot.summarisers.words import STOP, length, tokens
from tests.support.upstream import SHARED

MEETINGS = SHARED / "qmsum" / "validation"
SCORER = SHARED.parent / "tools" / "score_summaries.py"
WORDS = 100
REMARKS = 5000
LEAST = {"rouge1": 26.0, "rouge2": 4.4, "content1": 15.0, "cited": 100.0, "verbatim": 99.0}
BARS = {"summary of a meeting, s": 1.0, "summary of 5,000 remarks, s": 3.0, "summary of 5,000 remarks, MB": 300.0}

Method = Callable[[Sequence[Remark]], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One method: the scorer's numbers, in percent, and the seconds that each meeting took."""

    scores: Mapping[str, float]
    seconds: tuple[float, ...]


def report() -> dict[str, float]:
    """Print the table; gives what was measured for each of the bars, nothing where the meetings are not at hand."""
    if not MEETINGS.is_dir() or not SCORER.is_file():
        print(f"{'summaries':<28} left out: {MEETINGS} and {SCORER} are not there")
        return {}
    meetings = {path.stem: qmsum.read(path.read_bytes()).remarks for path in sorted(MEETINGS.glob("*.json"))}
    print(f"summaries of {len(meetings)} meetings in {WORDS} words, F1 in percent")
    print(
        f"  {'method':<28} {'R-1':>6} {'R-2':>6} {'R-Lsum':>6} {'cont.1':>6} {'cont.2':>6} {'cited':>6} {'verb.':>6}"
        f" {'s':>6} {'max':>6}"
    )
    own = _print_row("ranker (ours)", meetings, _ranker())
    _print_row("LEAD", meetings, _lead(1))
    _print_row("LEAD, 6 words and more", meetings, _lead(6))
    for name in ("TextRank", "LexRank"):
        if importlib.util.find_spec("sumy"):
            _print_row(f"{name} (sumy)", meetings, _sumy(name))
        else:
            print(f"  {name + ' (sumy)':<28} left out: sumy is not installed (the dependency group bench)")
    for name, least in LEAST.items() if own.scores else ():
        met = "met" if own.scores[name] >= least else "MISSED"
        print(f"{'bar: ' + name:<40} {own.scores[name]:8.2f} of at least {least:g}: {met}")
    seconds, megabytes = large()
    return dict(zip(BARS, (max(own.seconds), seconds, megabytes), strict=True))


def large() -> tuple[float, float]:
    """Seconds for a summary of 5,000 remarks, and the peak memory of a process that makes it."""
    command = [sys.executable, "-m", "tests.benchmarks.summaries"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _print_row(name: str, meetings: Mapping[str, Sequence[Remark]], method: Method) -> Row:
    made, seconds = {}, []
    for meeting, remarks in meetings.items():
        started = time.perf_counter()
        made[meeting] = method(remarks)
        seconds.append(time.perf_counter() - started)
    row = Row(_scores(made), tuple(seconds))
    shown = [row.scores.get(key) for key in ("rouge1", "rouge2", "rougeLsum", "content1", "content2")]
    shown += [row.scores.get("cited"), row.scores.get("verbatim")]
    numbers = " ".join(f"{number:6.1f}" if number is not None else f"{'–':>6}" for number in shown)
    print(f"  {name:<28} {numbers} {sum(seconds) / len(seconds):6.2f} {max(seconds):6.2f}", flush=True)
    return row


def _scores(made: Mapping[str, object]) -> dict[str, float]:
    """What the scorer says; empty, and said why, where the package that it needs is missing."""
    if not importlib.util.find_spec("rouge_score"):
        print("  not scored: rouge-score is not installed (the dependency group bench)")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "summaries.json"
        file.write_text(json.dumps(made), encoding="utf-8")
        options = ["--data", str(MEETINGS), "--words", str(WORDS), "--no-frame", str(file)]
        done = subprocess.run([sys.executable, str(SCORER), *options], capture_output=True, text=True, check=True)
    scores: dict[str, float] = json.loads(done.stdout)
    return scores


def _ranker() -> Method:
    summariser = Embedded.shipped()

    def summarise(remarks: Sequence[Remark]) -> list[dict[str, Any]]:
        sentences = summariser.summarise(remarks, WORDS).sentences
        return [{"text": one.text, "sources": list(one.sources)} for one in sentences]

    return summarise


def _lead(shortest: int) -> Method:
    def summarise(remarks: Sequence[Remark]) -> list[dict[str, Any]]:
        return _filled((piece for piece in pieces(remarks) if length(piece.text) >= shortest), remarks)

    return summarise


def _sumy(name: str) -> Method:
    """A method of sumy, on our sentences: its own splitter wants files from the network."""
    module = importlib.import_module(
        {"TextRank": "sumy.summarizers.text_rank", "LexRank": "sumy.summarizers.lex_rank"}[name]
    )
    dom = importlib.import_module("sumy.models.dom")
    stemmer = importlib.import_module("sumy.nlp.stemmers").Stemmer("english")
    summariser = getattr(module, f"{name}Summarizer")(stemmer)
    summariser.stop_words = STOP

    def summarise(remarks: Sequence[Remark]) -> list[dict[str, Any]]:
        found = pieces(remarks)
        sentences = [dom.Sentence(piece.text, _Words()) for piece in found]
        best: list[int] = []

        def fitting(rated: Iterable[Any]) -> list[Any]:
            kept: list[Any] = []
            left = WORDS
            for one in rated:
                if (words := length(str(one.sentence))) <= left:
                    kept, left = [*kept, one], left - words
            best.extend(sorted(one.order for one in kept))
            return kept

        summariser(dom.ObjectDocumentModel([dom.Paragraph(sentences)]), fitting)
        return [{"text": found[place].text, "sources": [remarks[found[place].remark].number]} for place in best]

    return summarise


class _Words:
    """What sumy asks of a tokeniser."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(tokens(sentence))


def _filled(found: Iterable[Piece], remarks: Sequence[Remark]) -> list[dict[str, Any]]:
    """The first sentences until the words are used up; the scorer cuts the last."""
    kept, left = [], WORDS
    for piece in found:
        if left <= 0:
            break
        kept.append({"text": piece.text, "sources": [remarks[piece.remark].number]})
        left -= length(piece.text)
    return kept


def _measure_large() -> None:
    """Print the seconds and the megabytes of one summary of many remarks, read from the files first."""
    said: list[Remark] = []
    for path in sorted(MEETINGS.glob("*.json")):
        said += [remark for remark in qmsum.read(path.read_bytes()).remarks if remark.text]
        if len(said) >= REMARKS:
            break
    remarks = [Remark(number, remark.speaker, remark.text) for number, remark in enumerate(said[:REMARKS])]
    started = time.perf_counter()
    Embedded.shipped().summarise(remarks, 300)
    seconds = time.perf_counter() - started
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"{seconds:.2f} {int(peak.split()[1]) / 1024:.0f}")


if __name__ == "__main__":
    _measure_large()
