"""Bots that pass on what people say elsewhere: ``<Slack> [ana] hello`` is Ana's remark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.meetings.records import Record

_PASSED_ON = re.compile(r"\s*(?:\[(?:[^\]/]{1,30}/)?(?P<a>[^\]/]{1,60})\]|<[@+%~& ]?(?P<b>[^>]{1,60})>) ")
_LEAST = 2
_SHARE = 0.8


def named(found: Sequence[Record]) -> None:
    """Give the remarks of relays to those who made them."""
    said: Counter[str] = Counter()
    passed_on: Counter[str] = Counter()
    for record in found:
        said[record.speaker] += 1
        read = _PASSED_ON.match(record.text)
        # A scribe who writes "<own nick> …" is no relay.
        if read and (read["a"] or read["b"]).casefold() != record.speaker.casefold():
            passed_on[record.speaker] += 1
    relays = {who for who, count in passed_on.items() if who and count >= max(_LEAST, _SHARE * said[who])}
    if not relays:
        return
    for record in found:
        if record.speaker in relays and (read := _PASSED_ON.match(record.text)):
            record.speaker = (read["a"] or read["b"]).strip()
            record.text = record.text[read.end() :]
