"""Which meetings the ranker was fitted to, from which corpus, and what exactly they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from bot.summarisers.qmsum import Meeting

LIST = Path(__file__).with_name("meetings.tsv")
HEAD = "meeting\tcorpus\tsha256"
AMI, ICSI, PARLIAMENT = "AMI", "ICSI", "parliament"
# How the names of a corpus' meetings begin.
BEGINNINGS = {"ES": AMI, "IS": AMI, "TS": AMI, "B": ICSI, "covid": PARLIAMENT, "education": PARLIAMENT}


def digest(meeting: Meeting) -> str:
    """The sha256 of what is learnt from: every turn and every summary, as read, in compact JSON."""
    said = [[remark.speaker, remark.text] for remark in meeting.remarks]
    return hashlib.sha256(json.dumps([said, meeting.summaries], separators=(",", ":")).encode()).hexdigest()


def listed(meetings: Mapping[str, Meeting]) -> str:
    """The list of these meetings, a line for each, in the order of their names."""
    lines = [f"{name}\t{corpus(name)}\t{digest(meeting)}" for name, meeting in sorted(meetings.items())]
    return "\n".join([HEAD, *lines, ""])


def corpus(name: str) -> str:
    """The corpus that a meeting comes from; empty where its name tells none."""
    return next((corpus for beginning, corpus in BEGINNINGS.items() if name.startswith(beginning)), "")
