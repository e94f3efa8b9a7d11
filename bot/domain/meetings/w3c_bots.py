"""The bots of W3C's channels: what they say, and what people say to them, is not minuted.

Zakim keeps the queue and the agenda, RRSAgent the log, trackbot and GHURLBot the issues.
Source: scribe2doc, "Bots"; the manual of Zakim. Read November 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.domain.meetings.options import Options
from bot.domain.meetings.people import People
from bot.domain.meetings.records import Kind, Record

BOTS = frozenset({"rrsagent", "trackbot", "ghurlbot", "gb", "agendabot", "zakim"})

_TAKEN_UP = (re.compile(r"agendum \d+\. \"(.*)\" taken up"), re.compile(r"agendum \d+ -- (.*)"))
_FROM = re.compile(r" -- taken up \[from.*")
_ATTENDEES = re.compile(r".*the attendees (?:were|have been) (.*?),?$")
_MORE = re.compile(r"\.\.\. (.*)$")
_TO_ZAKIM = re.compile(
    r"""\ *(?:
    zakim,
    | (?:chair\ +)?(?:ack|recognize)s?\ \w
    | agg?enda\ *\d*\ *[-+=?]
    | (?:delete|drop|forget|remove)\ +agend(?:um|a)\ +\d+\ *$
    | (?:take\ +up\ +|open\ +|move\ +to\ +)?(?:agend(?:um|a)\ +|next\ +agend(?:um|a))
    | (?:skip|(?:really\ +)?close)\ +(?:this\ +agend(?:um|a)|agend(?:um|a)\ +\d+)\ *$
    | q(?:ueue|q)?\ *[-+=?]
    | (?:ple?a?se?\ +)?(?:show\ +)?(?:the\ +)?(?:verbose\ +|full\ +)?q(?:ueue)?\??\ *$
    | (?:vqueue|vq|qv)\?
    | [-+=?]\ *q(?:ueue|q)?\b
    | (?:ple?a?se?\ +)?clear\ +(?:the\ +)?agenda\ *$
    | (?:(?:list|show)\ +(?:all\ +)?(?:the\ +)?questions|questions\ *\?)\ *$
    | (?:drop|close)\ +question\ +[0-9]+\ *$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Where RRSAgent keeps the log or the minutes of a day.
_DATED = re.compile(
    r"(?:to generate|[Ll]ogging to|recorded in|See) [^ #]{1,200}?/(\d{4})/(0[1-9]|1[0-2])/(\d\d)-", re.ASCII
)
_MONTHS = "January February March April May June July August September October November December".split()
_TO_OTHERS = re.compile(
    r" *(?:rrsagent,|agendabot,|trackbot *, *(?:(?:dis)?associate|bye|start|end|status)\b)", re.IGNORECASE
)


@dataclass(slots=True)
class Bots:
    """Takes the lines of bots and to bots away; what they tell of topics, people and the date stays."""

    options: Options
    present: People
    date: str = ""
    _zakim: list[Record] = field(default_factory=list)
    _listing: bool = False

    def take(self, record: Record) -> bool:
        """Whether the line was a bot's, or for a bot."""
        if record.kind is not Kind.TYPED:
            return False
        speaker = record.speaker.casefold()
        if speaker == "rrsagent" and (dated := _DATED.search(record.text)):
            year, month, day = dated.groups()
            self.date = f"{day} {_MONTHS[int(month) - 1]} {year}"
        if speaker == "zakim" and self.options.zakim:
            self._take_zakim(record)
            return True
        if speaker in BOTS or _TO_OTHERS.match(record.text) or (self.options.zakim and _TO_ZAKIM.match(record.text)):
            record.kind = Kind.LEFT_OUT
            return True
        return False

    def _take_zakim(self, record: Record) -> None:
        text = record.text
        for pattern in _TAKEN_UP:
            if found := pattern.match(text):
                record.kind, record.text = Kind.TOPIC, _FROM.sub("", found[1])
                self._zakim, self._listing = [record], False
                return
        record.kind = Kind.LEFT_OUT
        if found := _ATTENDEES.match(text):
            self._listing = True
            self._zakim = []
            self.present.add(found[1], record.lines)
        elif found := _MORE.match(text):
            if self._listing:
                self.present.add(found[1], record.lines)
            elif self._zakim:
                topic = self._zakim[0]
                topic.go_on(f" {found[1]}", record.lines)
                topic.text = _FROM.sub("", topic.text)
        else:
            self._zakim, self._listing = [], False
