"""The repositories of one transaction. They take and give domain values."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.adoption_records import DecisionAdoptionRecords, DefinitionDraftRecords
from bot.store.ballot_records import CellRecords, PollEventRecords, VoterRecords
from bot.store.chore_records import ChoreRecords
from bot.store.claim_records import ClaimRecords
from bot.store.curation_forgetting import CurationForgettingRecords
from bot.store.curation_records import ChangeRecords, FilePartRecords, ProposalRecords
from bot.store.decision_event_records import DecisionEventRecords
from bot.store.decision_forgetting import DecisionForgettingRecords
from bot.store.decision_records import (
    DecisionCitationRecords,
    DecisionDisclosureRecords,
    DecisionRecords,
    DecisionSupersessionRecords,
)
from bot.store.endorsement_records import (
    EndorsementCarryRecords,
    EndorsementEventRecords,
    EndorsementGateRecords,
    EndorsementRecords,
)
from bot.store.exclusion_records import ExclusionRecords
from bot.store.hall_file_records import HallAliasRecords, HallDraftRecords, HallFileRecords
from bot.store.hall_forgetting import HallForgettingRecords
from bot.store.hall_participant_records import HallParticipantRecords
from bot.store.hall_records import HallAgendaRecords, HallEventRecords, HallRecords
from bot.store.hall_remark_records import HallDeclaredRecords, HallReactionRecords, HallRemarkRecords
from bot.store.keeping_records import HeartbeatRecords, ReminderRecords
from bot.store.library_records import LibraryRecords
from bot.store.log_disclosure_records import LogDisclosureRecords, LogRedactionRecords
from bot.store.log_records import LogCollectedRecords, LogLeafRecords
from bot.store.log_state_records import LogCheckpointRecords, LogStateRecords
from bot.store.message_forgetting import MessageForgettingRecords
from bot.store.minutes_records import (
    ActionItemRecords,
    MinutesEventRecords,
    MinutesObjectionRecords,
    MinutesRecords,
)
from bot.store.outbox_records import OutboxRecords
from bot.store.person_records import PersonRecords
from bot.store.poll_forgetting import PollForgettingRecords
from bot.store.poll_records import PollRecords
from bot.store.privacy_records import ForgetRequestRecords, PublicNameRecords, RedactionRecords
from bot.store.profile_records import OrganisationRecords, ProfileRecords
from bot.store.public_poll_records import PublicPollRecords
from bot.store.public_records import PublicRecords
from bot.store.queue_records import DeliveryRecords, UnaskedRecords, UnknownSystemRecords
from bot.store.sequence_records import SequenceRecords
from bot.store.system_records import SystemRecords
from bot.store.telling_records import TellingRecords


class Records:
    """Everything stored, as seen in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.library = LibraryRecords(connection)
        self.systems = SystemRecords(connection)
        self.claims = ClaimRecords(connection)
        self.unknown_systems = UnknownSystemRecords(connection)
        self.proposals = ProposalRecords(connection)
        self.changes = ChangeRecords(connection)
        self.file_parts = FilePartRecords(connection)
        self.deliveries = DeliveryRecords(connection)
        self.unasked = UnaskedRecords(connection)
        self.outbox = OutboxRecords(connection)
        self.chores = ChoreRecords(connection)
        self.profiles = ProfileRecords(connection)
        self.organisations = OrganisationRecords(connection)
        self.sequences = SequenceRecords(connection)
        self.polls = PollRecords(connection)
        self.poll_events = PollEventRecords(connection)
        self.voters = VoterRecords(connection)
        self.poll_cells = CellRecords(connection)
        self.public_polls = PublicPollRecords(connection)
        self.heartbeats = HeartbeatRecords(connection)
        self.reminders = ReminderRecords(connection)
        self.exclusions = ExclusionRecords(connection)
        self.telling = TellingRecords(connection)
        self.halls = HallRecords(connection)
        self.hall_events = HallEventRecords(connection)
        self.hall_participants = HallParticipantRecords(connection)
        self.hall_agenda = HallAgendaRecords(connection)
        self.hall_remarks = HallRemarkRecords(connection)
        self.hall_reactions = HallReactionRecords(connection)
        self.hall_declared = HallDeclaredRecords(connection)
        self.hall_files = HallFileRecords(connection)
        self.hall_drafts = HallDraftRecords(connection)
        self.hall_aliases = HallAliasRecords(connection)
        self.minutes = MinutesRecords(connection)
        self.minutes_events = MinutesEventRecords(connection)
        self.minutes_objections = MinutesObjectionRecords(connection)
        self.action_items = ActionItemRecords(connection)
        self.hall_forgetting = HallForgettingRecords(connection)
        self.decisions = DecisionRecords(connection)
        self.decision_events = DecisionEventRecords(connection)
        self.decision_citations = DecisionCitationRecords(connection)
        self.decision_supersessions = DecisionSupersessionRecords(connection)
        self.decision_disclosures = DecisionDisclosureRecords(connection)
        self.decision_adoptions = DecisionAdoptionRecords(connection)
        self.definition_drafts = DefinitionDraftRecords(connection)
        self.endorsements = EndorsementRecords(connection)
        self.endorsement_events = EndorsementEventRecords(connection)
        self.endorsement_carries = EndorsementCarryRecords(connection)
        self.endorsement_gates = EndorsementGateRecords(connection)
        self.log_state = LogStateRecords(connection)
        self.log_leaves = LogLeafRecords(connection)
        self.log_collected = LogCollectedRecords(connection)
        self.log_disclosures = LogDisclosureRecords(connection)
        self.log_checkpoints = LogCheckpointRecords(connection)
        self.log = LogRedactionRecords(connection, self.log_state, self.sequences)
        self.persons = PersonRecords(connection)
        self.poll_forgetting = PollForgettingRecords(connection)
        self.decision_forgetting = DecisionForgettingRecords(connection)
        self.curation_forgetting = CurationForgettingRecords(connection)
        self.message_forgetting = MessageForgettingRecords(connection)
        self.public_names = PublicNameRecords(connection)
        self.forget_requests = ForgetRequestRecords(connection)
        self.redactions = RedactionRecords(connection)
        self.public = PublicRecords(connection)
