"""The one place that puts the parts together."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from bot.definitions import data_root, migrations_root
from bot.domain.clocks import Clock
from bot.services.adopting import AdoptingService
from bot.services.answers import AnswerService
from bot.services.chores import ChoreService
from bot.services.deciding import (
    DecisionAddingService,
    DecisionInvolvingService,
    DecisionKeepingService,
    DecisionService,
    DecisionShowingService,
)
from bot.services.definitions import DefinitionService
from bot.services.endorsing import (
    Crossings,
    EndorsementKeepingService,
    EndorsementReadingService,
    EndorsementService,
    EndorsementVerifyingService,
)
from bot.services.explaining import WhyService
from bot.services.exports import ExportService
from bot.services.halls import (
    BackFillService,
    CaptureService,
    ConsentService,
    HallAgendaService,
    HallAssignService,
    HallImportService,
    HallKeepingService,
    HallPlanService,
    HallRoleService,
    MarkService,
    ReactionService,
    TownHallService,
)
from bot.services.histories import HistoryService
from bot.services.imports import ImportService
from bot.services.ledger import LedgerService, LogFiles
from bot.services.libraries import LibraryService, Snapshot
from bot.services.minuting import (
    ActionItemService,
    MinutesEditService,
    MinutesKeepingService,
    MinutesReviewService,
    MinutesService,
    MinutesShowingService,
)
from bot.services.organisations import OrganisationService
from bot.services.outboxes import OutboxService
from bot.services.polling import (
    AdoptionService,
    BallotService,
    DefinitionProposalService,
    KeepingService,
    ModeratingService,
    OutageService,
    PaperService,
    PollService,
    ReminderService,
    ResultService,
    RollService,
)
from bot.services.privacy import ForgettingService, NamingService, PrivacyService, RedactionService
from bot.services.profiles import ProfileService
from bot.services.proposing import ProposingService
from bot.services.published.decisions import PublishedDecisionService
from bot.services.published.definitions import PublishedDefinitionService
from bot.services.published.endorsements import PublishedEndorsementService
from bot.services.published.fronts import FrontService
from bot.services.published.minutes import PublishedMinutesService
from bot.services.published.moderation import PublishedModerationService
from bot.services.published.places import PublishedPlaceService
from bot.services.published.polls import PublishedPollService
from bot.services.published.systems import PublishedSystemService
from bot.services.queues import QueueService
from bot.services.reviewing import ReviewService
from bot.services.suppositions import SuppositionService
from bot.services.systems import SystemService
from bot.services.unasked import UnaskedService
from bot.settings import Settings
from bot.store import Store, migrate

_Result = TypeVar("_Result")


class App:
    """Every service, over one database."""

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, root: Path, known: Snapshot | None = None
    ) -> None:
        self._aside: Aside | None = None
        self._root = root
        self.settings = settings
        self.store = store
        self.clock = clock
        self.library = LibraryService(store, root, settings.definition_in_force, clock, known)
        self.queues = QueueService(store, self.library, clock, settings.curation.stale_after_days)
        self.histories = HistoryService(store, self.library)
        self.answers = AnswerService(self.library, self.queues, self.histories, clock)
        self.systems = SystemService(self.library, clock)
        self.definitions = DefinitionService(store, self.library)
        self.proposing = ProposingService(store, self.library, clock)
        self.reviews = ReviewService(store, self.library, clock, settings.record_channel)
        self.exports = ExportService(self.library)
        self.imports = ImportService(store, self.library, clock)
        self.suppositions = SuppositionService(self.library)
        self.unasked = UnaskedService(store, self.library, clock)
        self.outbox = OutboxService(store, clock)
        self.chores = ChoreService(store, clock)
        self.profiles = ProfileService(store, settings.stakeholders.values, clock)
        self._count_endorsements(settings)
        self.rolls = RollService(store, settings.stakeholders.values)
        self.polls = PollService(store, self.library, self.rolls, clock)
        self.ballots = BallotService(store, clock)
        self.papers = PaperService(self.ballots, clock)
        self.poll_results = ResultService(store, self.library, clock, settings.record_channel)
        self.poll_moderation = ModeratingService(store, clock)
        self.definition_proposals = DefinitionProposalService(
            store, self.library, self.poll_results, clock, settings.record_url
        )
        self.outages = OutageService(store, clock)
        self.reminders = ReminderService(store, clock)
        self.adoptions = AdoptionService(store, self.library, clock)
        self.poll_keeping = KeepingService(store, self.poll_results, self.adoptions, clock)
        self.published_polls = PublishedPollService(store, self.library, self.poll_results, self.adoptions, clock)
        self._hold_town_halls(settings)
        self.published_systems = PublishedSystemService(store, self.library)
        self.published_definitions = PublishedDefinitionService(store, self.library)
        self.adopting = AdoptingService(store, self.library, clock)
        self.decisions = DecisionService(
            store, self.adopting, clock, settings.record_channel, confirm=settings.decisions.confirm
        )
        self.decision_additions = DecisionAddingService(store, clock)
        self.decision_people = DecisionInvolvingService(store, clock)
        self.decision_pages = DecisionShowingService(store, clock)
        self.decision_keeping = DecisionKeepingService(store, self.decision_pages, clock, settings.record_channel)
        self.ledger = LedgerService(store, clock, _log_files(settings), settings.record_channel)
        self.privacy = PrivacyService(store, clock)
        self.redactions = RedactionService(store, self.minutes_keeping, clock)
        self.naming = NamingService(store, self.endorsements, self.hall_consent, clock)
        self.forgetting = ForgettingService(store, self.endorsement_keeping, self.minutes_keeping, clock)
        self._publish_decided(settings)
        self.reasons = WhyService(store, self.library, self.adopting, self.ledger, clock)

    def _count_endorsements(self, settings: Settings) -> None:
        store, clock, stakeholders = self.store, self.clock, settings.stakeholders.values
        crossings = Crossings(settings.gates, stakeholders, settings.record_channel)
        self.organisations = OrganisationService(store, crossings, clock)
        self.endorsements = EndorsementService(store, self.library, stakeholders, crossings, clock)
        self.endorsement_pages = EndorsementReadingService(store, self.library, stakeholders, crossings)
        self.endorsement_checks = EndorsementVerifyingService(
            store, stakeholders, crossings, clock, settings.record_channel
        )
        self.endorsement_keeping = EndorsementKeepingService(store, crossings, clock, settings.record_channel)
        self.published_front = FrontService(store, self.endorsement_pages, clock)

    def _publish_decided(self, settings: Settings) -> None:
        self.published_decisions = PublishedDecisionService(self.store, self.clock)
        self.published_endorsements = PublishedEndorsementService(
            self.store, settings.stakeholders.values, settings.gates
        )
        self.published_minutes = PublishedMinutesService(self.store, self.minutes_pages)
        self.published_moderation = PublishedModerationService(self.store)
        self.published_places = PublishedPlaceService(self.store, _log_files(settings))

    def _hold_town_halls(self, settings: Settings) -> None:
        store, clock = self.store, self.clock
        stakeholders = settings.stakeholders.values
        self.halls = TownHallService(store, stakeholders, settings.town_halls.charter, clock)
        self.hall_plans = HallPlanService(store, clock)
        self.hall_roles = HallRoleService(store, clock)
        self.hall_agenda = HallAgendaService(store, clock)
        self.hall_consent = ConsentService(store, stakeholders, clock)
        self.hall_marks = MarkService(store, stakeholders, clock)
        self.hall_reactions = ReactionService(store, settings.town_halls.reactions, clock)
        self.hall_keeping = HallKeepingService(store, clock)
        self.hall_imports = HallImportService(store, self.library, stakeholders, settings.town_halls.charter, clock)
        self.hall_speakers = HallAssignService(store, stakeholders, clock)
        self.capture = CaptureService(store, stakeholders, clock)
        self.back_fill = BackFillService(store, self.capture, clock)
        self.minutes = MinutesService(store, self.library, stakeholders, clock, settings.minutes.chat_model, os.environ)
        self.minutes_pages = MinutesShowingService(store, clock)
        self.minutes_edits = MinutesEditService(store, clock)
        self.minutes_reviews = MinutesReviewService(store, clock, settings.record_channel)
        self.action_items = ActionItemService(store, clock)
        self.minutes_keeping = MinutesKeepingService(store, self.minutes_reviews, clock)

    @classmethod
    async def open(
        cls, settings: Settings, clock: Clock, root: Path | None = None, known: Snapshot | None = None
    ) -> App:
        """Open the database, bring it to the newest shape, and load the data files.

        Args:
            settings: The configuration.
            clock: Tells the present.
            root: The folder of the data files; those that come with the program if left out.
            known: What another app has read of the same library, if that is at hand.

        Raises:
            Refusal: The database cannot be used, a data file is wrong (nothing was changed), or the configuration names
                a version in force that does not exist.
        """
        store = Store(settings.database_url)
        app = cls(settings, store, clock, root or data_root(), known)
        try:
            await migrate(store, migrations_root())
            await app.library.load()
            await app.library.current()
        except BaseException:
            await store.close()
            raise
        return app

    async def aside(self, work: Callable[[App], Coroutine[Any, Any, _Result]]) -> _Result:
        """Do work that computes long where it holds up nobody: in a thread, with an app of its own, which is kept.

        Where the database is in memory there is no other app of it, and the work is done here.
        """
        if self.store.in_memory:
            return await work(self)
        if self._aside is None:
            known = await self.library.current()
            self._aside = Aside(
                lambda: App(self.settings, Store(self.settings.database_url), self.clock, self._root, known)
            )
        return await self._aside.do(work)

    async def close(self) -> None:
        """Give the database back."""
        if self._aside is not None:
            await self._aside.close()
        await self.store.close()


def _log_files(settings: Settings) -> LogFiles | None:
    """Where the log is published; None if it is not."""
    record = settings.record
    if record is None or record.key_file is None:
        return None
    return LogFiles(record.folder, record.key_file, settings.record_url)


class Aside:
    """A thread with a loop and an app of its own."""

    def __init__(self, opened: Callable[[], App]) -> None:
        self._opened = opened
        self._app: App | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="aside", daemon=True)
        self._thread.start()

    async def do(self, work: Callable[[App], Coroutine[Any, Any, _Result]]) -> _Result:
        """Do work there; if it is given up here, it is given up there as well."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._done(work), self._loop))

    async def _done(self, work: Callable[[App], Coroutine[Any, Any, _Result]]) -> _Result:
        if self._app is None:
            self._app = self._opened()
        return await work(self._app)

    async def close(self) -> None:
        """End the thread, once its app is closed."""
        if self._app is not None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._app.close(), self._loop))
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()
