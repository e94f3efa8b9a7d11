"""Decisions for programs: the record of one as JSON and as Markdown with front matter, and the list as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import yaml
from pydantic import TypeAdapter

from bot.domain.adoptions import Adoption
from bot.domain.decisions.citations import Source
from bot.services.minutes.markdown_text import shown
from bot.services.published.decisions import Named, PublishedDecision, Rest
from bot.surfaces.site.decision_members import (
    SCHEMA,
    AdoptsRecord,
    AffectedRecord,
    BasisRecord,
    ConsequencesRecord,
    DecisionRecord,
    DissentRecord,
    EffectRecord,
    ErratumRecord,
    LogRecord,
    MakerRecord,
    OutcomeRecord,
    ReviewRecord,
    ReviewsRecord,
    TermsRecord,
)
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.words import machine
from bot.texts import _

ADAPTER = TypeAdapter(DecisionRecord)


def record(one: PublishedDecision, leaf: int | None) -> DecisionRecord:
    """A decision as a file says it."""
    text = one.text
    terms = text.terms
    return DecisionRecord(
        SCHEMA,
        one.number,
        text.title,
        one.status.value,
        one.kind.value,
        EffectRecord(text.effect.value, text.body),
        one.decided_on.isoformat(),
        machine(one.recorded_at),
        machine(one.accepted_at),
        one.by_two,
        tuple(MakerRecord(who.part.value, who.role, who.name or None, who.why) for who in one.involved),
        text.context,
        text.drivers,
        text.question,
        text.options,
        OutcomeRecord(text.outcome, text.because),
        ConsequencesRecord(text.good, text.bad),
        text.confirmation,
        tuple(AffectedRecord(each.definition, each.row, each.digest) for each in text.affects),
        _adopts(text.adopts),
        TermsRecord(terms.rule, terms.scope, terms.duration, terms.appeal) if terms else None,
        tuple(_basis(rest) for rest in one.basis),
        _dissents(one),
        tuple(ErratumRecord(e.wrong, e.right, e.why, machine(e.at)) for e in one.errata),
        _reviews(one),
        _numbers(one.supersedes),
        one.superseded_by.number if one.superseded_by else None,
        machine(one.ended_at) if one.ended_at else None,
        one.ended_why,
        _numbers(one.basis_of),
        _numbers(one.corrects),
        text.digest,
        LogRecord(leaf, one.number) if leaf is not None else None,
    )


def _dissents(one: PublishedDecision) -> tuple[DissentRecord, ...]:
    return tuple(
        DissentRecord(each.number, each.text or None, each.disposition.value, each.why, machine(each.at), each.later)
        for each in one.dissents
    )


def _reviews(one: PublishedDecision) -> ReviewsRecord:
    history = tuple(
        ReviewRecord(each.verdict.value, each.why, machine(each.at), each.correction, _day(each.next_due))
        for each in one.reviews
    )
    return ReviewsRecord(_day(one.review_due), history)


def as_json(one: PublishedDecision, leaf: int | None) -> bytes:
    """The file ``record.json``."""
    return json_file(tree(one, leaf))


def tree(one: PublishedDecision, leaf: int | None) -> dict[str, Any]:
    """What that file holds, as plain values."""
    found: dict[str, Any] = ADAPTER.dump_python(record(one, leaf), mode="json")
    return found


def as_markdown(one: PublishedDecision, leaf: int | None) -> bytes:
    """The file ``record.md``: all of it as front matter, and what people read below; nobody's text is markup there."""
    front = yaml.safe_dump(tree(one, leaf), allow_unicode=True, sort_keys=False, width=100)
    body = "\n\n".join(_body(one))
    return f"---\n{front}---\n\n{body}\n".encode()


def _body(one: PublishedDecision) -> Iterator[str]:
    text = one.text
    yield f"# {one.number}: {shown(text.title)}"
    if one.superseded_by:
        yield _("**Superseded by {number}.**").format(number=one.superseded_by.number)
    if text.context:
        yield f"## {_('How things stood')}\n\n{_lines(text.context)}"
    yield f"## {_('Question')}\n\n{_lines(text.question)}"
    if text.options:
        yield f"## {_('Options')}\n\n" + "\n".join(f"- {shown(option)}" for option in text.options)
    yield f"## {_('Outcome')}\n\n{_lines(text.outcome)}"
    yield f"## {_('Because')}\n\n{_lines(text.because)}"
    if one.basis:
        lines = "\n".join(f"- {shown(rest.citation.shown)} {shown(rest.title)}".rstrip() for rest in one.basis)
        yield f"## {_('Rests on')}\n\n{lines}"
    if one.dissents:
        yield f"## {_('Dissent')}\n\n" + "\n\n".join(
            f"{_lines(said.text) or _('(the words were taken out)')}\n\n{said.disposition.value}: {shown(said.why)}"
            for said in one.dissents
        )


def _lines(text: str) -> str:
    return "\n\n".join(shown(line) for line in text.splitlines() if line.strip())


def _basis(rest: Rest) -> BasisRecord:
    cited = rest.citation
    added = machine(rest.added_at) if rest.added_at else None
    return BasisRecord(cited.source.value, cited.target, cited.part, rest.title, cited.digest, cited.tally, added)


def _adopts(adoption: Adoption | None) -> AdoptsRecord | None:
    if adoption is None:
        return None
    return AdoptsRecord(adoption.definition, adoption.digest, _day(adoption.in_force_from))


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _numbers(several: Sequence[Named]) -> tuple[str, ...]:
    return tuple(one.number for one in several)


HEADINGS = (
    "number", "title", "kind", "status", "effect", "body", "decided_on", "recorded_at", "ended_at", "review_due",
    "review_verdict", "basis", "supersedes", "superseded_by",
)  # fmt: skip


def as_table(several: Sequence[PublishedDecision]) -> bytes:
    """The list as CSV."""
    return csv_file(HEADINGS, ([*_row(one)] for one in several))


def _row(one: PublishedDecision) -> Iterator[object]:
    yield from (one.number, one.text.title, one.kind.value, one.status.value, one.text.effect.value, one.text.body)
    yield from (one.decided_on, one.recorded_at, one.ended_at, one.review_due)
    yield one.review_verdict.value if one.review_verdict else ""
    yield " ".join(
        f"{rest.citation.target}{'#' if rest.citation.part else ''}{rest.citation.part}"
        for rest in one.basis
        if rest.citation.source is not Source.MESSAGE
    )
    yield " ".join(_numbers(one.supersedes))
    yield one.superseded_by.number if one.superseded_by else ""
