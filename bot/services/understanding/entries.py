"""What is looked up about one system: all its names, in every form that counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.domain.systems import System
from bot.services.understanding.markers import is_size, is_tag, is_version, is_year
from bot.services.understanding.tokens import name_pieces

_REPOSITORY = re.compile(
    r"(?:https?://)?(?:www\.)?(huggingface\.co|github\.com)/([\w.-]+)/([\w.+-]*\w\+*)", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_DIGITS = re.compile(r"\d+(?:[._]\d+)*")


class Entry(NamedTuple):
    """What is looked up about one system, all of it folded.

    ``display`` is its name; ``keys`` are all its names, ``spelt`` those that can be misspelt, without sizes and the
    like, and ``versions`` its aliases of other versions; ``heads`` are the beginnings of its id and name ("llama" of
    "Llama 3"), ``stems`` those beginnings of other aliases that end with a version; ``makers`` are the names of its
    developer.
    """

    id: str
    display: str
    keys: tuple[str, ...]
    spelt: tuple[str, ...]
    versions: tuple[str, ...]
    heads: tuple[str, ...]
    stems: tuple[str, ...]
    family: str
    developer: str
    makers: tuple[str, ...]
    addresses: tuple[str, ...]
    released: str


def joined(pieces: Sequence[str]) -> str:
    """The folded form of a name from its pieces (an underscore stands between digits already)."""
    return "".join(pieces)


def entry_of(system: System) -> Entry:
    """Prepare one system's names.

    An alias with another version than the system's own name, id and repositories ("Kimi K2.5" for Kimi K2) is left
    out: what is recorded of one version says nothing of another.
    """
    display, id_, family = name_pieces(system.name), name_pieces(system.id), joined(name_pieces(system.family))
    repositories = [match for match in map(_REPOSITORY.match, system.addresses) if match]
    makers, head = _makers(system.developer), _letters_before_version(display)
    own = _versions([display, id_])
    if own:
        own |= _versions(name_pieces(match[3]) for match in repositories)
    published = (match[3] for match in repositories if match[1].casefold().startswith("huggingface"))
    aliases = _aliases((*system.aliases, *published), (display, id_), _OwnName(head, own, frozenset({*makers, family})))
    names = (display, id_, *aliases.longer, *aliases.others)
    short = [display, id_, *(alias for alias in names[2:] if not any(map(_is_tag, alias)))]
    return Entry(
        id=system.id,
        display=joined(display),
        keys=tuple(dict.fromkeys(filter(None, map(joined, names)))),
        spelt=tuple(dict.fromkeys(map(joined, short))),
        versions=tuple(map(joined, aliases.of_other_versions)),
        heads=tuple(dict.fromkeys([*_beginnings(display), *_beginnings(id_)])),
        stems=tuple(_stems(aliases.others, head)) if aliases.others else (),
        family=family,
        developer=system.developer,
        makers=makers,
        addresses=tuple(map(_address, repositories)),
        released=system.released or "9999",
    )


class _OwnName(NamedTuple):
    """What makes a name a system's own: its letters, its versions, and the words that may stand before it."""

    head: str
    versions: frozenset[str]
    words: frozenset[str]


class _Aliases(NamedTuple):
    """The aliases that continue the name or the id, the others, and those of other versions."""

    longer: list[list[str]]
    others: list[list[str]]
    of_other_versions: list[list[str]]


def _aliases(aliases: Iterable[str], names: tuple[list[str], list[str]], own: _OwnName) -> _Aliases:
    sorted_out = _Aliases([], [], [])
    first, second = names
    for alias in map(name_pieces, aliases):
        if alias[: len(first)] == first or alias[: len(second)] == second:
            sorted_out.longer.append(alias)
        elif own.versions and _of_another_version(_without_words(alias, own.words), own.head, own.versions):
            sorted_out.of_other_versions.append(alias)
        else:
            sorted_out.others.append(alias)
    return sorted_out


def _stems(aliases: Iterable[Sequence[str]], head: str) -> dict[str, None]:
    beginnings = (alias[:end] for alias in aliases for end in range(2, len(alias)))
    return {joined(beginning): None for beginning in beginnings if _carries(beginning, head)}


def _beginnings(pieces: Sequence[str]) -> list[str]:
    beginnings, key = [], ""
    for piece in pieces[:-1]:
        key += piece
        beginnings.append(key)
    return beginnings


def _address(match: re.Match[str]) -> str:
    return f"{match[1]}/{match[2]}/{match[3]}".removesuffix(".git").casefold()


@lru_cache(maxsize=16384)
def _number(piece: str) -> str:
    found = _DIGITS.search(piece)
    return found[0].replace("_", ".").removesuffix(".0") if found else ""


@lru_cache(maxsize=16384)
def _is_own_version(piece: str) -> bool:
    return is_version(piece.lstrip("_")) and not is_year(piece) and len(_number(piece)) != 4


@lru_cache(maxsize=16384)
def _is_tag(piece: str) -> bool:
    return is_tag(piece.lstrip("_"))


def _versions(names: Iterable[Sequence[str]]) -> frozenset[str]:
    return frozenset(_number(piece) for name in names for piece in name if _is_own_version(piece))


def _letters_before_version(pieces: Sequence[str]) -> str:
    head = []
    for piece in pieces:
        if is_version(piece.lstrip("_")) or is_size(piece.lstrip("_")):
            break
        head.append(piece)
    return joined(head)


def _carries(pieces: Sequence[str], head: str) -> bool:
    return bool(head) and is_version(pieces[-1]) and head in joined(pieces)


def _without_words(pieces: Sequence[str], words: frozenset[str]) -> Sequence[str]:
    """A name without the developer or the family it begins with, where a number is part of that ("LLM360")."""
    for end in range(2, len(pieces)):
        if pieces[end - 1].isdigit() and joined(pieces[:end]) in words:
            return pieces[end:]
    return pieces


def _of_another_version(alias: Sequence[str], head: str, own: frozenset[str]) -> bool:
    version = _version_after(alias, head)
    if not version:
        return False
    return not any(
        version == known or known.startswith(f"{version}.") or version == known.replace(".", "") for known in own
    )


def _version_after(alias: Sequence[str], head: str) -> str:
    """The version in an alias: what follows the system's own head, or the first one where that is not in it."""
    inside = bool(head) and head in joined(alias)
    for place, piece in enumerate(alias):
        if place and _is_own_version(piece) and (not inside or joined(alias[:place]).endswith(head)):
            return _number(piece)
    return ""


def main_developer(developer: str, key: str) -> str:
    """The part of a developer's name that is called so; without what stands in brackets: "Meta (FAIR)" is Meta."""
    parts = [part.strip() for part in _IN_BRACKETS.sub("", developer).split(",")]
    return next((part for part in parts if joined(name_pieces(part)) == key), parts[0])


@lru_cache(maxsize=4096)
def _makers(developer: str) -> tuple[str, ...]:
    """The names of a developer: "Meta (Facebook AI)" is Meta first, then Facebook AI; several may stand in a row."""
    outer = _IN_BRACKETS.sub(" ", developer)
    inner = " , ".join(re.findall(r"\(([^)]*)\)", developer))
    parts = [part for text in (outer, inner) for part in re.split(r",|\band\b|\bof\b", text)]
    keys = (joined(name_pieces(re.sub(r"\b(?:others|with|partners|community|team)\b", " ", part))) for part in parts)
    return tuple(dict.fromkeys(key for key in keys if len(key) > 1))
