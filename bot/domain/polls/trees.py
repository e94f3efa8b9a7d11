"""The trees of a version after a poll: what it found required is asked for, what it did not is asked for no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.definitions import AllOf, AnyOf, Definition, Level, Needs, Node, leaves

_LEVEL = ("open-source-ai", "Open Source AI")


def after_poll(predecessor: Definition, polled: Collection[str], required: Sequence[str]) -> tuple[Level, ...]:
    """The levels of the version before, as the poll leaves them.

    What was polled and is required stands for itself: where it stood if that was at no choice, else at the level that
    the verdict is about. A choice that one of the required rows settles is no longer one. What was not polled stays.

    Args:
        predecessor: The version before; without levels, one is made.
        polled: The ids of the rows that the poll asked about.
        required: Those of them that it found required.
    """
    levels = predecessor.levels or (Level(*_LEVEL, AllOf(())),)
    settled = frozenset(required)
    left = {level.id: _left(level.requires, frozenset(polled), settled) for level in levels}
    standing = {id_ for node in left.values() if node for id_ in leaves(node)}
    added = tuple(Needs(id_) for id_ in required if id_ not in standing)
    main = predecessor.verdict_level or levels[0].id
    found = []
    for level in levels:
        node = _with(left[level.id], added if level.id == main else ())
        if node is not None:
            found.append(Level(level.id, level.name, node))
    return tuple(found)


def _left(node: Node, polled: frozenset[str], required: frozenset[str]) -> Node | None:
    """What is left of a tree; None if nothing is."""
    match node:
        case Needs(id_):
            return node if id_ in required or id_ not in polled else None
        case AllOf(parts):
            return _together([part for one in parts if (part := _left(one, polled, required))])
        case AnyOf():
            return _choice(node, polled, required)


def _together(parts: Sequence[Node]) -> Node | None:
    return AllOf(tuple(parts)) if parts else None


def _choice(node: AnyOf, polled: frozenset[str], required: frozenset[str]) -> Node | None:
    """A choice without what the poll asked about; nothing if that settles it."""
    if any(_settles(part, polled, required) for part in node.parts):
        return None
    if node.replaces and (not isinstance(node.parts[0], Needs) or node.parts[0].requirement in polled):
        return None
    # What is required stands outside of any choice.
    parts = [part for one in node.parts if (part := _left(one, polled, frozenset()))]
    if len(parts) > 1:
        return AnyOf(tuple(parts), node.replaces)
    return parts[0] if parts else None


def _settles(part: Node, polled: frozenset[str], required: frozenset[str]) -> bool:
    """Whether a part of a choice is met by what the poll found required: all of it was asked about, some is needed."""
    named = set(leaves(part))
    return named <= polled and bool(named & required)


def _with(node: Node | None, added: tuple[Node, ...]) -> Node | None:
    if not added:
        return node
    if node is None:
        return AllOf(added)
    return AllOf((*(node.parts if isinstance(node, AllOf) else (node,)), *added))
