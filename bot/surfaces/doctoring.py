"""Looking whether everything that the bot needs is in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.app import App
from bot.definitions import data_root, read_files
from bot.domain.clocks import Clock
from bot.domain.outboxes import DIRECT
from bot.domain.refusals import Refusal
from bot.settings import Settings, read_settings
from bot.texts import _, plural

_SHOWN = 5


async def examine(
    config: Path | None,
    database: str | None,
    environment: Mapping[str, str],
    clock: Clock,
    say: Callable[[str], None],
) -> bool:
    """Check configuration, data files and database; with a token, login, intents and permissions.

    Returns:
        Whether everything is in order; one line was said about each.
    """

    def report(sound: bool, what: str, detail: str) -> bool:
        say(f"{_('ok') if sound else _('not ok')}: {what}: {detail}")
        return sound

    try:
        settings = read_settings(config, database, environment)
    except Refusal as refusal:
        return report(False, _("configuration"), str(refusal))
    path = config or environment.get("OSAIBOT_CONFIG") or _("none, every key has its default")
    results = [report(True, _("configuration"), str(path)), _data_files(report)]
    results.append(await _database(settings, clock, report))
    token = environment.get("OSAIBOT_TOKEN")
    if not token:
        report(True, _("Discord"), _("not looked at: OSAIBOT_TOKEN is not set"))
        return all(results)
    return all(results) and await _discord(settings, token, clock, report)


_Report = Callable[[bool, str, str], bool]


def _data_files(report: _Report) -> bool:
    try:
        library = read_files(data_root())
    except Refusal as refusal:
        return report(False, _("data files"), str(refusal))
    text = _("{systems} systems, {definitions} versions of definitions")
    counts = {"systems": len(library.systems), "definitions": len(library.reference.definitions)}
    return report(True, _("data files"), text.format(**counts))


async def _database(settings: Settings, clock: Clock, report: _Report) -> bool:
    try:
        app = await App.open(settings, clock)
    except Refusal as refusal:
        return report(False, _("database"), str(refusal))
    try:
        counts = await app.library.counts()
        text = _("{database}, {systems} systems and {facts} facts loaded")
        detail = text.format(database=app.store, systems=counts.systems, facts=counts.facts)
        sound = report(True, _("database"), detail)
        results = [await _log(app, report), await _outbox(app, report)]
        return all(results) and sound
    finally:
        await app.close()


async def _log(app: App, report: _Report) -> bool:
    """Whether the log of the record can be signed, where one is kept."""
    if not app.settings.keeps_log:
        return report(True, _("log"), _("none is kept: the configuration names no record.key_file"))
    try:
        await app.ledger.examine()
    except Refusal as refusal:
        return report(False, _("log"), str(refusal))
    state = await app.ledger.state()
    if state.halted is not None:
        return report(False, _("log"), state.halted)
    signed = state.checkpoint.size if state.checkpoint else 0
    return report(True, _("log"), plural("{count} leaf is signed", "{count} leaves are signed", signed))


async def _outbox(app: App, report: _Report) -> bool:
    """What waits to be sent. Somebody who takes no direct messages is nothing for the operator to mend."""
    state = await app.outbox.state()
    failed = [post for post in state.given_up if not post.channel.startswith(DIRECT)]
    parts = [plural("{count} message waits to be sent", "{count} messages wait to be sent", state.waiting)]
    if refused := len(state.given_up) - len(failed):
        parts.append(plural("{count} person takes none", "{count} people take none", refused))
    if failed:
        parts.append(plural("{count} cannot be sent", "{count} cannot be sent", len(failed)))
    lines = [f"{post.subject} → {post.channel}: {post.error}" for post in failed[:_SHOWN]]
    if failed:
        lines.append(_("Mend the cause (a permission, a channel that is gone), then run: osaibot resend"))
    return report(not failed, _("outbox"), ". ".join([", ".join(parts), *lines]))


async def _discord(settings: Settings, token: str, clock: Clock, report: _Report) -> bool:
    from bot.surfaces.discord import check_discord  # noqa: PLC0415 - only needed with a token

    checks = await check_discord(settings, token, clock)
    results = [report(check.holds, "Discord", f"{check.claim}. {check.advice}".strip()) for check in checks]
    return all(results)
