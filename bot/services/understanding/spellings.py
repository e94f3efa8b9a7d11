"""Misspelt names: which one was meant, and which ones come nearest. Digits are never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_DIGITS = re.compile(r"\d+(?:[._]\d+)*")
_NO_LETTERS = str.maketrans("", "", "0123456789._+")
_COMMONEST = 1500
"""A run of three letters in more names than this tells nothing."""
_COMPARED = 60
_LIKE = 70.0

Spelt = tuple[str, str, tuple[str, ...]]


def letters_of(key: str) -> str:
    """The letters of a folded name."""
    return key.translate(_NO_LETTERS)


def _signature(key: str) -> tuple[str, str]:
    letters = letters_of(key)
    return letters, "" if len(letters) == len(key) else ",".join(_DIGITS.findall(key))


def _runs(letters: str) -> set[str]:
    padded = f"^{letters}"
    return {padded[place : place + 3] for place in range(max(1, len(padded) - 2))}


def _bucket(letters: str) -> str:
    return f"{letters[:1]}{len(letters)}"


class Spellings:
    """All names by their letters. It is never changed; `replacing` gives another."""

    def __init__(
        self,
        keys: Mapping[tuple[str, str], Sequence[str]],
        buckets: Mapping[str, Sequence[str]],
        runs: Mapping[str, Sequence[str]],
        letters: Mapping[str, str],
    ) -> None:
        self._keys = keys
        self._buckets = buckets
        self._runs = runs
        self._letters = letters

    @classmethod
    def build(cls, systems: Iterable[Spelt]) -> Spellings:
        """Index names: of each system its id, the letters of its name, and all its folded names."""
        keys: dict[tuple[str, str], list[str]] = {}
        buckets: dict[str, dict[str, None]] = {}
        runs: dict[str, list[str]] = {}
        letters: dict[str, str] = {}
        for id_, display, names in systems:
            letters[id_] = display
            for name in names:
                signature = _signature(name)
                keys.setdefault(signature, []).append(name)
                buckets.setdefault(_bucket(signature[0]), {})[signature[0]] = None
            for run in _runs(display):
                runs.setdefault(run, []).append(id_)
        return cls(keys, {bucket: list(found) for bucket, found in buckets.items()}, runs, letters)

    def replacing(self, old: Spelt | None, new: Spelt) -> Spellings:
        """The same names with one system's added or exchanged. A name that nobody bears any more finds nothing."""
        id_, display, names = new
        keys, buckets, runs = dict(self._keys), dict(self._buckets), dict(self._runs)
        for name in old[2] if old else ():
            keys[_signature(name)] = _without(keys[_signature(name)], name)
        for run in _runs(old[1]) if old else ():
            runs[run] = _without(runs[run], id_)
        for name in names:
            signature = _signature(name)
            keys[signature] = [*keys.get(signature, ()), name]
            bucket = buckets.get(_bucket(signature[0]), ())
            if signature[0] not in bucket:
                buckets[_bucket(signature[0])] = [*bucket, signature[0]]
        for run in _runs(display):
            runs[run] = [*runs.get(run, ()), id_]
        return Spellings(keys, buckets, runs, {**self._letters, id_: display})

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
                for name in self._keys.get((near, digits), ()):
                    if distance and _plausible(pieces, name, bool(digits)):
                        found.setdefault(distance, {})[name] = None
        return tuple(found[min(found)]) if found else ()

    def nearest(self, key: str, most: int = 3) -> tuple[str, ...]:
        """Ids of the systems whose names look most like this one, best first; perhaps none."""
        letters = letters_of(key)
        if len(letters) < 3:
            return ()
        shared: Counter[str] = Counter()
        for run in _runs(letters):
            holders = self._runs.get(run, ())
            if len(holders) <= _COMMONEST:
                shared.update(holders)
        likely = {id_: self._letters[id_] for id_, _count in shared.most_common(_COMPARED)}
        ranked = process.extract(letters, likely, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=most)
        return tuple(id_ for _letters, _score, id_ in ranked)


def _without(items: Sequence[str], item: str) -> list[str]:
    kept = list(items)
    kept.remove(item)
    return kept


def _plausible(pieces: Sequence[str], name: str, with_digits: bool) -> bool:
    """Whether what differs is long enough to be a misspelling: "bart large" is not "bert large"."""
    letters, rest = letters_of(name), [letters_of(piece) for piece in pieces]
    while rest and rest[-1] and letters.endswith(rest[-1]):
        letters = letters.removesuffix(rest.pop())
    while rest and rest[0] and letters.startswith(rest[0]):
        letters = letters.removeprefix(rest.pop(0))
    differing = "".join(rest)
    if len(differing) >= 3 and sorted(differing) == sorted(letters):
        return True
    return len(differing) >= (4 if with_digits else 5) and len(letters) >= 4
