"""Facts as people type them on a phone: "parameters: open, Apache-2.0; training data: absent"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.libraries import Reference
from bot.domain.names import fold
from bot.domain.refusals import Refusal
from bot.domain.suppositions import Supposition
from bot.services.nearness import nearest
from bot.services.short_form_values import NothingSaid, NotUnderstood, Values, shortened
from bot.services.understanding.reference_indexes import References
from bot.texts import _, listed

LIMIT = 1400
# What a message of a chat holds, with some to spare.
_ROOM = 1800
_LONGEST_NAME_WORDS = 9

# The signs of full width that East Asian keyboards type, and the bullet.
_PLAIN = str.maketrans("\uff1a\uff1b\uff0c\u3001\uff1d\u2022", ":;,,=\n")
_PIECES = re.compile(r"[;\n]|\.\s+")
_JOINED = re.compile(r"(\s*(?:,|&|\+|\band\b)\s*)", re.IGNORECASE)
_SAID = re.compile(r"\s*(?::|=|→|->|\bis\b|\bare\b)\s*", re.IGNORECASE)
_ARTICLES = re.compile(r"^(?:(?:and|also|but|the|its|their|our|my|all)\s+)+", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—*]\s+")
_NUMBER = re.compile(r"^\s*\d+[.)]\s+", re.MULTILINE)

_EVERYTHING = ("everything", "everything else", "all", "all else", "all of it", "all components", "rest", "others")
_MODEL = ("model_architecture", "model_parameters")
_GROUP_NAMES = {
    "code": ("code", "all code", "source code", "every code", "programs"),
    "document": ("documents", "all documents", "documents all"),
}
_CALLED = {
    "training_data": ("data", "records", "data records", "training records"),
    "data_information": ("about the data", "data details"),
}


@dataclass(frozen=True, slots=True)
class _Named:
    """Components that one name stands for; what is said of fewer goes before what is said of more."""

    ids: tuple[str, ...]
    rank: int


def read(text: str, reference: Reference, references: References) -> tuple[Supposition, ...]:
    """Read what somebody supposes.

    Args:
        text: Pieces "component: words", apart by semicolons or lines; several components may share their words.
        reference: The components and licences that may be named.
        references: The same, by their folded names.

    Returns:
        One supposition a component. What is said of it by name goes before what is said of a group, and that before
        what is said of everything; of two alike the later one.

    Raises:
        Refusal: Something is not understood; the message names each such piece and what comes nearest, and repeats
            what was typed.
    """
    if len(text) > LIMIT:
        long = _("That is too long for me: at most {limit} letters, please. You wrote: {text}")
        raise Refusal(long.format(limit=LIMIT, text=text))
    return _Reader(reference, references).read(text)


class _Reader:
    def __init__(self, reference: Reference, references: References) -> None:
        self._components = _component_names(reference, references)
        self._shown = [n for c in reference.components.values() for n in (c.name.lower(), *c.aliases)]
        self._values = Values(reference, references)

    def read(self, text: str) -> tuple[Supposition, ...]:
        said: list[tuple[int, Supposition]] = []
        problems = []
        for piece in self._pieces(text.translate(_PLAIN)):
            try:
                said += self._piece(piece)
            except NotUnderstood as problem:
                problems.append(str(problem))
        if problems:
            raise Refusal(_refusal(problems, text))
        if not said:
            raise Refusal(_("Say what to suppose, such as “{example}”.").format(example=EXAMPLE))
        ranked = sorted(said, key=lambda entry: entry[0])
        return tuple({supposition.component: supposition for _rank, supposition in ranked}.values())

    def _pieces(self, text: str) -> Iterator[str]:
        for piece in _PIECES.split(_NUMBER.sub("", text)):
            yield from self._apart(self._without_bullet(piece.strip(" \t,.")))

    def _without_bullet(self, piece: str) -> str:
        """A dash before a component alone takes it out; before anything else it is the mark of a list."""
        rest = _BULLET.sub("", piece)
        return piece if self._named(rest) and ":" not in piece else rest

    def _apart(self, piece: str) -> Iterator[str]:
        """Split where a comma, and not a semicolon, stands before the next component: "weights: open, code: MIT"."""
        if piece.count(":") < 2:
            yield from [piece] if piece else []
            return
        open_: list[str] = []
        for chunk in piece.split(","):
            name, colon, _rest = chunk.partition(":")
            if colon and self._named(name) and any(":" in part for part in open_):
                shared: list[str] = []
                while len(open_) > 1 and ":" not in open_[-1] and self._named(open_[-1]):
                    shared.insert(0, open_.pop())
                yield ",".join(open_)
                open_ = shared
            open_.append(chunk)
        yield ",".join(open_)

    def _piece(self, piece: str) -> list[tuple[int, Supposition]]:
        names, words = self._halves(piece)
        said = self._values.read(words, piece)
        made = []
        for named in names:
            made += [(named.rank, replace(said, component=id_)) for id_ in named.ids]
        return made

    def _halves(self, piece: str) -> tuple[list[_Named], str]:
        """What a piece is about, and what it says of it."""
        if (names := self._named(_BULLET.sub("", piece))) and _BULLET.match(piece):
            return names, "-"
        parted = piece.partition(":") if ":" in piece else _parted(piece)
        if parted is not None:
            left, _sign, right = parted
            names = self._named(left)
            if names and right.strip():
                return names, right
            if names:
                raise NothingSaid(piece)
            raise NotUnderstood(piece, self._unknown(left))
        words = piece.split()
        for end in range(min(len(words), _LONGEST_NAME_WORDS), 0, -1):
            if names := self._named(" ".join(words[:end])):
                if end == len(words):
                    raise NothingSaid(piece)
                return names, " ".join(words[end:])
        for start in range(1, min(len(words), _LONGEST_NAME_WORDS)):
            if names := self._named(" ".join(words[start:])):
                return names, " ".join(words[:start])
        raise NotUnderstood(piece, self._unknown(piece))

    def _named(self, text: str) -> list[_Named]:
        """The components that a text names, one or several; none if any part of it is no name."""
        parts = _JOINED.split(text)
        found = []
        start = 0
        while start < len(parts):
            for end in range(min(start + 5, len(parts)), start, -2):
                # "libraries and tools" is one name; "model, code" are two, although one is called "model code".
                several = end > start + 1 and all(self._lookup(part) for part in parts[start:end:2])
                if not several and (named := self._lookup("".join(parts[start:end]))):
                    found.append(named)
                    start = end + 1
                    break
            else:
                if parts[start].strip():
                    return []
                start += 2
        return found

    def _lookup(self, text: str) -> _Named | None:
        text = text.strip().strip("“”\"'")
        return self._components.get(fold(text)) or self._components.get(fold(_ARTICLES.sub("", text)))

    def _unknown(self, text: str) -> str:
        names = [part for part in _JOINED.split(text)[::2] if part.strip() and not self._lookup(part)]
        wanted = shortened((names[0] if names else text).strip())
        near = nearest(wanted, self._shown, alike=55, whole=True)
        if not near:
            return _("“{name}” is no component; there are parameters, training code, training data, …").format(
                name=wanted
            )
        shown = listed([f"“{name}”" for name in near], last=_("or"))
        return _("“{name}” is no component; did you mean {near}?").format(name=wanted, near=shown)


EXAMPLE = "weights: open, Apache-2.0; training data: absent"


def _parted(piece: str) -> tuple[str, str, str] | None:
    match = _SAID.search(piece)
    return (piece[: match.start()], match[0], piece[match.end() :]) if match and match.start() else None


def _component_names(reference: Reference, references: References) -> Mapping[str, _Named]:
    names = {name: _Named((id_,), 2) for name, id_ in references.components.items()}
    components = reference.components.values()
    for id_, called in _CALLED.items():
        if id_ in reference.components:
            names |= {fold(name): _Named((id_,), 2) for name in called if fold(name) not in names}
    for kind, called in _GROUP_NAMES.items():
        ids = tuple(component.id for component in components if component.kind == kind)
        names |= {fold(name): _Named(ids, 1) for name in called}
    names["model"] = _Named(tuple(id_ for id_ in _MODEL if id_ in reference.components), 1)
    names |= {fold(name): _Named(tuple(reference.components), 0) for name in _EVERYTHING}
    return names


def _refusal(problems: Sequence[str], text: str) -> str:
    """All problems, or as many as leave room for what was typed: nothing of that may be lost."""
    told = _("I did not understand all of that, so nothing was supposed:")
    back = _("You wrote: {text}").format(text=" ; ".join(line.strip() for line in text.splitlines() if line.strip()))
    lines = [f"- {problem}" for problem in problems]
    shown = lines[:1]
    for line in lines[1:]:
        if sum(map(len, (told, *shown, line, back))) > _ROOM:
            break
        shown.append(line)
    if len(lines) > len(shown):
        shown.append(_("- and {count} more").format(count=len(lines) - len(shown)))
    return "\n".join([told, *shown, back])
