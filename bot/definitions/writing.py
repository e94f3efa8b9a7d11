"""Systems as the text of their files: what the strict reader reads again as the same system, and always the same bytes.

The style is that of the shipped files: keys in one order, what is not known left out, a text as it stands where every
reader of YAML takes it for text, else in double quotes; dates and versions always in quotes; no line is folded.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.systems import Dispute, Fact, LicencePeriod, Review, System


class _Number(str):
    """A number: as it stands, without quotes."""

    __slots__ = ()

    def __new__(cls, value: int) -> _Number:
        """The number written out."""
        return super().__new__(cls, value)


class _Quoted(str):
    """A date or a version: in quotes, whatever it looks like."""

    __slots__ = ()


_Value = str | Sequence[str] | Sequence["_Keys"] | Mapping[str, "_Keys"] | None
_Keys = Mapping[str, _Value]

# A licence period's, which its reader asks for even where none is named.
_NEVER_LEFT_OUT = frozenset({"components"})

# What some reader of YAML takes for something else than text.
_WORDS = frozenset("null none nil true false yes no on off y n nan inf".split())
_NUMBER = re.compile(
    r"[-+.]?[0-9][0-9_.,:+\-]*(e[-+]?[0-9_]*)?|0[xob][0-9a-f_]*|[0-9]{4}-[0-9]+-[0-9]+[t ][0-9:.+\-z ]*",
    flags=re.IGNORECASE,
)
_PLAIN = re.compile(r"([^\W_]|[(/.+])[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]*")
# What JSON leaves as it stands and YAML does not take in a text.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def text_of(system: System) -> str:
    """The text of a system's file.

    The reader named at the top is the one of most facts, the first of these if several are; a system without facts
    names none.

    Raises:
        ValueError: Two facts are about one component, which a file cannot hold.
    """
    return "".join(f"{line}\n" for line in _lines(_system(system), ""))


def as_written(system: System, components: Iterable[str]) -> System:
    """The system as its file says it: its facts in the order of the components given."""
    places = {id_: number for number, id_ in enumerate(components)}
    facts = sorted(system.facts, key=lambda fact: places.get(fact.component, len(places)))
    return replace(system, facts=tuple(facts), listings=())


def main_reader(facts: Sequence[Fact]) -> str | None:
    """Who read the sources of most facts; None where there are none."""
    counted = Counter(fact.evidence.reader for fact in facts)
    return counted.most_common(1)[0][0] if counted else None


def _system(system: System) -> _Keys:
    reader = main_reader(system.facts)
    facts = {fact.component: _fact(fact, reader) for fact in system.facts}
    if len(facts) != len(system.facts):
        raise ValueError("two facts are about one component")
    return {
        "id": system.id,
        "name": system.name,
        "developer": system.developer,
        "kind": system.kind.value,
        "family": system.family,
        "aliases": system.aliases,
        "bases": system.bases,
        "unrecorded_bases": system.unrecorded_bases,
        "released": _day(system.released),
        "released_source": system.released_source,
        "addresses": system.addresses,
        "note": system.note,
        "reader": reader,
        "facts": facts,
        "licence_history": [_period(period) for period in system.licence_history],
        "reviews": [_review(review) for review in system.reviews],
        "disputes": [_dispute(dispute) for dispute in system.disputes],
    }


def _fact(fact: Fact, reader: str | None) -> _Keys:
    evidence = fact.evidence
    return {
        "access": fact.access.value,
        "extent": fact.extent.value if fact.extent else None,
        "licence": fact.licence.text if fact.licence else None,
        "source": evidence.url,
        "read_on": _day(evidence.read_on),
        "by": evidence.by.value if evidence.by else None,
        "reader": evidence.reader if evidence.reader != reader else None,
        "note": fact.note,
    }


def _period(period: LicencePeriod) -> _Keys:
    return {
        "components": period.components,
        "scope": period.scope,
        "from": _day(period.from_),
        "until": _day(period.until),
        "licence": period.licence.text,
        "source": period.source,
        "note": period.note,
    }


def _review(review: Review) -> _Keys:
    return {
        "by": review.by.value,
        "definitions": [_Quoted(label) for label in review.definitions],
        "outcome": review.outcome,
        "date": _day(review.date),
        "source": review.source,
        "note": review.note,
    }


def _dispute(dispute: Dispute) -> _Keys:
    return {
        "component": dispute.claim.component,
        **_fact(dispute.claim, None),
        "reason": dispute.reason,
        "opened_on": _day(dispute.opened_on),
        "opened_by": dispute.opened_by,
        "proposal": _Number(dispute.proposal),
    }


def _day(day: date | str | None) -> _Quoted | None:
    if day is None:
        return None
    return _Quoted(day if isinstance(day, str) else day.isoformat())


def _lines(keys: _Keys, indent: str) -> Iterable[str]:
    """The lines of a mapping; keys without a value are left out."""
    for key, value in keys.items():
        if not value and key not in _NEVER_LEFT_OUT:
            continue
        match value:
            case None | ():
                yield f"{indent}{_scalar(key)}: []"
            case str():
                yield f"{indent}{_scalar(key)}: {_scalar(value)}"
            case Mapping():
                yield f"{indent}{_scalar(key)}:"
                for name, inner in value.items():
                    yield f"{indent}  {_scalar(name)}:"
                    yield from _lines(inner, f"{indent}    ")
            case _:
                yield f"{indent}{_scalar(key)}:"
                for item in value:
                    yield from _item(item, f"{indent}  ")


def _item(item: str | _Keys, indent: str) -> Iterable[str]:
    if isinstance(item, str):
        yield f"{indent}- {_scalar(item)}"
        return
    for number, line in enumerate(_lines(item, f"{indent}  ")):
        yield line if number else f"{indent}- {line.removeprefix(f'{indent}  ')}"


def _scalar(text: str) -> str:
    """A text as it stands where nothing in it means anything else to YAML, else in double quotes."""
    if isinstance(text, _Number) or (not isinstance(text, _Quoted) and _is_plain(text)):
        return text
    quoted = json.dumps(str(text), ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and _NUMBER.fullmatch(text) is None
        and text.casefold().lstrip("+-.") not in _WORDS
        and not text.startswith("...")
        and ": " not in text
        and " #" not in text
        and text[-1] not in ": "
    )
