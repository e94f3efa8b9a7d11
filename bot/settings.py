"""The configuration: one file, every key optional, unknown keys refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import Field, TypeAdapter

from bot.definitions.problems import Problem
from bot.definitions.reading import Document
from bot.domain.actors import Role
from bot.domain.chores import Weekday, Weekly
from bot.domain.endorsements.readiness import Gate
from bot.domain.meetings.discussions import Mark, Naming
from bot.domain.meetings.halls import REACTIONS, HallCharter, Objections
from bot.domain.names import fold
from bot.domain.refusals import Refusal
from bot.domain.stakeholders import FIVE_REGIONS, SIX_CATEGORIES, Category, Conflict, Region, Stakeholders
from bot.gate_settings import DEFAULT, Gates, Key, Shown, check_gates
from bot.texts import _

_Address = Annotated[str, Field(pattern=r"^(https?|wss?)://[^\s/]+\S*$")]
_Id = Annotated[int, Field(gt=0)]
# Minutes show the address that worded them, so nothing secret can stand in it.
_ModelAddress = Annotated[str, Field(pattern=r"^https?://[^\s/@?#]+(/[^\s@?#]*)?$", max_length=200)]
_Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=100)]
_TOKEN = "OSAIBOT_TOKEN"


class BadConfiguration(Refusal):
    """The configuration cannot be used."""


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord, and what to do there.

    ``roles`` maps a role of the bot to ids of roles of the guild. ``unasked_channels`` are ids of channels in which the
    bot answers without being asked. ``members`` lets it list who holds a role of the guild. ``commands_in`` names
    guilds that get the commands at once, for trying things out; empty means everywhere. ``curators_channel`` and
    ``record_channel`` are ids of channels to which the bot posts of its own accord: what the curators should look at,
    and what was changed in the record. ``shard_ids`` and ``shard_count`` are for several processes.
    """

    api_base: _Address | None = None
    gateway_url: _Address | None = None
    cdn_base: _Address | None = None
    roles: Mapping[Role, tuple[_Id, ...]] = field(default_factory=dict)
    unasked_channels: tuple[_Id, ...] = ()
    message_content: bool = False
    members: bool = False
    curators_channel: _Id | None = None
    record_channel: _Id | None = None
    commands_in: tuple[_Id, ...] = ()
    shard_ids: tuple[Annotated[int, Field(ge=0)], ...] = ()
    shard_count: Annotated[int, Field(gt=0)] | None = None


@dataclass(frozen=True, slots=True)
class ActorSettings:
    """A person of the terminal and the shell, chosen with ``--as``."""

    roles: tuple[Role, ...] = ()


class Digest(StrEnum):
    """How often the curators are told what waits for them."""

    OFF = "off"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class CurationSettings:
    """What the bot does for those who look after the facts.

    The hour of the digest is of UTC. A fact that was read longer ago than ``stale_after_days`` counts as old.
    """

    digest: Digest = Digest.OFF
    digest_day: Weekday = Weekday.MONDAY
    digest_hour_utc: Annotated[int, Field(ge=0, le=23)] = 8
    stale_after_days: Annotated[int, Field(gt=0)] = 365

    @property
    def digest_rule(self) -> Weekly | None:
        """When the digest is due; None if it is not wanted."""
        return Weekly(self.digest_day, self.digest_hour_utc) if self.digest is Digest.WEEKLY else None


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """A stakeholder category or a region. ``id`` is what is stored: it stays when the name changes."""

    id: Key
    name: Shown


@dataclass(frozen=True, slots=True)
class ConflictSettings:
    """An interest of an organisation that stands beside its endorsements, and the page that shows it."""

    organisation: Shown
    note: Annotated[str, Field(pattern=r"^\S.*$", max_length=300)]
    source: Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$", max_length=2000)]


# A menu of the platform holds so many.
_Groups = Annotated[tuple[GroupSettings, ...], Field(min_length=1, max_length=25)]


@dataclass(frozen=True, slots=True)
class StakeholderSettings:
    """Who takes part: the stakeholder categories, and the regions of the world; whose interests are to be known."""

    categories: _Groups = tuple(GroupSettings(category.id, category.name) for category in SIX_CATEGORIES)
    regions: _Groups = tuple(GroupSettings(region.id, region.name) for region in FIVE_REGIONS)
    conflicts: Annotated[tuple[ConflictSettings, ...], Field(max_length=1000)] = ()

    @property
    def values(self) -> Stakeholders:
        """What people can claim."""
        return Stakeholders(
            tuple(Category(group.id, group.name) for group in self.categories),
            tuple(Region(group.id, group.name) for group in self.regions),
            tuple(Conflict(one.organisation, one.note, one.source) for one in self.conflicts),
        )


@dataclass(frozen=True, slots=True)
class TownHallSettings:
    """What holds for a town hall where nobody says otherwise when it is planned or opened.

    ``naming`` is for participants who choose nothing. ``comment_hours`` is how long minutes can be objected to before
    they are published. ``reactions`` are the signs by which those who lead mark what somebody said.
    """

    naming: Naming = Naming.BY_CATEGORY
    comment_hours: Annotated[int, Field(ge=0, le=1440)] = 48
    objections: Objections = Objections.BLOCK
    reactions: Mapping[Mark, Shown] = field(default_factory=lambda: dict(REACTIONS))

    @property
    def charter(self) -> HallCharter:
        """The rules of a town hall."""
        return HallCharter(self.naming, self.comment_hours, self.objections)


@dataclass(frozen=True, slots=True)
class ChatModelSettings:
    """A language model that may word the topics of minutes, behind an OpenAI-compatible address.

    ``address`` is what stands before ``/chat/completions``. ``key_env`` names the variable of the environment that
    holds the key; None: none is sent. ``timeout_seconds`` is for one topic. A topic with more than ``topic_letters`` is
    not sent, an answer of more than ``answer_bytes`` not read.
    """

    address: _ModelAddress
    model: Shown
    key_env: _Variable | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=3600)] = 120.0
    topic_letters: Annotated[int, Field(ge=1000, le=2_000_000)] = 60_000
    answer_bytes: Annotated[int, Field(ge=1000, le=10_000_000)] = 1_000_000


@dataclass(frozen=True, slots=True)
class MinutesSettings:
    """How minutes are made. Without ``chat_model`` nothing that was said leaves the machine."""

    chat_model: ChatModelSettings | None = None


@dataclass(frozen=True, slots=True)
class DecisionSettings:
    """How decisions are logged. ``confirm``: a second moderator has to confirm each, and each withdrawal."""

    confirm: bool = False


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """The public record as files. ``folder`` is where they are written, ``key_file`` holds the keys that sign its log.

    Without a key no log is kept. ``name`` stands at the head of every page; ``licence`` at the foot, as the terms under
    which what is published may be used: whoever keeps the record has to know whether everybody agreed to them.
    """

    folder: Path
    key_file: Path | None = None
    name: Shown | None = None
    licence: Shown | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set.

    ``definition_in_force`` is the label of the version that answers when none is named; None: the newest stable OSAID.
    ``record_url`` is where the public record stands, if anywhere.
    """

    database: str | None = None
    definition_in_force: str | None = None
    record_url: _Address | None = None
    actors: Mapping[str, ActorSettings] = field(default_factory=dict)
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    curation: CurationSettings = field(default_factory=CurationSettings)
    stakeholders: StakeholderSettings = field(default_factory=StakeholderSettings)
    readiness: Gates = DEFAULT
    town_halls: TownHallSettings = field(default_factory=TownHallSettings)
    minutes: MinutesSettings = field(default_factory=MinutesSettings)
    decisions: DecisionSettings = field(default_factory=DecisionSettings)
    record: RecordSettings | None = None

    @property
    def gates(self) -> tuple[Gate, ...]:
        """What versions need before each step."""
        return tuple(gate.value for gate in self.readiness)

    @property
    def curators_channel(self) -> str | None:
        """Where the curators are told what waits for them, as the outbox names channels; None if nowhere."""
        return _channel(self.discord.curators_channel)

    @property
    def record_channel(self) -> str | None:
        """Where changes of the record are told, as the outbox names channels; None if nowhere."""
        return _channel(self.discord.record_channel)

    @property
    def keeps_log(self) -> bool:
        """Whether what happens is put into a log that is signed and published."""
        return self.record is not None and self.record.key_file is not None

    @property
    def reads_remarks(self) -> bool:
        """Whether the platform shows the bot what people write to each other."""
        return self.discord.message_content or bool(self.discord.unasked_channels)

    @property
    def database_url(self) -> str:
        """The database named, or a file in the user's data folder."""
        return self.database or f"sqlite:///{user_data_path('osaibot') / 'osaibot.db'}"


def _channel(id_: int | None) -> str | None:
    return f"discord:{id_}" if id_ is not None else None


_SETTINGS = TypeAdapter(Settings)
_FROM_ENVIRONMENT = {
    "DISCORD_API_BASE": "api_base",
    "DISCORD_GATEWAY_URL": "gateway_url",
    "DISCORD_CDN_BASE": "cdn_base",
}


def read_settings(file: Path | None, database: str | None, environment: Mapping[str, str]) -> Settings:
    """Read the configuration.

    Args:
        file: The file; None for ``OSAIBOT_CONFIG``, else for no file at all.
        database: An address that goes before the file's and before ``OSAIBOT_DATABASE``.
        environment: The variables of the process.

    Raises:
        BadConfiguration: The file is missing, unreadable or wrong; every problem is in the message.
    """
    named = environment.get("OSAIBOT_CONFIG")
    path = file or (Path(named) if named else None)
    tree = _tree(path) if path else {}
    addresses = {key: environment[name] for name, key in _FROM_ENVIRONMENT.items() if environment.get(name)}
    discord = tree.get("discord") or {}
    # What is no mapping is left for the check, which says so.
    tree = {**tree, "discord": {**discord, **addresses} if isinstance(discord, dict) else discord}
    wanted = database or environment.get("OSAIBOT_DATABASE")
    if wanted:
        tree["database"] = wanted
    return _checked(tree, path)


def _tree(path: Path) -> dict[str, object]:
    document = Document.of(path, path.parent)
    if document.problems:
        raise _bad(path, document.problems)
    if document.tree is None:
        return {}
    if not isinstance(document.tree, dict):
        raise _bad(path, [Problem(path.name, 1, "", "expected keys and values, as in config.example.yaml")])
    return document.tree


def _checked(tree: dict[str, object], path: Path | None) -> Settings:
    document = Document.of(path, path.parent) if path else Document("environment", "")
    document.tree = tree
    settings = document.read_as(_SETTINGS)
    if settings is not None and settings.curation.digest_rule and settings.curators_channel is None:
        document.problem(("curation", "digest"), "expected discord.curators_channel as well: the digest goes there")
    if settings is not None:
        _check_told_apart(document, settings.stakeholders)
        check_gates(document, settings.readiness, {group.id for group in settings.stakeholders.categories})
        if (model := settings.minutes.chat_model) and model.key_env == _TOKEN:
            document.problem(("minutes", "chat_model", "key_env"), "expected another variable: this one is for Discord")
    if settings is None or document.problems:
        raise _bad(path, document.problems)
    return settings


def _check_told_apart(document: Document, stakeholders: StakeholderSettings) -> None:
    """Whatever people type must mean one category, and one region."""
    for kind, groups in (("categories", stakeholders.categories), ("regions", stakeholders.regions)):
        seen: dict[str, int] = {}
        for number, group in enumerate(groups):
            for name in {fold(group.id), fold(group.name)}:
                if seen.setdefault(name, number) != number:
                    place = ("stakeholders", kind, number)
                    document.problem(place, f"expected an id and a name of its own, as {groups[seen[name]].id} has")


def _bad(path: Path | None, problems: list[Problem]) -> BadConfiguration:
    lines = "; ".join(str(problem) for problem in problems)
    text = _("The configuration {path} cannot be used: {lines}. See config.example.yaml for every key.")
    return BadConfiguration(text.format(path=path or _("in the environment"), lines=lines))
