"""Town halls that come from files: imported, and who spoke in them."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.domain.refusals import Refusal
from bot.services.halls.log_reading import ENCODINGS, LIMIT_BYTES, too_large
from bot.services.halls.previewing import ImportTyped
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.commands.townhalls import suggest_hall, venue_of
from bot.surfaces.replies import hall_files
from bot.surfaces.reply import Reply
from bot.surfaces.uploads import BadUpload, Upload


async def suggest_imported(context: Context, typed: str) -> list[Suggestion]:
    """Town halls that come from files."""
    imported = {hall.number for hall in await context.app.halls.all(100) if hall.imported}
    return [one for one in await suggest_hall(context, typed) if one.value in imported]


async def suggest_encoding(_context: Context, typed: str) -> list[Suggestion]:
    """Ways to write letters."""
    return [Suggestion(one, one) for one in ENCODINGS if typed.strip().casefold() in one]


async def suggest_alias(context: Context, typed: str) -> list[Suggestion]:
    """Names of which somebody said whom they mean."""
    wanted = typed.strip().casefold()
    found = await context.app.hall_speakers.aliases()
    return [Suggestion(one.name, one.name) for one in found if wanted in one.name.casefold()]


@command("townhall import", role=Role.FACILITATOR, slow=True, private=True, upload=True, encoding=suggest_encoding)
async def townhall_import(
    context: Context,
    title: str | None = None,
    started: str | None = None,
    recording: str | None = None,
    from_line: str | None = None,
    to_line: str | None = None,
    without: str | None = None,
    encoding: str | None = None,
    confirm: bool = False,
    again: bool = False,
) -> Reply:
    """Make a town hall of a transcript or a saved chat; first I show what I recognised.

    Args:
        file: A transcript (WebVTT, SRT, text), a saved chat (Zoom, BigBlueButton, Jitsi) or an IRC log.
        title: What the town hall is called; left out, as the file.
        started: When it began, in UTC: 2024-09-20 16:00.
        recording: How long the recording is, to tell what is missing: 1:09:28.
        from_line: The first line that belongs to the meeting.
        to_line: The last line that belongs to the meeting.
        without: Numbers of chapters that are left out, such as those of sponsors: 2, 5.
        encoding: How the letters are written, where it is not UTF-8: windows-1252.
        confirm: Import it at once.
        again: Import it although the same file was imported before.
    """
    typed = ImportTyped(title, started, recording, from_line, to_line, without, encoding, again)
    imports, file = context.app.hall_imports, _taken(context)
    content = await _content(file)
    if not confirm:
        return hall_files.preview(await imports.look(content, file.name, typed, context.actor))
    found = await imports.bring(content, file.name, typed, venue_of(context), context.actor, context.delivery)
    return hall_files.imported(found[1], new=found[2])


def _taken(context: Context) -> Upload:
    if context.file is None:
        raise Refusal(townhall_import.summary)
    return context.file


async def _content(file: Upload) -> bytes:
    try:
        return await file.content(LIMIT_BYTES)
    except BadUpload as error:
        if file.size_bytes is not None and file.size_bytes > LIMIT_BYTES:
            raise BadUpload(too_large(file.name, LIMIT_BYTES)) from error
        raise


@command("townhall confirm", role=Role.FACILITATOR, slow=True)
async def townhall_confirm(context: Context, draft: str | None = None) -> Reply:
    """Make a town hall of the file that you looked at.

    Args:
        draft: What waits, as it was shown; left out, the last file that you looked at.
    """
    imports = context.app.hall_imports
    view, new = await imports.confirm(draft, venue_of(context), context.actor, context.delivery)
    return hall_files.imported(view, new=new)


@command("townhall assign", hall=suggest_imported)
async def townhall_assign(context: Context, name: str, member: str, hall: str | None = None) -> Reply:
    """Say which member a name in an imported town hall means; later imports know it.

    Args:
        name: The name, as the file has it.
        member: By mention; or "nobody", to take it back.
        hall: The number of the town hall; left out, the last one here.
    """
    speakers = context.app.hall_speakers
    return hall_files.assigned(
        await speakers.assign(name, member, venue_of(context), context.actor, context.delivery, hall)
    )


@command("townhall speaker", role=Role.MODERATOR, hall=suggest_imported)
async def townhall_speaker(context: Context, lines: str, member: str, hall: str | None = None) -> Reply:
    """Say who spoke some lines of a file that names nobody there, or somebody else.

    Args:
        lines: From one line of the file to another: 120-180.
        member: By mention; "name:" and a name for somebody else; or "nobody", to take it back.
        hall: The number of the town hall; left out, the last one here.
    """
    speakers = context.app.hall_speakers
    return hall_files.assigned(
        await speakers.speaker(lines, member, venue_of(context), context.actor, context.delivery, hall)
    )


@command("townhall aliases", role=Role.FACILITATOR, private=True, forget=suggest_alias)
async def townhall_aliases(context: Context, forget: str | None = None) -> Reply:
    """List whom the names in files mean, and who said so; or forget one.

    Args:
        forget: A name that is to mean nobody from now on.
    """
    speakers = context.app.hall_speakers
    return hall_files.aliases(await (speakers.aliases() if forget is None else speakers.forget(forget)))


@command("townhall spelling", hall=suggest_hall)
async def townhall_spelling(context: Context, said: str, instead: str, hall: str | None = None) -> Reply:
    """Accept how a name is spelt in the minutes; what was said stays in the record as it stands.

    Args:
        said: The name, as it stands in the town hall.
        instead: The name, as it is spelt.
        hall: The number of the town hall; left out, the last one here.
    """
    speakers = context.app.hall_speakers
    view = await speakers.spell(said, instead, venue_of(context), context.actor, context.delivery, hall)
    return hall_files.spelt(view, said, instead)
