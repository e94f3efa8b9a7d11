"""Replies as messages, within every limit."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.surfaces.commands import BY_NAME
from bot.surfaces.discord.presenting import Presented, Presenter, Room
from bot.surfaces.pictures import Painter
from bot.surfaces.reply import Button, Field, Link, Menu, Option, Picture, Reply, Table

NARROW = Table(("Row", "Finding"), (("Code", "✓ met"), ("Data", "✗ unmet")))
WIDE = Table(("Row", "Finding", "Why"), (("Code", "✓ met", "the licence is approved by the OSI *and* free"),))


def presenter(record_url: str | None = None) -> Presenter:
    return Presenter(BY_NAME, Painter(), record_url)


async def presented(reply: Reply, room: Room | None = None, record_url: str | None = None) -> Presented:
    return await presenter(record_url).present(reply, room)


def description(message: Presented) -> str:
    assert message.embed is not None
    return message.embed.description or ""


def files(message: Presented) -> dict[str, str]:
    return {file.filename: file.fp.read().decode(errors="replace") for file in message.files}


async def test_a_reply_is_an_embed_with_title_text_and_footer() -> None:
    message = await presented(Reply("Llama 2", "**Not** open source AI.", footer="No certification."))

    assert message.embed is not None
    assert message.embed.title == "Llama 2"
    assert message.embed.description == "**Not** open source AI."
    assert message.embed.footer.text == "No certification."
    assert message.content is None


async def test_where_embeds_are_not_allowed_a_reply_is_plain_text() -> None:
    message = await presented(Reply("Llama 2", "Not open.", footer="No certification."), Room(embeds=False))

    assert message.embed is None
    assert message.content == "**Llama 2**\nNot open.\n-# No certification."


async def test_a_narrow_table_stands_in_a_block() -> None:
    message = await presented(Reply("T", "Text.", NARROW))

    assert description(message) == "Text.\n\n```\nRow   Finding\n────  ───────\nCode  ✓ met\nData  ✗ unmet\n```"


async def test_a_wide_table_stands_in_lines() -> None:
    message = await presented(Reply("T", "Text.", WIDE))

    assert description(message).endswith(
        "*Row: Finding · Why*\n- **Code**: ✓ met · the licence is approved by the OSI \\*and\\* free"
    )


async def test_a_long_table_becomes_a_file() -> None:
    table = Table(WIDE.headings, WIDE.rows * 40)

    message = await presented(Reply("All systems", "Text.", table))

    assert description(message) == "Text."
    assert files(message)["table.md"].startswith("# All systems\n\n| Row  | Finding | Why ")


async def test_a_long_table_is_cut_where_files_are_not_allowed() -> None:
    table = Table(WIDE.headings, WIDE.rows * 400)

    message = await presented(Reply("All systems", "Text.", table), Room(files=False))

    assert message.files == ()
    assert description(message).endswith("… The table goes on.")


async def test_a_picture_comes_with_its_description_and_the_table_as_a_file() -> None:
    picture = Picture("Llama 2 under osaid 1.0", "Table of Llama 2. Code: met.", NARROW, 1)

    message = await presented(Reply("T", "Text.", NARROW, picture))

    image, table = message.files
    assert image.filename == "llama-2-under-osaid-1-0.png"
    assert image.description == "Table of Llama 2. Code: met."
    assert image.fp.read(8) == b"\x89PNG\r\n\x1a\n"
    assert table.filename == "table.md"


async def test_a_text_that_is_too_long_leads_to_the_record() -> None:
    message = await presented(Reply("T", "A sentence. " * 500), record_url="https://record.example.org")

    assert description(message).endswith("A sentence.\n\n… The whole: https://record.example.org")
    assert message.files == ()


async def test_without_a_record_the_whole_is_a_file() -> None:
    message = await presented(Reply("T", "A sentence. " * 500, NARROW))

    assert description(message).startswith("A sentence. A sentence.")
    assert "… The whole is in the file." in description(message)
    assert files(message)["whole.md"].count("A sentence.") == 500


async def test_with_neither_record_nor_files_the_component_table_is_named() -> None:
    message = await presented(Reply("T", "A sentence. " * 500), Room(files=False))

    assert description(message).endswith("… There is more: `/system table` shows a system component by component.")


async def test_few_links_are_buttons() -> None:
    message = await presented(Reply("T", "Text.", links=(Link("The text", "https://example.org"),)))

    assert message.view is not None
    (button,) = message.view.children
    assert isinstance(button, discord.ui.Button)
    assert (button.label, button.url) == ("The text", "https://example.org")


async def test_many_links_stand_in_the_text() -> None:
    links = tuple(Link(f"Page [{number}]", f"https://example.org/(a b)/{number}") for number in range(5))

    message = await presented(Reply("T", "Text.", links=links))

    assert "- [Page 4](https://example.org/%28a%20b%29/4)" in description(message)
    assert message.view is None


async def test_buttons_carry_their_meaning() -> None:
    fields = (Field("what", "What?", long=True), Field("source", "Where?"))
    buttons = (
        Button("Table", "system table", {"name": "llama-2", "definition": "osaid 1.0"}),
        Button("Correct", "system correct", {"name": "llama-2"}, fields),
    )

    message = await presented(Reply("T", "Text.", buttons=buttons))

    assert message.view is not None
    assert [child.custom_id for child in message.view.children if isinstance(child, discord.ui.Button)] == [
        "v1:system table:name=llama-2&definition=osaid 1.0",
        "v1f:system correct:name=llama-2&what?+&source?",
    ]


async def test_a_button_that_cannot_hold_its_arguments_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    message = await presented(Reply("T", "Text.", buttons=(Button("Again", "ask", {"question": "why? " * 40}),)))

    assert message.view is None
    assert "a button for /ask was left out: its arguments are too long" in caplog.messages


async def test_a_menu_holds_at_most_25_options() -> None:
    options = tuple(Option(f"osaid {number}", f"osaid {number}", "draft") for number in range(40))

    message = await presented(
        Reply("T", "", menus=(Menu("Which?", "system show", "definition", options, {"name": "x"}),))
    )

    assert message.view is not None
    (menu,) = message.view.children
    assert isinstance(menu, discord.ui.Select)
    assert len(menu.options) == 25


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("@everyone look", "@\u200beveryone look"),
        ("<@42> and <@&7>", "<\u200b@42> and <\u200b@&7>"),
        ("<#9> <t:1:R> </ask:1> <a:x:1> <:x:1>", "<\u200b#9> <\u200bt:1:R> <\u200b/ask:1> <\u200ba:x:1> <\u200b:x:1>"),
    ],
)
async def test_nothing_in_a_text_is_active(written: str, shown: str) -> None:
    message = await presented(Reply("T", written))

    assert description(message) == shown


async def test_a_title_is_plain_text() -> None:
    message = await presented(Reply("**[x](http://evil)**", "Text."))

    assert message.embed is not None
    assert message.embed.title == r"\*\*\[x\](http://evil)\*\*"


async def test_a_cell_cannot_break_out_of_its_block() -> None:
    message = await presented(Reply("T", "", Table(("A", "B"), (("``` @everyone", "x"),))))

    assert description(message).count("```") == 2


TEXT = st.text(alphabet=st.sampled_from("ab .!?*_`[]()<>@#|\\\n😀é"), max_size=200)
LONG = st.builds(lambda text, times: text * times, TEXT, st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table, of up to five columns and many rows."""
    columns = draw(st.integers(1, 5))
    row = st.tuples(*[TEXT] * columns)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=4)) * draw(st.integers(1, 12))))


OPTIONS = st.lists(st.builds(Option, TEXT, TEXT, TEXT), max_size=40).map(tuple)
MENUS = st.builds(
    Menu,
    TEXT,
    st.just("ask"),
    st.just("definition"),
    OPTIONS,
    st.just({}),
    several=st.booleans(),
    replaces=st.booleans(),
)
REPLIES = st.builds(
    Reply,
    title=LONG,
    text=LONG,
    table=st.none() | tables(),
    links=st.lists(st.builds(Link, TEXT, LONG.map(lambda path: f"https://example.org/{path}")), max_size=40).map(tuple),
    buttons=st.lists(st.builds(Button, TEXT, st.just("ask"), st.fixed_dictionaries({"question": TEXT}))).map(tuple),
    menus=st.lists(MENUS, max_size=6).map(tuple),
    footer=LONG,
)


@settings(deadline=None)
@given(
    REPLIES, st.builds(Room, st.booleans(), st.booleans()), st.sampled_from([None, "https://r.org", "https://r" * 99])
)
async def test_whatever_a_reply_holds_its_message_is_within_the_limits(
    reply: Reply, room: Room, url: str | None
) -> None:
    message = await presented(reply, room, url)

    def units(text: str | None) -> int:
        return len((text or "").encode("utf-16-le")) // 2

    assert units(message.content) <= 2000
    if message.embed is not None:
        footer = message.embed.footer.text
        sizes = [units(text) for text in (message.embed.title, message.embed.description, footer)]
        assert all(size <= limit for size, limit in zip(sizes, (256, 4096, 2048), strict=True))
        assert sum(sizes) <= 6000
    assert len(message.files) <= (2 if room.files else 0)
    rows: list[Any] = message.view.to_components() if message.view else []
    assert len(rows) <= 5
    items = [item for row in rows for item in row["components"]]
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    assert len(set(ids)) == len(ids)
    for row in rows:
        assert len(row["components"]) == 1 if row["components"][0]["type"] == 3 else len(row["components"]) <= 5
    for item in items:
        assert units(item.get("label")) <= 80
        assert units(item.get("custom_id")) <= 100
        assert units(item.get("url")) <= 512
        assert len(item.get("options", ())) <= 25
        for option in item.get("options", ()):
            assert 1 <= units(option["label"]) <= 100
            assert 1 <= units(option["value"]) <= 100


# -- Pings ---------------------------------------------------------------------------------------------------------

ANN, BOB = "discord:100000000000000001", "discord:100000000000000002"


async def calling(reply: Reply, room: Room | None = None) -> dict[str, Any]:
    """What is sent of a reply that calls people: its words, and who may be pinged by them."""
    arguments = (await presenter().present(reply, room, calling=True)).arguments()
    allowed = arguments.get("allowed_mentions")
    return {"content": arguments.get("content"), "allowed": allowed and allowed.to_dict()}


async def test_exactly_those_who_are_called_are_pinged() -> None:
    found = await calling(Reply("Soon", "<@42> @everyone <@&7> terminal:zoe", pings=(ANN, "terminal:zoe", BOB)))

    assert found == {
        "content": "<@100000000000000001> <@100000000000000002>",
        "allowed": {"parse": [], "users": [100000000000000001, 100000000000000002]},
    }


async def test_where_embeds_are_not_allowed_the_calls_stand_before_the_words() -> None:
    found = await calling(Reply("Soon", "Hello <@42>", pings=(ANN,)), Room(embeds=False))

    assert found["content"] == "<@100000000000000001>\n**Soon**\nHello <\u200b@42>"
    assert found["allowed"]["users"] == [100000000000000001]


@pytest.mark.parametrize("embeds", [True, False])
async def test_as_many_are_called_as_a_message_has_room_for(embeds: bool) -> None:
    people = tuple(f"discord:{number:020}" for number in range(1, 90))

    found = await calling(Reply("Soon", "A sentence. " * 500, pings=people), Room(embeds=embeds))

    assert len(found["allowed"]["users"]) == 50
    assert len(found["content"]) <= 2000
    assert ("A sentence." in found["content"]) is not embeds


async def test_an_answer_pings_nobody_whatever_it_says() -> None:
    arguments = (await presented(Reply("Soon", "<@42>", pings=(ANN,)))).arguments()

    assert arguments.keys() == {"embed"}


async def test_an_edit_lets_the_same_people_be_named() -> None:
    edits = (await presenter().present(Reply("Soon", "", pings=(ANN,)), calling=True)).edits()

    assert edits["content"] == "<@100000000000000001>"
    assert edits["allowed_mentions"].to_dict()["users"] == [100000000000000001]
