"""Decides which sentences of a model survive: what it says of its sources is believed nowhere, and looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.model_sentences import SUGGESTED_ONLY, Claim, Drop, Flag, ModelSentence, Named, Quote
from bot.summarisers.chat_model import quotations
from bot.summarisers.chat_model.alignments import Aligned, folded, unseen
from bot.summarisers.chat_model.answers import LIMIT_SENTENCES, Written
from bot.summarisers.chat_model.labelling import Shown, Shows
from bot.summarisers.chat_model.naming import labels, named, without_labels
from bot.summarisers.chat_model.plainness import instructs, is_plain, too_long
from bot.summarisers.chat_model.quotations import Found, Part
from bot.summarisers.chat_model.speakers import begins, in_first_person, said_to_speak, speaks
from bot.summarisers.chat_model.terms import Terms, is_no_name

LIMIT_SOURCES = 6


class _Dropped(Exception):
    """A sentence does not survive."""

    def __init__(self, reason: Drop) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Checked:
    """What survived, in the order of the first source, and how much did not."""

    sentences: tuple[ModelSentence, ...]
    dropped: Counter[Drop]


def checked(written: Sequence[Written | None], shows: Shows) -> Checked:
    """Check the sentences of an answer against the remarks that were sent, and against nothing else."""
    checks = _Checks(shows)
    found: dict[tuple[str, tuple[int, ...]], ModelSentence] = {}
    dropped = Counter[Drop]()
    for one in written[:LIMIT_SENTENCES]:
        try:
            sentence = checks.sentence(one)
        except _Dropped as reason:
            dropped[reason.reason] += 1
            continue
        if found.setdefault((sentence.text, sentence.sources), sentence) is not sentence:
            dropped[Drop.REPEATED] += 1
    if written[LIMIT_SENTENCES:]:
        dropped[Drop.TOO_MANY] += len(written) - LIMIT_SENTENCES
    return Checked(tuple(sorted(found.values(), key=lambda one: one.sources)), dropped)


def _unless(reason: Drop, held: bool) -> None:
    if not held:
        raise _Dropped(reason)


class _Checks:
    def __init__(self, shows: Shows) -> None:
        self._people = shows.people
        self._shown = {one.id: one for one in shows.remarks}
        self._folded: dict[str, Aligned] = {}

    def sentence(self, written: Written | None) -> ModelSentence:
        """Check one sentence.

        Raises:
            _Dropped: It does not survive.
        """
        if written is None or not written.text.strip():
            raise _Dropped(Drop.MALFORMED)
        cited = self._cited(written.sources)
        _unless(Drop.TOO_LONG, not too_long(written.text) and not too_long(written.quote))
        _unless(Drop.NOT_PLAIN, not any(map(unseen, written.text)))
        text = folded(written.text).text.strip()
        _unless(Drop.NOT_PLAIN, is_plain(text))
        pieces = quotations.parts(text)
        if pieces is None:
            raise _Dropped(Drop.MISQUOTED)
        own = "".join(" " if one.quoted else one.text for one in pieces)
        action = written.claim in SUGGESTED_ONLY
        _unless(Drop.INSTRUCTING, not instructs(own, action=action))
        found = [self._quoted(pieces, place, cited) if one.quoted else None for place, one in enumerate(pieces)]
        quote = self._quote(written.quote, cited)
        self._check_people(own, cited, action=action)
        terms = Terms(tuple(aligned.text for _shown, aligned in cited))
        _unless(Drop.FOREIGN, not terms.lacks_a_term(without_labels(own, self._people)))
        bare = without_labels(text, self._people)
        _unless(Drop.UNSUPPORTED, terms.support(bare))
        flags = (Flag.NEGATION,) if terms.negation_differs(bare) else ()
        return self._made(written.claim, pieces, found, cited, quote, flags)

    def _cited(self, sources: Sequence[str]) -> list[tuple[Shown, Aligned]]:
        _unless(Drop.UNCITED, bool(sources))
        _unless(Drop.TOO_MANY_SOURCES, len(sources) <= LIMIT_SOURCES)
        _unless(Drop.UNKNOWN_SOURCE, all(source in self._shown for source in sources))
        return [(self._shown[source], self._folding(source)) for source in sources]

    def _folding(self, id_: str) -> Aligned:
        if id_ not in self._folded:
            self._folded[id_] = folded(self._shown[id_].text)
        return self._folded[id_]

    def _quoted(self, pieces: Sequence[Part], place: int, cited: Sequence[tuple[Shown, Aligned]]) -> Found:
        """Find what stands in quotation marks; where somebody is named as saying it, among that person's remarks."""
        found = quotations.sought(pieces[place].text, cited)
        _unless(Drop.MISQUOTED, bool(found))
        before = "".join(one.text for one in pieces[: place - 1] if not one.quoted)
        named_last = [one for one in labels(before, self._people) if speaks(before, one.start, one.end)]
        if named_last:
            found = [one for one in found if one.shown.author == named_last[-1].participant.person]
            _unless(Drop.WRONG_SPEAKER, bool(found))
        return self._usable(found)

    def _quote(self, quote: str, cited: Sequence[tuple[Shown, Aligned]]) -> Quote | None:
        if not quote.strip():
            return None
        found = quotations.sought(quotations.bare(quote), cited)
        _unless(Drop.MISQUOTED, bool(found))
        return self._usable(found).quote

    def _usable(self, found: Sequence[Found]) -> Found:
        """The first that is plain in its speaker's own letters and names nobody who does not want to be named."""
        plain = [one for one in found if is_plain(one.quote.text) and not too_long(one.quote.text)]
        _unless(Drop.NOT_PLAIN, bool(plain))
        self._check_named(plain[0].sent)
        return plain[0]

    def _check_named(self, text: str) -> None:
        willing = all(one.participant.naming is not Naming.NOT_AT_ALL for one in labels(text, self._people))
        _unless(Drop.WITHHELD, willing)

    def _check_people(self, text: str, cited: Sequence[tuple[Shown, Aligned]], *, action: bool) -> None:
        """Whoever is said to speak wrote a cited remark; whoever else is named stands in one."""
        authors = {shown.author for shown, _aligned in cited}
        mentioned = {
            one.participant.person for shown, _aligned in cited for one in labels(shown.text, self._people)
        }  # fmt: skip
        self._check_named(text)
        for one in labels(text, self._people):
            if one.participant.person in authors:
                continue
            speaking = speaks(text, one.start, one.end) or (not action and begins(text, one.start))
            _unless(Drop.WRONG_SPEAKER, not speaking)
            _unless(Drop.FOREIGN, one.participant.person in mentioned)
        _unless(Drop.WRONG_SPEAKER, len(authors) == 1 or not in_first_person(text))
        for name in said_to_speak(text):
            _unless(Drop.WRONG_SPEAKER, self._may_speak(name, authors, cited))

    def _may_speak(self, name: str, authors: set[str], cited: Sequence[tuple[Shown, Aligned]]) -> bool:
        """Whether a name that no label stands for may be said to speak: its own remark, or one that says so."""
        called = {one.person for one in self._people.values() if name.casefold() in one.name.casefold().split()}
        if name in self._people or called:
            return name in self._people or bool(called & authors)
        return is_no_name(name) or any(name in said_to_speak(aligned.text) for _shown, aligned in cited)

    def _made(
        self,
        claim: Claim,
        pieces: Sequence[Part],
        found: Sequence[Found | None],
        cited: Sequence[tuple[Shown, Aligned]],
        quote: Quote | None,
        flags: tuple[Flag, ...],
    ) -> ModelSentence:
        text, names = self._put_back(zip(pieces, found, strict=True))
        # Names and quotations brought letters that were not the model's.
        _unless(Drop.NOT_PLAIN, is_plain(text))
        _unless(Drop.TOO_LONG, not too_long(text))
        authors = {shown.author for shown, _aligned in cited}
        return ModelSentence(
            claim=claim,
            text=text,
            sources=tuple(sorted(shown.number for shown, _aligned in cited)),
            author=authors.pop() if len(authors) == 1 else "",
            quote=quote,
            names=names,
            flags=flags,
        )

    def _put_back(self, pieces: Iterable[tuple[Part, Found | None]]) -> tuple[str, tuple[Named, ...]]:
        text, names = "", tuple[Named, ...]()
        for part, found in pieces:
            if found is None:
                piece, new = named(part.text, self._people, len(text))
            else:
                piece, new = found.quote.text, self._named_in(found, len(text))
            text, names = text + piece, names + new
        return text, names

    def _named_in(self, found: Found, offset: int) -> tuple[Named, ...]:
        first = found.quote.start
        spans = [
            (found.shown.aligned.span(found.start + one.start, found.start + one.end), one.participant.person)
            for one in labels(found.sent, self._people)
        ]
        return tuple(Named(offset + start - first, offset + end - first, person) for (start, end), person in spans)
