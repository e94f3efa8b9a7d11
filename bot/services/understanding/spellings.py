"""Misspelt names: which one was meant, and which ones come nearest. Digits are never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_DIGITS = re.compile(r"\d+(?:[._]\d+)*")
_NO_LETTERS = str.maketrans("", "", "0123456789._+")
_LIKE = 70.0
_MOST = 40
Names = Mapping[str, Mapping[str, Sequence[str]]]


def letters_of(key: str) -> str:
    """The letters of a folded name."""
    return key.translate(_NO_LETTERS)


def _signature(key: str) -> tuple[str, str]:
    letters = letters_of(key)
    return letters, "" if len(letters) == len(key) else ",".join(_DIGITS.findall(key))


def _bucket(letters: str) -> str:
    return f"{letters[:1]}{len(letters)}"


class Spellings:
    """All names by their letters. It is never changed; `replacing` gives another."""

    def __init__(self, names: Names, buckets: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._buckets = buckets

    @classmethod
    def build(cls, names: Iterable[str]) -> Spellings:
        """Index folded names; one may come several times."""
        spelt: dict[str, dict[str, list[str]]] = {}
        buckets: dict[str, list[str]] = {}
        for name in names:
            letters, digits = _signature(name)
            known = spelt.get(letters)
            if known is None:
                known = spelt[letters] = {}
                buckets.setdefault(_bucket(letters), []).append(letters)
            known.setdefault(digits, []).append(name)
        return cls(spelt, buckets)

    def replacing(self, old: Iterable[str], new: Iterable[str]) -> Spellings:
        """The same names without some and with others. A name that nobody bears any more finds nothing."""
        spelt, buckets = dict(self._names), dict(self._buckets)
        for name in old:
            letters, digits = _signature(name)
            kept = list(spelt[letters][digits])
            kept.remove(name)
            spelt[letters] = {**spelt[letters], digits: kept}
        for name in new:
            letters, digits = _signature(name)
            if letters not in spelt:
                buckets[_bucket(letters)] = [*buckets.get(_bucket(letters), ()), letters]
            known = spelt.get(letters, {})
            spelt[letters] = {**known, digits: [*known.get(digits, ()), name]}
        return Spellings(spelt, buckets)

    def meant(self, pieces: Sequence[str], key: str) -> tuple[str, ...]:
        """The names that a misspelt one can stand for: those clearly nearest, all equally near; empty if none is.

        Args:
            pieces: The folded pieces as they stand in the text.
            key: The same, joined.
        """
        letters, digits = _signature(key)
        if len(letters) < (4 if digits else 5):
            return ()
        limit = 2 if len(letters) >= 10 else 1
        found: dict[float, dict[str, None]] = {}
        for length in range(len(letters) - limit, len(letters) + limit + 1):
            bucket = self._buckets.get(f"{letters[0]}{length}", ())
            for near, distance, _place in process.extract(
                letters, bucket, scorer=OSA.distance, score_cutoff=limit, limit=None
            ):
                for name in dict.fromkeys(self._names[near].get(digits, ())):
                    if distance and _plausible(pieces, name, bool(digits)):
                        found.setdefault(distance, {})[name] = None
        return tuple(found[min(found)]) if found else ()

    def nearest(self, key: str, most: int = 4) -> tuple[str, ...]:
        """The names whose letters look most like those of this one, best first; perhaps none."""
        letters = letters_of(key)
        if len(letters) < 3:
            return ()
        likely = [
            near
            for length in range(int(len(letters) * 0.6), int(len(letters) * 1.7) + 1)
            for near in self._buckets.get(f"{letters[0]}{length}", ())
        ]
        ranked = process.extract(letters, likely, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=most)
        found = (name for near, _score, _place in ranked for names in self._names[near].values() for name in names)
        return tuple(dict.fromkeys(islice(found, _MOST)))


def _plausible(pieces: Sequence[str], name: str, with_digits: bool) -> bool:
    """Whether what differs is long enough to be a misspelling: "bart large" is not "bert large"."""
    letters, rest = letters_of(name), [spelt for spelt in map(letters_of, pieces) if spelt]
    if _lengthened("".join(rest), letters):
        return False
    while len(rest) > 1 and letters.endswith(rest[-1]):
        letters = letters.removesuffix(rest.pop())
    while len(rest) > 1 and letters.startswith(rest[0]):
        letters = letters.removeprefix(rest.pop(0))
    differing = "".join(rest)
    if len(differing) >= 3 and sorted(differing) == sorted(letters):
        return True
    return len(differing) >= (4 if with_digits else 5) and len(letters) >= 4


def _lengthened(written: str, letters: str) -> bool:
    """Whether a name was made longer on purpose ("WhisperX", "SmolVLM"): such a name is another one."""
    if len(written) > len(letters) and ("v" in written) > ("v" in letters) and letters.endswith("lm"):
        return True
    tail = written.removeprefix(letters) if written.startswith(letters) else ""
    return bool(tail) and tail not in {letters[-1], "s"}
