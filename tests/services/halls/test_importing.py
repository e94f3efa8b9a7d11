"""Town halls made of files: what is kept, what never enters, and that a file makes one."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.app import App
from bot.domain.meetings.discussions import Discussion, Gone, Naming
from bot.domain.meetings.document_parts import Presence
from bot.domain.meetings.halls import HallCharter, HallEventKind, HallState
from bot.domain.meetings.layouts import LAYOUTS
from bot.domain.meetings.lengths import Lack
from bot.domain.meetings.publicity import view
from bot.domain.refusals import Forbidden, Refusal
from bot.services.halls import HallImportService
from bot.services.halls.finding import Venue
from bot.services.halls.previewing import ImportTyped, Preview
from bot.services.minutes.documenting import document
from tests.domain.meetings.test_layouts import LOGS
from tests.support.apps import Clock
from tests.support.halls import CHANNEL, HERE, heard
from tests.support.imports import CHAT, RECORDING, imported
from tests.support.polling import FACILITATOR, person

STARTED = "2026-11-20 12:00"


async def kept(app: App, content: bytes | str = CHAT, **typed: Any) -> Discussion:
    view = await imported(app, content, **typed)
    return await app.halls.discussion(view.hall.number)


async def looked(app: App, content: bytes | str, name: str = "log.txt", **typed: Any) -> Preview:
    raw = content.encode() if isinstance(content, str) else content
    return await app.hall_imports.look(raw, name, ImportTyped(**typed), FACILITATOR)


async def test_a_file_becomes_a_closed_town_hall_with_its_lines_and_moments(app: App) -> None:
    view = await imported(app, started=STARTED, title="Data")

    found = await app.halls.discussion(view.hall.number)
    assert view.hall.state is HallState.CLOSED
    assert (found.title, found.place, found.source_kind, found.call) == ("Data", "file", "zoom-chat", True)
    assert found.started == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert found.ended == datetime(2026, 11, 20, 12, 2, tzinfo=UTC)
    assert [(one.number, one.line, one.author, one.text) for one in found.remarks] == [
        (1, 2, "name:Ana", "Topic: Data"),
        (2, 4, "name:Ben", "We should list the sources of the data."),
        (3, 8, "name:Ana", "RESOLVED: the sources are listed"),
    ]
    assert found.remarks[1].at == datetime(2026, 11, 20, 12, 1, tzinfo=UTC)
    assert found.facilitators == ("terminal:fay",)
    assert [one.person for one in found.participants] == ["name:Ana", "name:Ben"]


async def test_private_messages_are_counted_and_enter_nothing(app: App) -> None:
    preview = await looked(app, CHAT)
    view = (await app.hall_imports.confirm(preview.draft, HERE, FACILITATOR))[0]

    async with app.store.read() as records:
        event = (await records.hall_events.of(view.hall.number, HallEventKind.IMPORTED))[0]
        texts = [one.text for one in await records.hall_remarks.of(view.hall.number)]
    assert preview.file.withheld == event.body["withheld"] == 1
    assert not [text for text in texts if "secret" in text]


async def test_what_waits_to_be_confirmed_holds_no_private_message(app: App) -> None:
    preview = await looked(app, CHAT)

    async with app.store.write() as records:
        draft = await records.hall_drafts.held(preview.draft)
    assert draft is not None
    assert b"sources of the data" in gzip.decompress(draft.body)
    assert b"secret" not in gzip.decompress(draft.body)


async def test_of_a_file_without_dates_nobody_knows_when_it_was(app: App) -> None:
    found = await kept(app)

    assert (found.started, found.ended) == (None, None)
    assert {one.at for one in found.remarks} == {None}


async def test_a_log_with_dates_needs_nobody_to_say_when_it_was(app: App) -> None:
    found = await kept(app, "[2026-02-01 10:00:00] <ana> hi\n[2026-02-01 10:30:00] <ben> ho\n")

    assert found.started == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert [one.at for one in found.remarks] == [found.started, found.ended]


MORE = {
    "irc-plain": "<ana> hi\n<ben> ho\n",
    "zoom-chat": CHAT,
    "stamped-transcript": "[00:12] Ana: hi\n[00:14] Ben: ho\n",
    "transcript": "Ana (00:12:03): hi\nBen: ho\n",
    "text": "[00:12:03.10] so it begins\nand goes on\n",
}
EACH = LOGS | MORE


def test_no_layout_is_forgotten() -> None:
    assert EACH.keys() == {layout.name for layout, _weight in LAYOUTS}


@pytest.mark.parametrize("layout", sorted(EACH))
async def test_every_layout_is_imported(app: App, layout: str) -> None:
    found = await kept(app, EACH[layout])

    lines = EACH[layout].splitlines()
    assert found.source_kind == layout
    assert found.remarks
    for one in found.remarks:
        assert one.line is not None
        assert one.text.split()[0].replace("&", "&amp;") in lines[one.line - 1]
    assert document(found).remarks[0].line == found.remarks[0].line


async def test_those_who_are_listed_take_part_and_are_not_said_to_have_spoken(app: App) -> None:
    found = await kept(
        app,
        "Transcript of conference held at 1 May in room x\nInitial people present at 10:00:\n\n\tAna\n\tBen\n\n"
        "<7:35:26 AM> Ana: hello to all of you\n",
    )

    there = {one.name: one.attendance for one in document(found).people}
    assert there == {"Ana": Presence.SPOKE, "Ben": Presence.LISTED}


async def test_what_is_off_the_record_in_a_file_has_no_text_here(app: App) -> None:
    found = await kept(app, "<ana> hi\n<ana> off the record: no\n<ana> #off\n<ben> secret\n<ana> #on\n<ben> ho\n")

    assert [(one.text, one.gone) for one in found.remarks] == [
        ("hi", None),
        ("", Gone.OFF_THE_RECORD),
        ("", Gone.OFF_THE_RECORD),
        ("", Gone.OFF_THE_RECORD),
        ("#on", None),
        ("ho", None),
    ]


# -- Once ------------------------------------------------------------------------------------------------------------


async def test_the_same_file_makes_one_town_hall_unless_another_is_wanted(app: App) -> None:
    first = await imported(app)
    preview = await looked(app, CHAT)

    _again, same, new = await app.hall_imports.bring(CHAT.encode(), "copy.txt", ImportTyped(), HERE, FACILITATOR)
    other = await imported(app, again=True)

    assert preview.before == (first.hall.number,)
    assert (same.hall.number, new) == (first.hall.number, False)
    assert other.hall.number != first.hall.number
    assert len(await app.halls.all()) == 2


async def test_pressing_twice_and_a_repeated_delivery_make_one(app: App) -> None:
    preview = await looked(app, CHAT, again=True)

    confirmed = [await app.hall_imports.confirm(preview.draft, HERE, FACILITATOR, "discord:7") for _time in range(2)]
    pressed = await app.hall_imports.confirm(preview.draft, HERE, FACILITATOR, "discord:8")

    assert [new for _view, new in (*confirmed, pressed)] == [True, False, False]
    assert len(await app.halls.all()) == 1


async def test_two_who_import_a_file_at_once_get_the_same_town_hall(app: App) -> None:
    actors = [FACILITATOR, replace(FACILITATOR, id="terminal:gus")]
    drafts = [await app.hall_imports.look(CHAT.encode(), "x.txt", ImportTyped(), actor) for actor in actors]

    made = await asyncio.gather(
        *(app.hall_imports.confirm(one.draft, HERE, actor) for one, actor in zip(drafts, actors, strict=True))
    )

    assert sorted(new for _view, new in made) == [False, True]
    assert len({view.hall.number for view, _new in made}) == 1


async def test_what_was_looked_at_is_confirmed_by_the_same_person_within_a_day(app: App, clock: Clock) -> None:
    preview = await looked(app, CHAT)

    with pytest.raises(Forbidden, match="Somebody else looked at that file"):
        await app.hall_imports.confirm(preview.draft, HERE, person("ann"))
    clock.move(timedelta(days=1, minutes=1))
    with pytest.raises(Refusal, match="is kept for a day"):
        await app.hall_imports.confirm(preview.draft, HERE, FACILITATOR)
    await app.hall_imports.keep()
    async with app.store.write() as records:
        assert await records.hall_drafts.held(preview.draft) is None


async def test_what_was_looked_at_last_is_confirmed_where_nothing_is_named(app: App, clock: Clock) -> None:
    await looked(app, CHAT)
    clock.move(timedelta(minutes=1))
    await looked(app, "<ana> hi\n")

    view, new = await app.hall_imports.confirm(None, HERE, FACILITATOR)
    with pytest.raises(Refusal, match="No file waits"):
        await app.hall_imports.confirm(None, HERE, person("ann"))

    assert (view.remarks, new) == (1, True)


async def test_confirming_twice_imports_nothing_that_was_looked_at_before(app: App, clock: Clock) -> None:
    await looked(app, CHAT)
    clock.move(timedelta(minutes=1))
    await looked(app, "<ana> hi\n")

    confirmed = [await app.hall_imports.confirm(None, HERE, FACILITATOR) for _time in range(2)]

    assert [new for _view, new in confirmed] == [True, False]
    assert len(await app.halls.all()) == 1


async def test_a_file_that_is_looked_at_again_is_the_last_one_and_waits_a_day_from_then(app: App, clock: Clock) -> None:
    await looked(app, CHAT)
    clock.move(timedelta(hours=20))
    await looked(app, "<ana> hi\n")
    clock.move(timedelta(minutes=1))
    again = await looked(app, CHAT)
    clock.move(timedelta(hours=20))

    view, new = await app.hall_imports.confirm(None, HERE, FACILITATOR)

    assert new
    assert await app.hall_imports.confirm(again.draft, HERE, FACILITATOR) == (view, False)


async def test_a_file_is_imported_where_others_are(app: App) -> None:
    preview = await looked(app, CHAT)

    with pytest.raises(Refusal, match="in a channel of the server"):
        await app.hall_imports.confirm(preview.draft, Venue("discord:9", "discord:@me"), FACILITATOR)


# -- Consent ---------------------------------------------------------------------------------------------------------


async def test_nobody_in_a_file_is_named_in_public_whatever_the_forum_s_usual_is(app: App, clock: Clock) -> None:
    charter = HallCharter(naming=Naming.BY_NAME)
    service = HallImportService(app.store, app.library, app.settings.stakeholders.values, charter, clock)

    _preview, view, _new = await service.bring(CHAT.encode(), "x", ImportTyped(), HERE, FACILITATOR)

    found = await app.halls.discussion(view.hall.number)
    assert {one.naming for one in found.participants} == {Naming.BY_CATEGORY}


async def test_the_public_sees_no_name_of_a_file_until_its_member_chooses(app: App) -> None:
    text = (
        "<Ana Smith> The sources of the data should be listed by whoever trains a system.\n<Ben> Ana Smith is right.\n"
    )
    number = (await imported(app, text)).hall.number
    found = await app.halls.discussion(number)

    shown = view(document(found), {one.person: one.naming for one in found.participants})

    assert "Ana Smith" in str(document(found))
    assert "Ana" not in str(shown)
    member = person("ann")
    await app.hall_speakers.assign("Ana Smith", "ann", Venue(), FACILITATOR, number=number)
    await app.hall_consent.choose(Naming.BY_NAME, Venue(), member, number=number)
    found = await app.halls.discussion(number)
    assert "Ana Smith" in str(view(document(found), {one.person: one.naming for one in found.participants}))


async def test_names_of_any_length_and_letters_are_kept(app: App) -> None:
    name = "N\u00e4me " + "x" * 300
    found = await kept(app, f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {name}>so it is\0\n")

    assert [one.text for one in found.remarks] == ["so it is"]
    assert found.remarks[0].author == found.participants[0].person
    assert len(found.participants[0].person) == 100


async def test_a_town_hall_from_a_file_goes_on_in_no_channel(app: App, clock: Clock) -> None:
    began = clock() - timedelta(hours=1)
    view = await imported(app, started=began.isoformat(), recording="2:00:00")

    await app.capture.hear(heard("hello", clock()))

    assert view.hall.channel == CHANNEL
    assert view.hall.closed_at == began + timedelta(hours=2)
    assert len((await app.halls.discussion(view.hall.number)).remarks) == 3


# -- A recording without names ---------------------------------------------------------------------------------------


async def test_a_recording_without_names_is_looked_at_with_its_chapters_and_its_end(app: App) -> None:
    preview = await looked(app, RECORDING.read_bytes(), "recording.txt", recording="18:40")

    assert preview.file.layout == "text"
    assert preview.file.speakers == {"": len(preview.file.remarks)}
    assert dict(preview.file.begins) == {1: 1, 2: 15, 3: 17, 4: 23, 5: 29}
    assert [one.number for one in preview.file.chapters if one.sponsored] == [2]
    assert preview.tail == 31
    assert [(one.said, one.instead, one.line) for one in preview.spellings] == [("Lama 2", "Llama 2", 21)]
    assert [one.lack for one in preview.lacking] == [Lack.FEW_WORDS]


async def test_a_recording_that_is_longer_than_its_transcript_is_said_to_lack_its_end(app: App) -> None:
    preview = await looked(app, RECORDING.read_bytes(), recording="1:09:28")

    assert "The transcript ends at 0:18:03, and the recording is 1:09:28 long" in preview.lacking[0].text


async def test_a_person_cuts_what_is_no_part_of_the_meeting(app: App) -> None:
    found = await kept(app, RECORDING.read_bytes(), started=STARTED, first="11", last="29", without="2")

    made = document(found)
    assert [one.line for one in found.remarks] == [11, 13, 17, 19, 21, 23, 25, 27, 29]
    assert [one.title for one in made.topics] == [
        "Welcome",
        "Who decides what is open?",
        "The data question",
        "Goodbye",
    ]
    assert [one.remarks for one in made.topics] == [("r1", "r2"), ("r3", "r5"), ("r6", "r8"), ("r9", "r9")]
    assert found.remarks[2].at == datetime(2026, 11, 20, 12, 3, 16, 400_000, tzinfo=UTC)


async def test_minutes_of_a_recording_cite_lines_and_no_sentence_that_was_not_understood(app: App) -> None:
    found = await kept(app, RECORDING.read_bytes(), first="11", last="29", without="2")

    made = document(found, words=200)

    lines = RECORDING.read_text(encoding="utf-8").splitlines()
    where = {one.id: one.line for one in made.remarks}
    sentences = [one for topic in made.topics for one in topic.sentences]
    assert sentences
    for one in sentences:
        line = where[one.sources[0]]
        assert line is not None
        assert one.text.split(".")[0][1:] in lines[line - 1]
        assert "unintelligible" not in one.text
        assert "[00:" not in one.text
        assert one.author == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"without": "9"}, "has no chapter 9"),
        ({"without": "two"}, "are no numbers of chapters"),
        ({"first": "x"}, "is no line"),
        ({"first": "20", "last": "10"}, "Line 20 comes after line 10"),
        ({"first": "900"}, "Nothing that anybody said would be left"),
        ({"recording": "long"}, "is no length of a recording"),
        ({"started": "lately"}, "is no moment"),
        ({"started": "2027-01-01 10:00"}, "is still to come"),
        ({"encoding": "morse"}, "is no encoding that I know"),
    ],
)
async def test_what_does_not_fit_is_refused_in_a_sentence(light_app: App, typed: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        await looked(light_app, RECORDING.read_bytes(), **typed)
