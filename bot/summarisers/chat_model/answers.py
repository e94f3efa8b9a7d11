"""Reads what a model answered: JSON and nothing else, strictly."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.domain.meetings.model_sentences import Claim

LIMIT_SENTENCES = 24
"""More than are asked for; what comes after so many is not looked at."""

_FENCED = re.compile(r"\A```(?:json)?[ \t]*\n(.*)\n[ \t]*```\Z", re.DOTALL | re.IGNORECASE)
_KEYS = frozenset({"kind", "text", "sources", "quote"})
_NEEDED = frozenset({"kind", "text"})


class Unreadable(Exception):
    """An answer that is not the JSON asked for."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as a model wrote it, unchecked: ``sources`` are ids, ``quote`` is empty where there is none."""

    claim: Claim
    text: str
    sources: tuple[str, ...]
    quote: str


def content(body: bytes) -> str:
    """Take the model's words out of the answer of a server.

    Raises:
        Unreadable: It is no answer to a request for a chat completion, or has no words in it.
    """
    try:
        tree = strict(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable("the answer is no UTF-8") from error
    choices = tree.get("choices") if isinstance(tree, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("the answer has no text")
    return text


def sentences(text: str) -> list[Written | None]:
    """Read the sentences of an answer; None stands for one that is not as it was asked for.

    One code fence around the whole is taken off: many servers that know no schemas put it there, and what is inside is
    read as strictly as without. Any other word beside the JSON means that the model did not do what it was asked.

    Raises:
        Unreadable: It is no JSON, has a key twice, or is not one object with a list of sentences.
    """
    stripped = text.strip()
    fenced = _FENCED.match(stripped)
    tree = strict(fenced[1] if fenced else stripped)
    if not isinstance(tree, dict) or tree.keys() != {"sentences"} or not isinstance(tree["sentences"], list):
        raise Unreadable("the answer is not an object with sentences")
    return [_sentence(one) for one in tree["sentences"]]


def strict(text: str) -> Any:
    """Read JSON in which every key stands once and every number is one.

    Raises:
        Unreadable: It is none.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the answer is no JSON") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _sentence(tree: Any) -> Written | None:
    if not isinstance(tree, dict) or not _NEEDED <= tree.keys() <= _KEYS:
        return None
    kind, text, sources, quote = tree["kind"], tree["text"], tree.get("sources", []), tree.get("quote") or ""
    if not (isinstance(kind, str) and isinstance(text, str) and isinstance(sources, list) and isinstance(quote, str)):
        return None
    if kind not in _CLAIMS or not all(isinstance(source, str) for source in sources):
        return None
    return Written(Claim(kind), text, tuple(dict.fromkeys(sources)), quote)


_CLAIMS = frozenset(claim.value for claim in Claim)
