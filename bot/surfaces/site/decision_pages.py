"""Pages of decisions: the list, and one for each with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain.decisions.citations import Source
from bot.domain.decisions.decisions import DecisionKind, DecisionStatus
from bot.domain.decisions.happenings import Part, ReviewVerdict
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell
from bot.services.published.decisions import Named, PublishedDecision, Rest
from bot.surfaces.replies.decisions import DISPOSITIONS, EFFECTS, KINDS, STATUSES, VERDICTS
from bot.surfaces.site import decision_files
from bot.surfaces.site.addresses import cell_path, decision_path, hall_path, label_path, poll_path
from bot.surfaces.site.numbers import numbered
from bot.surfaces.site.prose import prose
from bot.surfaces.site.record_files import json_file
from bot.surfaces.site.schema_files import schema_file, schema_thing
from bot.surfaces.site.things import Entry, Findable, Made, Site, Thing, Topic, maker, stamp
from bot.surfaces.site.words import day
from bot.texts import _

LIST = "d/index.html"
TONES: Mapping[DecisionStatus, str] = {
    DecisionStatus.PROPOSED: "open",
    DecisionStatus.ACCEPTED: "good",
    DecisionStatus.SUPERSEDED: "quiet",
    DecisionStatus.WITHDRAWN: "bad",
}
_STANDFIRST = 240
_TEASER = 280


async def decisions(site: Site) -> Sequence[Thing]:
    """The list of decisions, and each of them."""
    found = await site.app.published_decisions.all()
    places = await site.app.published_places.of([one.number for one in found])
    whole = stamp("decisions", site.pages.version, [repr(one) for one in found])
    things = [
        Thing("d/", whole, maker(_listed, site, found)),
        _schema(),
    ]
    for one in found:
        leaf = places.get(one.number)
        sealed = stamp("decision", site.pages.version, repr(one), leaf)
        things.append(Thing(decision_path(one.number), sealed, maker(_shown, site, one, leaf)))
    return things


def cited_place(source: Source, target: str, part: str) -> str:
    """Where what a decision rests on is shown; an address elsewhere stays what it is."""
    match source:
        case Source.POLL:
            component, cut, freedom = part.rpartition("/")
            return cell_path(target, Cell(component, Freedom(freedom))) if cut else poll_path(target)
        case Source.MINUTES:
            return f"{hall_path(target)}#{part}" if part else hall_path(target)
        case Source.DECISION:
            return decision_path(target)
    return target


def _schema() -> Thing:
    title = _("A decision of the record (decision/1)")
    return schema_thing("decision-1", schema_file(decision_files.ADAPTER, "decision-1", title))


# -- One --------------------------------------------------------------------------------------------------------------


def _shown(site: Site, one: PublishedDecision, leaf: int | None) -> Made:
    path = f"{decision_path(one.number)}index.html"
    macros = site.pages.macros(path)
    page = site.pages.fill(
        "decision.html",
        path,
        decision=one,
        leaf=leaf,
        kind=KINDS[one.kind],
        effect="" if one.kind is DecisionKind.MODERATION else EFFECTS[one.text.effect],
        status=macros.status(STATUSES[one.status], TONES[one.status]),
        standfirst=one.text.question if len(one.text.question) <= _STANDFIRST and not one.text.terms else "",
        teaser=_cut(one.text.outcome),
        prose=prose,
        basis=[_basis(rest) for rest in one.basis],
        dispositions=DISPOSITIONS,
        verdicts=VERDICTS,
        verdict_tones=_VERDICT_TONES,
        place_of=decision_path,
        related=list(_related(one)),
        parts=_PARTS,
        version_place=label_path,
        logged_by=_by(one.logged_by, _("a moderator")),
        confirmed_by=_by(one.confirmed_by, _("a second moderator")) if one.by_two else "",
    )
    files = {
        path: page,
        f"{decision_path(one.number)}record.json": decision_files.as_json(one, leaf),
        f"{decision_path(one.number)}record.md": decision_files.as_markdown(one, leaf),
    }
    words = " ".join([*one.text.each(), *(slip.right for slip in one.errata), *(r.why for r in one.reviews)])
    findable = Findable(decision_path(one.number), f"{one.number} {one.text.title}", _("Decision"), words)
    return Made(files, tuple(_entries(one)), (findable,))


_VERDICT_TONES: Mapping[ReviewVerdict, str] = {
    ReviewVerdict.UPHELD: "good",
    ReviewVerdict.CORRECTED: "open",
    ReviewVerdict.NOT_CORRECTED: "bad",
}


_PARTS: Mapping[Part, str] = {
    Part.MAKER: _("Decided"),
    Part.CONSULTED: _("Were consulted"),
    Part.INFORMED: _("Were informed"),
    Part.RECUSED: _("Recused themselves"),
}


def _by(name: str, office: str) -> str:
    return f"{name} ({office})" if name else office


def _basis(rest: Rest) -> Mapping[str, Any]:
    cited = rest.citation
    kinds = {
        Source.POLL: _("Poll"),
        Source.MINUTES: _("Minutes"),
        Source.DECISION: _("Decision"),
        Source.MESSAGE: _("A message in chat"),
        Source.LINK: _("A page"),
    }
    outside = cited.source in (Source.MESSAGE, Source.LINK)
    return {
        "kind": kinds[cited.source],
        "path": cited_place(cited.source, cited.target, cited.part),
        "shown": _outside(rest) if outside else cited.shown,
        "title": "" if outside else rest.title,
        "digest": cited.digest,
        "tally": cited.tally,
        "added_at": rest.added_at,
        "message": cited.source is Source.MESSAGE,
    }


def _outside(rest: Rest) -> str:
    return _("the message") if rest.citation.source is Source.MESSAGE else rest.title or rest.citation.target


def _related(one: PublishedDecision) -> Iterator[tuple[str, Sequence[Named]]]:
    """What rests on it, or refers to it."""
    if one.supersedes:
        yield _("Takes the place of"), one.supersedes
    if one.basis_of:
        yield _("Decisions that rest on it"), one.basis_of
    if one.corrects:
        yield _("Corrects, by their review"), one.corrects


def _entries(one: PublishedDecision) -> Iterator[Entry]:
    """What happened to it, as feeds tell it."""
    topic = Topic.MODERATION if one.kind is DecisionKind.MODERATION else Topic.DECISIONS

    def entry(what: str, title: str, text: str, at: datetime) -> Entry:
        named = {"number": one.number, "title": one.text.title}
        id_ = f"{one.number}/{what}" if what else one.number
        return Entry(id_, topic, decision_path(one.number), title.format(**named), _cut(text), at)

    yield entry("", _("{number}: {title}"), one.text.outcome, one.accepted_at)
    if one.superseded_by and one.ended_at:
        text = _("{number} takes its place.").format(number=one.superseded_by.number)
        yield entry("superseded", _("{number} was superseded: {title}"), text, one.ended_at)
    elif one.ended_at:
        yield entry("withdrawn", _("{number} was withdrawn: {title}"), one.ended_why, one.ended_at)
    for place_, slip in enumerate(one.errata, 1):
        text = _("Instead of “{wrong}” read “{right}”.").format(wrong=slip.wrong, right=slip.right)
        yield entry(f"erratum-{place_}", _("{number} has an erratum: {title}"), text, slip.at)
    for place_, review in enumerate(one.reviews, 1):
        text = f"{VERDICTS[review.verdict].capitalize()}. {review.why}"
        yield entry(f"review-{place_}", _("{number} was reviewed: {title}"), text, review.at)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _TEASER else plain[: _TEASER - 1].rsplit(" ", 1)[0] + " …"


# -- The list ---------------------------------------------------------------------------------------------------------


def _listed(site: Site, found: Sequence[PublishedDecision]) -> Made:
    macros = site.pages.macros(LIST)
    newest = list(reversed(found))
    due = sorted((one for one in found if one.overdue), key=lambda one: (one.review_due, one.number))
    groups = [
        ("due", _("Reviews that are due"), _("In force, and to be looked at again; the longest due first"), due),
        ("in-force", _("In force"), _("What holds now; the newest first"), _with(newest, DecisionStatus.ACCEPTED)),
        ("not-corrected", _("Regretted, and not corrected"), _("A review saw a bad choice, and it was left so"),
         [one for one in newest if one.review_verdict is ReviewVerdict.NOT_CORRECTED]),
        ("superseded", _("Superseded"), _("Another decision took their place; they stay as they were"),
         _with(newest, DecisionStatus.SUPERSEDED)),
        ("withdrawn", _("Withdrawn"), _("They hold no longer, and nothing took their place"),
         _with(newest, DecisionStatus.WITHDRAWN)),
    ]  # fmt: skip
    tables = [
        (id_, title, caption, len(several), [[*_row(macros, one)] for one in several])
        for id_, title, caption, several in groups
    ]
    page = site.pages.fill(
        "decisions.html",
        LIST,
        count=len(found),
        tables=tables,
        columns=(_("Number"), _("Decision"), _("Kind"), _("Decided"), _("What became of it")),
    )
    lines = {"schema": "decisions/1", "decisions": [decision_files.tree(one, None) for one in found]}
    files = {LIST: page, "d/decisions.csv": decision_files.as_table(found), "d/decisions.json": json_file(lines)}
    return Made(files, findable=(Findable("d/", _("Decisions"), _("List"), _("All decisions of the forum")),))


def _with(several: Sequence[PublishedDecision], status: DecisionStatus) -> Sequence[PublishedDecision]:
    return [one for one in several if one.status is status]


def _row(macros: Any, one: PublishedDecision) -> Iterator[object]:
    yield numbered(macros, decision_path(one.number), one.number)
    yield one.text.title
    yield KINDS[one.kind]
    yield macros.day(one.decided_on)
    yield _became(macros, one)


def _became(macros: Any, one: PublishedDecision) -> object:
    if one.superseded_by:
        return _("Superseded by {number}").format(number=one.superseded_by.number)
    if one.status is DecisionStatus.WITHDRAWN and one.ended_at:
        return _("Withdrawn on {day}").format(day=day(one.ended_at))
    if one.review_due:
        text = _("Review due since {day}") if one.overdue else _("Review on {day}")
        return text.format(day=day(one.review_due))
    return VERDICTS[one.review_verdict].capitalize() if one.review_verdict else ""
