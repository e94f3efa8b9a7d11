"""What is said of a component in a few words: how it can be had, how much of it, under which licence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.definitions.expressions import Expressions
from bot.domain.libraries import Reference
from bot.domain.licences import MIXED, NONE_STATED, Licensing
from bot.domain.names import fold
from bot.domain.suppositions import Supposition
from bot.domain.systems import Access, Extent
from bot.services.nearness import nearest
from bot.services.understanding.reference_indexes import References
from bot.texts import _, listed


def shortened(text: str) -> str:
    """Enough of a text to find it again."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


class NotUnderstood(Exception):
    """A piece that cannot be read; the text names it and says why."""

    def __init__(self, piece: str, why: str) -> None:
        super().__init__(_("“{piece}”: {why}").format(piece=shortened(piece.strip()), why=why))


class NothingSaid(NotUnderstood):
    """A piece that names components and says nothing of them."""

    def __init__(self, piece: str) -> None:
        super().__init__(piece, _("what of it? Say “open, MIT” or “absent” after the component and a colon"))


class _Other(StrEnum):
    FORGOTTEN = "forgotten"
    NO_LICENCE = NONE_STATED
    SEVERAL = MIXED


_Meaning = Access | Extent | _Other

_WORDS: Mapping[_Meaning, str] = {
    Access.OPEN: "open|opened|open source|published|public|publicly available|released|available|freely available|free"
    "|shared|disclosed|yes|there|open weights|publish|release",
    Access.GATED: "gated|gate|behind a gate|on request|upon request|by request|request only|on demand|on application",
    Access.ABSENT: "absent|private|closed|secret|proprietary|internal|withheld|missing|none|no|not there|not released"
    "|not published|not open|not available|not public|not shared|not disclosed|never released|unreleased|unpublished"
    "|unavailable|undisclosed|kept private|kept secret|kept back|kept closed|stays private|stay private|without",
    Access.UNKNOWN: "unknown|not known|unclear|not recorded|not sure|?",
    Extent.PARTIAL: "in part|partial|partially|partly|part|incomplete|in general terms|general terms",
    Extent.FULL: "in full|full|fully|complete|completely|whole|entirely|in detail|detailed",
    _Other.FORGOTTEN: "-|–|—|forget|forgotten|remove|take out|leave out",
    _Other.NO_LICENCE: "no licence|no license|without licence|without license|without a licence|without a license"
    "|without any licence|without any license|licence not stated|license not stated|no licence stated"
    "|no license stated|none stated|unlicensed",
    _Other.SEVERAL: "several licences|several licenses|mixed|mixed licences|mixed licenses|various licences",
}
_FILLERS = (
    "under the terms of|under terms of|released under|licensed under|under|with|the|a|an|licence|license|licences"
    "|licenses|licensed|terms|as|and|but|only|by|for everyone|to everyone|for all|now|is|are|,|:"
)
_MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}


def _any_of(words: Iterator[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest_first)


_LEADING = re.compile(rf"({_any_of(iter(_MEANINGS))})(?=$|[\s,])", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:^|(?<=[\s,]))({_any_of(iter(_MEANINGS))})$", re.IGNORECASE)
_LEADING_FILLER = re.compile(rf"(?:{_any_of(iter(_FILLERS.split('|')))})(?=$|\s)\s*", re.IGNORECASE)
_TRAILING_FILLER = re.compile(rf"(?:^|\s+)(?:{_any_of(iter(_FILLERS.split('|')))})$", re.IGNORECASE)
_OPERATORS = re.compile(r"(\(|\)|\bor\b|\band\b|/)", re.IGNORECASE)
_MOST_LICENCES = 6
_LEAST_OF_A_NAME = 10
_SHOWN = 60


class Values:
    """Reads what is said of components."""

    def __init__(self, reference: Reference, references: References) -> None:
        self._licences = references.licences
        names = {name for licence in reference.licences.values() for name in (licence.id, licence.name)}
        self._shown = (*_MEANINGS, *sorted(names))
        self._expressions = Expressions(reference.licences)

    def read(self, text: str, piece: str) -> Supposition:
        """Read it; the component is left empty.

        Args:
            piece: The whole of what was typed, to be named where something is not understood.

        Raises:
            NotUnderstood: With the part in question, and what comes nearest.
        """
        said = Supposition("")
        for meaning in self._meanings(text, piece):
            said = _with(said, meaning, piece)
        if said == Supposition(""):
            raise NothingSaid(piece)
        return said

    def _meanings(self, text: str, piece: str) -> Iterator[_Meaning | Licensing]:
        chunks = [chunk.strip(" \t.!\"“”'") for chunk in text.split(",")]
        plain = any(_LEADING.fullmatch(chunk) for chunk in chunks)
        if not plain and (licence := self._licence(text, piece)):
            yield licence
            return
        for chunk in chunks:
            yield from self._of_chunk(chunk, piece)

    def _of_chunk(self, chunk: str, piece: str) -> Iterator[_Meaning | Licensing]:
        rest = chunk
        while rest:
            if match := _LEADING.fullmatch(rest):
                yield _meaning(match)
                return
            if licence := self._licence(rest, piece):
                yield licence
                return
            if match := _LEADING.match(rest):
                yield _meaning(match)
                rest = rest[match.end() :].strip()
            elif match := _LEADING_FILLER.match(rest):
                rest = rest[match.end() :].strip()
            elif match := _TRAILING.search(rest):
                yield _meaning(match)
                rest = rest[: match.start()].strip()
            elif match := _TRAILING_FILLER.search(rest):
                rest = rest[: match.start()].strip()
            else:
                raise NotUnderstood(piece, self._nearest(rest, chunk))

    def _licence(self, text: str, piece: str) -> Licensing | None:
        ids = self._ids(text)
        if len(ids) > 1:
            names = listed(ids[:5], last=_("or"))
            raise NotUnderstood(piece, _("“{name}” could be {names}").format(name=text.strip(), names=names))
        if ids:
            return Licensing(ids[0], ((ids[0],),))
        return self._expression(text)

    def _ids(self, text: str) -> list[str]:
        """The licences that a name may stand for; both spellings of the word "licence" are read, and none."""
        plain = fold(text).replace("licence", "license")
        bare = plain.removeprefix("the").removesuffix("license").removesuffix("public")
        spellings = (
            fold(text),
            plain,
            plain.removeprefix("the"),
            plain.removesuffix("license"),
            f"{plain}license",
            bare,
        )
        found = next((list(self._licences[name]) for name in spellings if name and name in self._licences), [])
        return found or self._containing(plain)

    def _containing(self, plain: str) -> list[str]:
        """The one licence whose name has this in it, where it is long enough to mean that."""
        if len(plain) < _LEAST_OF_A_NAME:
            return []
        found = {id_ for name, ids in self._licences.items() if plain in name for id_ in ids}
        return list(found) if len(found) == 1 else []

    def _expression(self, text: str) -> Licensing | None:
        """Several licences, joined by "or" and "and"."""
        parts = [part.strip() for part in _OPERATORS.split(text) if part.strip()]
        signs = [part for part in parts if _OPERATORS.fullmatch(part)]
        if not signs or len(parts) - len(signs) > _MOST_LICENCES:
            return None
        written = []
        for part in parts:
            ids = self._ids(part)
            if part not in signs and len(ids) != 1:
                return None
            written.append({"/": "OR"}.get(part, part.upper()) if part in signs else ids[0])
        try:
            return self._expressions.parse(" ".join(written))
        except ValueError:
            return None

    def _nearest(self, rest: str, chunk: str) -> str:
        rest = shortened(rest)
        near = nearest(chunk, self._shown, whole=True) or nearest(rest, self._shown, alike=80)
        if near:
            shown = listed([f"“{name}”" for name in near], last=_("or"))
            return _("I do not understand “{rest}”; did you mean {near}?").format(rest=rest, near=shown)
        text = _("I do not understand “{rest}”; say open, gated, absent or unknown, in part, or a licence")
        return text.format(rest=rest)


def _meaning(match: re.Match[str]) -> _Meaning:
    return _MEANINGS[re.sub(r"[\s-]+", " ", match[1].casefold()) if len(match[1]) > 1 else match[1]]


def _with(said: Supposition, meaning: _Meaning | Licensing, piece: str) -> Supposition:
    """What was said before, and one thing more.

    Raises:
        NotUnderstood: It contradicts what was said before.
    """
    match meaning:
        case Access():
            # "available, on request" is one thing.
            gated = {said.access, meaning} == {Access.OPEN, Access.GATED}
            other = said.access not in (None, meaning) and not gated
            found = replace(said, access=Access.GATED if gated else meaning)
        case Extent():
            other = said.extent not in (None, meaning)
            found = replace(said, extent=meaning)
        case _Other.FORGOTTEN:
            other = said != Supposition("")
            found = replace(said, forgotten=True)
        case _Other.NO_LICENCE | _Other.SEVERAL:
            return _with(said, Licensing(meaning.value), piece)
        case Licensing():
            other = said.licence not in (None, meaning)
            found = replace(said, licence=meaning)
    if other or (said.forgotten and found != said):
        raise NotUnderstood(piece, _("it says two things that do not go together; say one"))
    return found
