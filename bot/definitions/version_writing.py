"""Versions of definitions as the text of their files: what the strict reader reads again as the same version.

The style is that of the shipped versions, to the byte: keys in one order, what is empty left out, long sentences folded
(those of gaps not), lists of ids and freedoms on one line, a blank line before each requirement and each further level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from bot.domain.definitions import AllOf, Definition, Gap, Level, Needs, Node, Requirement

_WIDTH = 108
_UNFOLDED = 1_000_000
_LINE = 120

_Keys = Mapping[str, Any]


class _Quoted(str):
    """A version or a date: in double quotes, whatever it looks like."""

    __slots__ = ()


class _Row(list[str]):
    """Words that stand on one line, in brackets."""


class _Dumper(yaml.SafeDumper):
    """Lists stand two blanks further in than their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Go one level down, lists too."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write out what comes twice."""
        return True


def _quoted(dumper: _Dumper, text: _Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


def _row(dumper: _Dumper, words: _Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", list(words), flow_style=True)


_Dumper.add_representer(_Quoted, _quoted)
_Dumper.add_representer(_Row, _row)


def file_name(definition: Definition) -> str:
    """What its file has to be called."""
    return f"{definition.id}-{definition.version}.yaml"


def text_of(definition: Definition) -> str:
    """The text of a version's file."""
    head = [_dumped({key: value}, _UNFOLDED if key in _NOT_FOLDED else _WIDTH) for key, value in _head(definition)]
    return "".join(
        [
            *head,
            *_blocks("requirements", [_requirement(row) for row in definition.requirements]),
            *_blocks("levels", [_level(level) for level in definition.levels]),
        ]
    )


_NOT_FOLDED = frozenset({"gaps"})


def _head(definition: Definition) -> Iterable[tuple[str, Any]]:
    """Everything before the rows; what is empty left out, but for the sources."""
    found = {
        "id": definition.id,
        "version": _Quoted(definition.version),
        "title": definition.title,
        "status": definition.status.value,
        "published": _Quoted(definition.published),
        "published_note": definition.published_note,
        "summary": definition.summary,
        "changes": list(definition.changes),
        "conforms_when": definition.conforms_when,
        "verdict_level": definition.verdict_level,
        "inherits": definition.inherits,
        "scope": list(definition.scope),
        "gaps": [_gap(gap) for gap in definition.gaps],
        "sources": [{"title": source.title, "url": source.url} for source in definition.sources],
    }
    return [(key, value) for key, value in found.items() if value or key in ("inherits", "sources")]


def _gap(gap: Gap) -> _Keys:
    one_line = len(f"    concerns: [{', '.join(gap.concerns)}]") <= _LINE
    return _filled({"says": gap.says, "concerns": _Row(gap.concerns) if one_line else list(gap.concerns)})


def _requirement(row: Requirement) -> _Keys:
    return _filled(
        {
            "id": row.id,
            "name": row.name,
            "group": row.group,
            "component": row.component,
            "obligation": row.obligation.value,
            "terms": row.terms.id if row.terms else None,
            "freedoms": _Row(freedom.value for freedom in row.freedoms),
            "clause": row.clause,
            "carried_by": _Row(row.carried_by),
            "note": row.note,
        }
    ) | ({} if row.freedoms else {"freedoms": _Row()})


def _filled(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value}


def _level(level: Level) -> _Keys:
    return {"id": level.id, "name": level.name, "requires": tree_of(level.requires)}


def tree_of(node: Node) -> Any:
    """A tree of requirements as it stands in a file: ids, and mappings of the words that join them."""
    if isinstance(node, Needs):
        return node.requirement
    if isinstance(node, AllOf):
        return {"all_of": [tree_of(part) for part in node.parts]}
    if node.replaces:
        first, *others = [tree_of(part) for part in node.parts]
        return {"need": first, "may_be_replaced_by": _Row(others)}
    return {"any_of": [tree_of(part) for part in node.parts]}


def _blocks(key: str, entries: Sequence[_Keys]) -> Iterable[str]:
    """A list of mappings with a blank line before each; the key alone says that there are none."""
    if not entries:
        return [f"\n{key}: []\n"]
    blocks = [_dumped({key: [entry]}).removeprefix(f"{key}:\n") for entry in entries]
    return [f"\n{key}:\n", "\n".join(blocks)]


def _dumped(keys: _Keys, width: int = _WIDTH) -> str:
    text: str = yaml.dump(
        dict(keys), Dumper=_Dumper, width=width, allow_unicode=True, sort_keys=False, default_flow_style=False
    )
    return text
