"""From the result of a poll to the file of a draft that people decide about: nothing in force is changed by it."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.definitions.version_writing import file_name, text_of
from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.definitions import Definition
from bot.domain.drafts import DraftDefinition
from bot.domain.impacts import Impact, impact_on
from bot.domain.libraries import Library
from bot.domain.names import fold
from bot.domain.polls.bands import MeanBand
from bot.domain.polls.drafted_rows import NotDraftable, PollCited
from bot.domain.polls.drafting import ADOPTED, decides, draft
from bot.domain.polls.outcomes import BANDS, WORDS, Outcome
from bot.domain.polls.polls import EventKind, Poll, PollEvent, PollState
from bot.domain.polls.results import PollResult
from bot.services.libraries import LibraryService
from bot.services.polling.counting import StandingBallots, ballots_of
from bot.services.polling.finding import found, held, refuse_unless
from bot.services.polling.results import ResultService
from bot.store import Store
from bot.texts import _, listed

_ADOPTABLE = BANDS[:3]
"""What can make a component required: the middle one of the bands, and those above it; the highest first."""


@dataclass(frozen=True, slots=True)
class DefinitionProposal:
    """A draft made of a poll's result.

    ``impact`` is the draft, as its file says it, against the version that it follows; ``content`` is that of the file.
    ``event`` is how the poll keeps it: when and by whom it was proposed first. ``again`` says that this was before.
    """

    poll: Poll
    impact: Impact
    in_force: Definition
    file: str
    content: bytes
    event: PollEvent
    again: bool

    @property
    def digest(self) -> str:
        """The sha256 of the file, as definitions/DIGESTS would have it."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class _Wished:
    """How a draft is to be made; ``passed_over`` are numbers that drafts of other polls bear."""

    predecessor: Definition
    version: str | None
    adopts: frozenset[Outcome]
    passed_over: frozenset[str]


class DefinitionProposalService:
    """Makes drafts of results, and keeps with a poll which were made of it.

    Args:
        record_url: Where the public record stands; None if nowhere.
    """

    def __init__(
        self, store: Store, library: LibraryService, results: ResultService, clock: Clock, record_url: str | None
    ) -> None:
        self._store = store
        self._library = library
        self._results = results
        self._clock = clock
        self._record_url = record_url or ""

    async def propose(
        self,
        number: str,
        actor: Actor,
        predecessor: str | None = None,
        version: str | None = None,
        adopts: str | None = None,
        delivery: str | None = None,
    ) -> DefinitionProposal:
        """Make a draft of the result of a poll that is over. Made again it is the same file, and is kept once.

        Args:
            number: The poll's.
            predecessor: The version that it follows, by its label; the one in force if left out.
            version: Its number; if left out, the next one that neither a version nor another poll's draft has.
            adopts: The outcomes by which a component is required, parted by commas; "required" if left out.

        Raises:
            NotNow: The poll is not over, or is void.
            Unknown: There is no such poll, or no version is called so.
            NotDraftable: Nothing was decided, the number is taken, or these outcomes cannot be adopted.
        """
        ended = await self._results.ended(number)
        async with self._store.read() as records:
            poll = await found(records, ended, self._clock())
            ballots = await ballots_of(records, poll)
            kept = await records.poll_events.of_kind(EventKind.DEFINITION_PROPOSED)
        adopted = _adopted(adopts, poll)
        snapshot = await self._library.current()
        before = snapshot.library.reference.definition(predecessor) if predecessor else snapshot.in_force
        wished = _Wished(before, _number(version, before), adopted, _borne(kept, poll, before))
        cited = PollCited(poll.number, poll.closes_at.date(), self._record_url)
        # Off the event loop: the count, and every system judged anew, take a moment.
        file, content, impact = await asyncio.to_thread(_made, ballots, cited, wished, snapshot.library)
        draft = DraftDefinition(
            hashlib.sha256(content).hexdigest(), impact.after.label, file, content, actor.id, self._clock(), poll.number
        )
        event, again = await self._keep(poll, _body(draft, impact, adopted), draft, actor, delivery)
        return DefinitionProposal(poll, impact, snapshot.in_force, file, content, event, again)

    async def _keep(
        self, poll: Poll, body: Mapping[str, Any], draft: DraftDefinition, actor: Actor, delivery: str | None
    ) -> tuple[PollEvent, bool]:
        """Keep what was proposed with its poll, and its text; what was proposed before stays as it is."""
        now = self._clock()
        event = PollEvent(EventKind.DEFINITION_PROPOSED, poll.number, now, body, actor.id, delivery=delivery)
        async with self._store.write() as records:
            refuse_unless(await held(records, poll.number, now), now, PollState.CLOSED)
            await records.definition_drafts.add(draft)
            for earlier in await records.poll_events.of(poll.number, EventKind.DEFINITION_PROPOSED):
                if earlier.body == body:
                    return earlier, True
            id_ = await records.poll_events.add(event)
        return replace(event, id=id_ or 0), False


def _made(
    ballots: StandingBallots, cited: PollCited, wished: _Wished, library: Library
) -> tuple[str, bytes, Impact]:  # fmt: skip
    """The file of a draft, and what the draft would change as it is read back from the file."""
    result, poll, before = ballots.result(), ballots.poll, wished.predecessor
    if not decides(result, poll.charter.components, wished.adopts):
        raise NotDraftable(_undecided(poll, result))
    made = draft(
        result, poll.charter.components, cited, before, library.reference,
        version=wished.version, adopts=wished.adopts, passed_over=wished.passed_over,
    )  # fmt: skip
    file, content = file_name(made), f"# {_note(poll, wished.adopts)}\n{text_of(made)}".encode()
    read = read_draft(Document.of_bytes(file, content), library.reference)
    return file, content, impact_on(library, before, read)


def _body(draft: DraftDefinition, impact: Impact, adopts: frozenset[Outcome]) -> Mapping[str, Any]:
    """A draft as its poll keeps it."""
    return {
        "definition": impact.after.label,
        "predecessor": impact.before.label,
        "adopts": [outcome.value for outcome in BANDS if outcome in adopts],
        "file": draft.file,
        "digest": draft.digest,
    }


def _borne(proposals: Iterable[PollEvent], poll: Poll, before: Definition) -> frozenset[str]:
    """The numbers that drafts of other polls bear in the family of a version."""
    others = (event.body["definition"].partition(" ") for event in proposals if event.poll != poll.number)
    return frozenset(number for family, _blank, number in others if family == before.id)


def _note(poll: Poll, adopts: frozenset[Outcome]) -> str:
    """The first line of the file: what it is, and how it was made."""
    text = _("A draft made of the result of poll {number}, for people to decide. What came out as {words} is required.")
    return text.format(number=poll.number, words=_words(adopts))


def _undecided(poll: Poll, result: PollResult) -> str:
    text = _("Poll {number} decided nothing that a definition could say: no component came out as required, and none "
             "as not required.")  # fmt: skip
    between = [outcome for outcome in _ADOPTABLE if any(one.outcome is outcome for one in result.components)]
    if between:
        text += " " + _("You can adopt more, with adopts: {words}.")
    else:
        text += " " + _("/poll round2 drafts a second round of it.")
    words = ", ".join(WORDS[outcome] for outcome in _ADOPTABLE[: _ADOPTABLE.index(between[0]) + 1]) if between else ""
    return text.format(number=poll.number, words=words)


# -- What was typed ------------------------------------------------------------------------------------------------


def _number(version: str | None, before: Definition) -> str | None:
    """A version as its number alone: people type labels too."""
    return version.strip().removeprefix(f"{before.id} ") if version else None


def _adopted(text: str | None, poll: Poll) -> frozenset[Outcome]:
    """The outcomes that were named."""
    names = {fold(WORDS[outcome]): outcome for outcome in _ADOPTABLE}
    parts = [part.strip() for part in re.split(r"[,;\n]", text or "") if part.strip()]
    for part in parts:
        if fold(part) not in names:
            message = _("By “{name}” no component can be required; adopts takes {names}.")
            known = listed([WORDS[outcome] for outcome in _ADOPTABLE])
            raise NotDraftable(message.format(name=part[:40], names=known))
    adopted = frozenset(names[fold(part)] for part in parts) or ADOPTED
    counting = poll.charter.counting
    if adopted != ADOPTED and not isinstance(counting.parameters, MeanBand):
        message = _("Poll {number} is counted by {rule}, which has no bands between required and not required; leave "
                    "adopts out.")  # fmt: skip
        raise NotDraftable(message.format(number=poll.number, rule=counting.rule))
    lowest = max(map(_ADOPTABLE.index, adopted))
    if missing := frozenset(_ADOPTABLE[:lowest]) - adopted:
        message = _("What is adopted has no gaps: who adopts {lower} adopts {higher} as well.")
        raise NotDraftable(message.format(lower=_words(adopted), higher=_words(missing)))
    return adopted


def _words(adopts: frozenset[Outcome]) -> str:
    return listed([WORDS[outcome] for outcome in BANDS if outcome in adopts])
