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
_DIGITS = re.compile(r"\d+(?:[._]\d+)*")


class Entry(NamedTuple):
    """What is looked up about one system, all of it folded.

    ``spelt`` are the names that can be misspelt: those without sizes and the like; ``display`` is its name; ``keys`` are all its names; ``heads`` the beginnings of its id and name ("llama" of
    "Llama 3"); ``stems`` those beginnings of aliases that carry a version; ``makers`` the names of its developer.
    """

    id: str
    display: str
    keys: tuple[str, ...]
    spelt: tuple[str, ...]
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
    display, id_ = name_pieces(system.name), name_pieces(system.id)
    repositories = [match for match in map(_REPOSITORY.match, system.addresses) if match]
    longer, others = _aliases(system, (display, id_), [name_pieces(match[3]) for match in repositories])
    short = [display, id_, *(alias for alias in (*longer, *others) if not any(map(is_tag, alias)))]
    return Entry(
        id=system.id,
        display=joined(display),
        keys=tuple(dict.fromkeys(key for key in map(joined, (display, id_, *longer, *others)) if key)),
        spelt=tuple(dict.fromkeys(map(joined, short))),
        heads=tuple(dict.fromkeys([*_beginnings(display), *_beginnings(id_)])),
        stems=tuple(_stems(others, _letters_before_version(display))),
        family=joined(name_pieces(system.family)),
        developer=system.developer,
        makers=_makers(system.developer),
        addresses=tuple(_address(match) for match in repositories),
        released=system.released or "9999",
    )


Pieces = Sequence[str]


def _aliases(
    system: System, names: tuple[Pieces, Pieces], repositories: list[list[str]]
) -> tuple[list[Pieces], list[Pieces]]:
    """Aliases that continue the name or the id, and others that are of no other version."""
    own = _versions([*names, *repositories]) if _versions(names) else frozenset()
    head = _letters_before_version(names[0])
    known_words = {*_makers(system.developer), joined(name_pieces(system.family))}
    longer: list[Pieces] = []
    others: list[Pieces] = []
    for alias in map(name_pieces, system.aliases):
        if any(alias[: len(name)] == name for name in names):
            longer.append(alias)
        elif not own or not _of_another_version(_without_words(alias, known_words), head, own):
            others.append(alias)
    return longer, others


def _stems(aliases: Iterable[Pieces], head: str) -> dict[str, None]:
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
    return bool(head) and any(map(is_version, pieces[1:])) and head in joined(pieces)


def _without_words(pieces: Sequence[str], words: set[str]) -> Sequence[str]:
    """A name without the developer or the family it begins with, where a number is part of that ("LLM360")."""
    for end in range(2, len(pieces)):
        if joined(pieces[:end]) in words:
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


@lru_cache(maxsize=4096)
def _makers(developer: str) -> tuple[str, ...]:
    """The names of a developer: "Meta (Facebook AI)" is Meta first, then Facebook AI; several may stand in a row."""
    outer = re.sub(r"\([^)]*\)", " ", developer)
    inner = " , ".join(re.findall(r"\(([^)]*)\)", developer))
    parts = [part for text in (outer, inner) for part in re.split(r",|\band\b|\bof\b", text)]
    keys = (joined(name_pieces(re.sub(r"\b(?:others|with|partners|community|team)\b", " ", part))) for part in parts)
    return tuple(dict.fromkeys(key for key in keys if len(key) > 1))


