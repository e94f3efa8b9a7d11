"""The one table of commands. Every surface is made of it; adding a command is a function and a line here."""

from bot.surfaces.commands.asking import ask
from bot.surfaces.commands.ballots import (
    ballot_answer,
    ballot_careful,
    ballot_conflict,
    ballot_earlier,
    ballot_help,
    ballot_list,
    ballot_quick,
    ballot_receipt,
    ballot_rest,
    ballot_show,
    ballot_text,
    ballot_tick,
)
from bot.surfaces.commands.curation import curation_queue, curation_settle
from bot.surfaces.commands.definitions import definition_diff, definition_list, definition_show
from bot.surfaces.commands.facts import fact_propose, system_amend, system_correct, system_propose
from bot.surfaces.commands.helping import about, help_
from bot.surfaces.commands.poll_definitions import poll_propose_definition
from bot.surfaces.commands.poll_moderation import poll_challenge, poll_dismiss, poll_exclude, poll_report
from bot.surfaces.commands.poll_starts import poll_new
from bot.surfaces.commands.polls import (
    poll_close,
    poll_confirm,
    poll_dispose,
    poll_draft,
    poll_extend,
    poll_list,
    poll_object,
    poll_open,
    poll_preview,
    poll_recount,
    poll_result,
    poll_roll,
    poll_round2,
    poll_status,
    poll_void,
)
from bot.surfaces.commands.profiles import (
    organisation_group,
    profile_claim,
    profile_confirm,
    profile_reject,
    profile_show,
    profile_waiting,
    profile_withdraw,
)
from bot.surfaces.commands.proposals import (
    proposal_accept,
    proposal_dispute,
    proposal_list,
    proposal_reject,
    proposal_settle,
    proposal_show,
    proposal_withdraw,
)
from bot.surfaces.commands.registry import Command, Context, Parameter
from bot.surfaces.commands.reminders import ballot_remind
from bot.surfaces.commands.supposing import whatif
from bot.surfaces.commands.systems import (
    system_compare,
    system_history,
    system_list,
    system_show,
    system_sources,
    system_table,
    system_versions,
)

COMMANDS: tuple[Command, ...] = (
    ask,
    system_show,
    system_list,
    system_compare,
    system_table,
    system_sources,
    system_versions,
    system_history,
    system_correct,
    whatif,
    system_propose,
    system_amend,
    fact_propose,
    proposal_list,
    proposal_show,
    proposal_accept,
    proposal_reject,
    proposal_dispute,
    proposal_withdraw,
    proposal_settle,
    curation_queue,
    curation_settle,
    profile_show,
    profile_claim,
    profile_withdraw,
    profile_waiting,
    profile_confirm,
    profile_reject,
    organisation_group,
    definition_show,
    definition_list,
    definition_diff,
    poll_new,
    poll_draft,
    poll_preview,
    poll_roll,
    poll_confirm,
    poll_open,
    poll_status,
    poll_extend,
    poll_close,
    poll_void,
    poll_round2,
    poll_recount,
    poll_list,
    poll_result,
    poll_object,
    poll_dispose,
    poll_propose_definition,
    poll_report,
    poll_challenge,
    poll_exclude,
    poll_dismiss,
    ballot_list,
    ballot_quick,
    ballot_tick,
    ballot_careful,
    ballot_answer,
    ballot_show,
    ballot_receipt,
    ballot_text,
    ballot_rest,
    ballot_help,
    ballot_earlier,
    ballot_conflict,
    ballot_remind,
    help_,
    about,
)

BY_NAME = {command.name: command for command in COMMANDS}

__all__ = ["BY_NAME", "COMMANDS", "Command", "Context", "Parameter"]
