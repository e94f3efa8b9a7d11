"""The pages on which one says what is wrong: whole for every system, and with an address of any length."""

from __future__ import annotations

import discord
import pytest

from bot.domain.libraries import Library
from bot.domain.systems import System
from bot.services.proposing import Recorded
from bot.surfaces.commands import BY_NAME
from bot.surfaces.discord.controls import form
from bot.surfaces.discord.custom_ids import Press, decode
from bot.surfaces.discord.presenting import Presented, Presenter
from bot.surfaces.pictures import Painter
from bot.surfaces.replies import proposals
from bot.surfaces.reply import Reply

# With ids as long as the platform's are.
MESSAGE = "https://discord.com/channels/" + "/".join(["1234567890123456789"] * 3)


async def presented(reply: Reply) -> Presented:
    return await Presenter(BY_NAME, Painter(), None).present(reply)


def ids(message: Presented) -> list[str]:
    assert message.view is not None
    children = message.view.children
    return [str(item.custom_id) for item in children if isinstance(item, discord.ui.Button | discord.ui.Select)]


def page(system: System, library: Library, source: str | None) -> Reply:
    known = library.reference.components.values()
    return proposals.what_is_wrong(Recorded(system, tuple((one, system.facts_on(one.id)) for one in known)), source)


@pytest.mark.parametrize("source", [None, MESSAGE, "https://example.org/" + "x" * 1900], ids=["none", "chat", "long"])
async def test_every_shipped_system_has_a_whole_page_with_a_form_for_every_component(
    library: Library, source: str | None
) -> None:
    for system in library.systems.values():
        found = ids(await presented(page(system, library, source)))

        assert len(found) == 3
        assert all(len(custom_id) <= 100 for custom_id in found)
        for press in (decode(custom_id, BY_NAME) for custom_id in found):
            command = BY_NAME[press.command]
            for component in library.reference.components if press.chosen else ("",):
                given = {**press.arguments, **({press.chosen: component} if press.chosen else {})}
                modal = form(Press(press.command, given, press.form, private=press.private), command, given)
                assert len(modal.custom_id) <= 100


async def test_a_system_can_be_chosen_whatever_the_length_of_the_address(library: Library) -> None:
    message = await presented(proposals.which_system(list(library.systems.values())[:30], MESSAGE))

    (custom_id,) = ids(message)
    assert decode(custom_id, BY_NAME).chosen == "name"
