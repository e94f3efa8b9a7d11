"""Answering a question from the database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.answers import Answer, Candidate, LicenceAnswer, SystemAnswer, VersionDifference
from bot.domain.assessments import Act, Assessment, Verdict
from bot.domain.changes import hinges, would_take
from bot.domain.clocks import Clock
from bot.domain.comparisons import rows_changed, turns
from bot.domain.contests import contests
from bot.domain.days import AskedDate
from bot.domain.definitions import Definition
from bot.domain.disagreements import disagreements
from bot.domain.licences import Licensing, Terms
from bot.domain.moments import look_back
from bot.domain.names import fold
from bot.domain.questions import Ambiguous, Found, ListFilter, NotKnown, Question, QuestionKind
from bot.domain.refusals import Refusal
from bot.domain.written import readable
from bot.services.asked_dates import date_of, given_date, latest_day
from bot.services.histories import HistoryService
from bot.services.libraries import LibraryService, Snapshot
from bot.services.queues import QueueService
from bot.services.understanding import understand
from bot.store import DatabaseUnavailable
from bot.texts import _

log = logging.getLogger(__name__)

QUESTION_LIMIT = 4000


class AnswerService:
    """Understands a question and judges what it asks about."""

    def __init__(self, library: LibraryService, queues: QueueService, histories: HistoryService, clock: Clock) -> None:
        self._library = library
        self._queues = queues
        self._histories = histories
        self._clock = clock

    async def ask(
        self, text: str, definition: str | None = None, delivery: str | None = None, as_of: str | None = None
    ) -> Answer:
        """Answer a question in somebody's own words.

        Args:
            text: The question; only its first 4,000 characters are read.
            definition: A version that goes before any that the question names.
            delivery: The platform's id of the request; the same one takes a name into the queue once.
            as_of: A date that goes before any that the question names.

        Raises:
            Unknown: ``definition`` names no version.
            Refusal: The question is empty, or ``as_of`` is no date that has come.
        """
        text = readable(text)
        if not text:
            raise Refusal(_("Ask in your own words; the name of a system is enough: “is Llama 2 open source AI?”"))
        today = latest_day(self._clock())
        given = given_date(as_of, today) if as_of else None
        snapshot = await self._library.current()
        # Off the event loop: judging hundreds of systems for a list would keep everybody else waiting.
        answer = await asyncio.to_thread(_answered, text[:QUESTION_LIMIT], snapshot, definition, given, today)
        if answer.asked is not None and answer.asked.days is not None:
            answer = await self._with_record_of(answer, answer.asked.days.last, snapshot)
        if not answer.not_known:
            return answer
        return replace(answer, queued=await self._queue(answer, text, delivery))

    async def _with_record_of(self, answer: Answer, day: date, snapshot: Snapshot) -> Answer:
        """The answer with what the record itself said at the end of a day, where that gives another verdict."""
        systems = []
        for about_ in answer.systems:
            library = await self._histories.library_at(snapshot, day, about_.system.id)
            then = None
            if library.systems.get(about_.system.id, about_.system) != about_.system:
                then = await asyncio.to_thread(library.assess, about_.system.id, answer.definition)
            differs = then is not None and then.verdict is not about_.assessment.verdict
            systems.append(replace(about_, recorded_then=then) if differs else about_)
        return replace(answer, systems=tuple(systems))

    async def _queue(self, answer: Answer, text: str, delivery: str | None) -> bool:
        """Put unknown names into the queue; the answer does not wait for a database that is busy."""
        try:
            await self._queues.ask_about(tuple(name.written for name in answer.not_known), text, delivery)
        except DatabaseUnavailable:
            log.warning("a question about an unknown system could not be queued")
            return False
        return True


def _answered(text: str, snapshot: Snapshot, definition: str | None, given: AskedDate | None, today: date) -> Answer:
    question = understand(text, snapshot.vocabulary)
    return compose(question, snapshot, definition, given or date_of(question, today), today)


def compose(
    question: Question,
    snapshot: Snapshot,
    definition: str | None = None,
    asked: AskedDate | None = None,
    today: date | None = None,
) -> Answer:
    """Find everything that an answer says; pure, from one snapshot."""
    reference = snapshot.library.reference
    versions = tuple(reference.definition(label) for label in question.definitions)
    held = snapshot.time_at(asked.days.last) if asked is not None and asked.days is not None else snapshot.holding
    chosen = versions[0] if versions else snapshot.definition(held)
    if definition:
        chosen = reference.definition(definition)
    ambiguous = _ambiguous(question, snapshot)
    not_known = tuple(mention for mention in question.mentions if isinstance(mention, NotKnown))
    found = [mention for mention in question.mentions if isinstance(mention, Found)]
    pool = _pool(question, chosen, snapshot)
    return Answer(
        question=question,
        definition=chosen,
        named=bool(definition or versions),
        rules=reference.rules,
        known=len(snapshot.library.systems),
        systems=tuple(
            _then(_system(mention, chosen, question, snapshot, versions, today), asked, snapshot) for mention in found
        ),
        candidates=_candidates(ambiguous, not_known, chosen, snapshot),
        ambiguous=ambiguous,
        not_known=not_known,
        listing=_listed(question, pool),
        pool=pool,
        licences=_licences(question, chosen, snapshot),
        difference=difference(versions[0], versions[1], snapshot) if len(versions) > 1 else None,
        definitions=versions,
        asked=asked,
        held=held if held.definition == chosen.label else None,
        holding=snapshot.holding,
    )


def _ambiguous(question: Question, snapshot: Snapshot) -> tuple[Ambiguous, ...]:
    named = tuple(mention for mention in question.mentions if isinstance(mention, Ambiguous))
    if question.developer is None or question.mentions or question.kind is QuestionKind.LIST:
        return named
    theirs = tuple(id_ for id_ in snapshot.library.systems if _made_by(id_, question.developer, snapshot))
    return (Ambiguous(question.developer, theirs),) if theirs else ()


def _made_by(id_: str, developer: str, snapshot: Snapshot) -> bool:
    return fold(developer) in fold(snapshot.library.systems[id_].developer)


def _system(
    mention: Found,
    definition: Definition,
    question: Question,
    snapshot: Snapshot,
    versions: Sequence[Definition],
    today: date | None,
) -> SystemAnswer:
    library = snapshot.library
    assessment = library.assess(mention.system, definition)
    also = tuple(library.assess(mention.system, version) for version in versions if version is not definition)
    siblings = tuple(library.assess(id_, definition) for id_ in mention.siblings)
    history = QuestionKind.HISTORY in question.kinds
    found = about(assessment, snapshot, siblings, history=history, today=today)
    return replace(found, also=also, written=mention.written)


def _then(about: SystemAnswer, asked: AskedDate | None, snapshot: Snapshot) -> SystemAnswer:
    """An answer with what held in the days that were asked about."""
    if asked is None or asked.days is None:
        return about
    definition = about.assessment.definition
    past = look_back(
        about.system, asked.days, snapshot.library, definition, asked.text, open_ended=asked.open_ended
    )  # fmt: skip
    return replace(about, past=past)


def about(
    assessment: Assessment,
    snapshot: Snapshot,
    siblings: tuple[Assessment, ...] = (),
    *,
    history: bool = False,
    today: date | None = None,
) -> SystemAnswer:
    """Everything to be said about a system under a version."""
    library = snapshot.library
    system = assessment.system
    versions = library.reference.definitions.values()
    g7 = [version for version in versions if version.id == "g7"]
    return SystemAnswer(
        assessment=assessment,
        would_take=would_take(assessment),
        hinges=hinges(assessment),
        disagreements=disagreements(assessment),
        bases=(*(library.systems[base].name for base in system.bases), *system.unrecorded_bases),
        siblings=siblings,
        g7=library.assess(system.id, g7[-1]) if g7 else None,
        versions=tuple(library.assess(system.id, version) for version in versions) if history else (),
        contests=contests(assessment, library),
        today=today,
    )


def _candidates(
    ambiguous: tuple[Ambiguous, ...], not_known: tuple[NotKnown, ...], definition: Definition, snapshot: Snapshot
) -> tuple[Candidate, ...]:
    written = {id_: mention.written for mention in not_known for id_ in mention.nearest}
    written |= {id_: mention.written for mention in ambiguous for id_ in mention.systems}
    ordered = [id_ for mention in ambiguous for id_ in mention.systems]
    ordered += [id_ for mention in not_known for id_ in mention.nearest]
    ids = dict.fromkeys(ordered)
    return tuple(Candidate(snapshot.library.assess(id_, definition), written[id_]) for id_ in ids)


_LISTED = {
    ListFilter.CONFORMANT: Verdict.CONFORMANT,
    ListFilter.NOT_CONFORMANT: Verdict.NOT_CONFORMANT,
    ListFilter.UNDETERMINED: Verdict.UNDETERMINED,
}


def _pool(question: Question, definition: Definition, snapshot: Snapshot) -> tuple[Assessment, ...]:
    """The systems that a question of kind list is about: all, a developer's, or a family's; by name."""
    if question.kind is not QuestionKind.LIST or any(isinstance(mention, Found) for mention in question.mentions):
        return ()
    family = [id_ for mention in question.mentions if isinstance(mention, Ambiguous) for id_ in mention.systems]
    if not family:
        return listing(snapshot, definition, question.developer)
    assessed = (snapshot.library.assess(id_, definition) for id_ in family)
    return tuple(sorted(assessed, key=lambda assessment: assessment.system.name.casefold()))


def _listed(question: Question, pool: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """Those of a pool that a question is after."""
    if question.level is not None:
        return tuple(assessment for assessment in pool if _reaches(assessment, question.level))
    if question.list_filter is ListFilter.LICENCE_ONLY:
        return tuple(assessment for assessment in pool if _licence_alone_in_the_way(assessment))
    verdict = _LISTED.get(question.list_filter)
    return tuple(assessment for assessment in pool if verdict is None or assessment.verdict is verdict)


def _reaches(assessment: Assessment, level: str) -> bool:
    """Whether a system reaches a level for certain."""
    steps = [step.id for step in assessment.definition.levels]
    if level not in steps or assessment.level is None:
        return False
    return steps.index(assessment.level) >= steps.index(level)


def _licence_alone_in_the_way(assessment: Assessment) -> bool:
    """Whether other terms, and nothing else, would make a system pass."""
    if assessment.verdict is not Verdict.NOT_CONFORMANT:
        return False
    return any(all(set(change.acts) <= {Act.RELICENSE} for change in changes) for changes in would_take(assessment))


def listing(snapshot: Snapshot, definition: Definition, developer: str | None = None) -> tuple[Assessment, ...]:
    """All systems under a version, or those of one developer, by name."""
    library = snapshot.library
    if developer is None:
        judged = library.assess_all(definition)
    else:
        theirs = [id_ for id_ in library.systems if _made_by(id_, developer, snapshot)]
        judged = (library.assess(id_, definition) for id_ in theirs)
    return tuple(sorted(judged, key=lambda assessment: assessment.system.name.casefold()))


def _licences(question: Question, definition: Definition, snapshot: Snapshot) -> tuple[LicenceAnswer, ...]:
    terms = asked_terms(definition)
    answers = []
    for id_ in question.licences:
        rulings = tuple((words, words.rule_on(Licensing(id_, ((id_,),)))) for words in terms)
        answers.append(LicenceAnswer(snapshot.library.reference.licences[id_], rulings))
    return tuple(answers)


def asked_terms(definition: Definition) -> list[Terms]:
    """The terms that a version's required rows name, each once."""
    named = {row.terms.id: row.terms for row in definition.requirements if row.terms and row.obligation == "required"}
    return list(named.values())


def difference(before: Definition, after: Definition, snapshot: Snapshot) -> VersionDifference:
    """What lies between two versions, for their rows and for all systems."""
    library = snapshot.library
    pairs = zip(library.assess_all(before), library.assess_all(after), strict=True)
    return VersionDifference(before, after, rows_changed(before, after), turns(pairs))
