"""Slash commands and the menu on messages, on a simulated Discord."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actors import Actor, Role
from bot.domain.meetings.discussions import Mark
from bot.domain.merging import FilePart
from bot.domain.polls.polls import RollEntry, Voter
from bot.domain.privacy.redactions import RedactionReason
from bot.services.deciding.reading import DissentTyped
from bot.services.halls.finding import Venue
from bot.services.halls.halls import HallTyped
from bot.services.minutes.minutes_markdown import markdown
from bot.services.minuting import Asking
from bot.surfaces.commands import BY_NAME, COMMANDS
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.discord.running import present
from bot.surfaces.reply import Reply
from tests.support.adopting import a_text
from tests.support.decisions import a_decision, two_persons, typed
from tests.support.imports import CHAT
from tests.support.polling import FACILITATOR, a_draft, an_open_poll, opened
from tests.support.simulation import Forum, OpenForum, Person, Result, embed

LONG = "x" * 150


async def suggest_too_much(_context: Context, _typed: str) -> list[Suggestion]:
    return [Suggestion(f"{number} {LONG}", str(number)) for number in range(40)] + [Suggestion("no", LONG)]


@command("pick", value=suggest_too_much)
async def pick(_context: Context, value: str) -> Reply:
    """Pick one of very many things, described in a sentence that is longer than the platform lets it be, at the end.

    Args:
        value: Anything.
    """
    return Reply("Picked", value)


@command("who", role=Role.CURATOR)
async def who(context: Context) -> Reply:
    """Say who asks."""
    return Reply("You", f"{context.actor.id} {context.actor.name} {sorted(context.actor.roles)} {context.delivery}")


async def test_every_command_of_the_table_is_there(forum: Forum) -> None:
    assert set(forum.member.available_commands(forum.general)) == {made.name for made in COMMANDS}


async def test_every_command_works_in_direct_messages_too(forum: Forum) -> None:
    assert set(forum.member.user.available_commands()) == {made.name for made in COMMANDS}


CHAT_FILE = ("chat.txt", CHAT.encode())
IMPORTED = ("townhall confirm", "townhall assign", "townhall speaker", "townhall spelling")
DECISION = {
    "title": "Training code is required",
    "question": "Must it be available?",
    "outcome": "It is required.",
    "because": "Nobody can study a system without it.",
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "ask": {"question": "Is Llama 2 open source AI?"},
    "whatif": {"facts": "weights: open, MIT; training data: absent", "system": "Llama 2"},
    "system show": {"name": "Llama 2"},
    "system list": {"definition": "osaid 1.0", "verdict": "conformant"},
    "system compare": {"first": "OLMo 2", "second": "Llama 2"},
    "system table": {"name": "Llama 2", "definition": "osaid 0.0.8"},
    "system sources": {"name": "Llama 2"},
    "system versions": {"name": "Llama 2"},
    "system correct": {"name": "Llama 2", "what": "The year.", "source": "https://example.org/page"},
    "system history": {"name": "Llama 2"},
    "system propose": {
        "name": "Fable 7B",
        "developer": "Fable",
        "kind": "language",
        "family": "fable",
        "source": "https://example.org/fable",
        "shows": "It was released.",
    },
    "system amend": {
        "name": "Llama 2",
        "detail": "alias",
        "value": "the second llama",
        "source": "https://example.org/page",
        "shows": "It is called so.",
    },
    "fact propose": {
        "system": "Llama 2",
        "component": "training code",
        "availability": "open",
        "source": "https://example.org/code",
        "shows": "The code is here.",
        "licence": "MIT",
    },
    "proposal list": {},
    "proposal show": {"number": "1"},
    "proposal accept": {"number": "1"},
    "proposal reject": {"number": "1", "reason": "The page shows something else."},
    "proposal dispute": {"number": "1", "reason": "The page is not the developer's."},
    "proposal withdraw": {"number": "1"},
    "proposal settle": {"number": "1", "outcome": "claim", "reason": "The code is there."},
    "curation queue": {},
    "curation settle": {"system": "llama-2", "part": "developer", "keep": "chat"},
    "profile show": {},
    "profile claim": {"category": "regulator", "region": "africa", "organisation": "Office for AI"},
    "profile withdraw": {},
    "profile waiting": {},
    "profile confirm": {"number": "1"},
    "profile reject": {"number": "1", "reason": "The page names somebody else."},
    "organisation group": {"name": "Mozilla AI", "reason": "A subsidiary.", "part_of": "Mozilla Foundation"},
    "definition show": {"label": "osaid 1.0"},
    "definition list": {},
    "definition propose": {"file": ("mine.yaml", a_text())},
    "why": {"about": "training code"},
    "definition diff": {"before": "osaid 0.0.9", "after": "osaid 1.0"},
    "endorse": {"category": "regulator", "region": "africa", "name": "Ann"},
    "endorsement list": {"version": "osaid 1.0"},
    "endorsement show": {"number": "1"},
    "endorsement name": {"number": "1", "name": "Ann Other"},
    "endorsement withdraw": {},
    "endorsement waiting": {},
    "endorsement verify": {"number": "1", "how": "account"},
    "endorsement reject": {"number": "1", "reason": "A second account."},
    "endorsement version": {"version": "osaid 1.0", "change": "editorial", "why": "Spelling."},
    "readiness": {"version": "osaid 1.0"},
    "poll new": {"question": "Which?", "closes": "2 days", "contact": "me", "people": "100000000000000042"},
    "poll draft": {"question": "Which are needed?", "template": "quick"},
    "poll preview": {"poll": "1"},
    "poll roll": {"poll": "1", "people": "discord:42, Law"},
    "poll confirm": {"poll": "1"},
    "poll open": {"poll": "1"},
    "poll status": {"poll": "1"},
    "poll extend": {"poll": "1", "closes": "1 day", "by": "chair", "reason": "A holiday."},
    "poll close": {"poll": "1"},
    "poll void": {"poll": "1", "reason": "The question was wrong."},
    "poll round2": {"poll": "1"},
    "poll recount": {"poll": "1", "reason": "To be sure."},
    "poll list": {},
    "poll result": {"poll": "1"},
    "poll object": {"poll": "1", "cell": "datasets: use", "text": "It is unclear.", "change": "Say which."},
    "poll dispose": {"poll": "1", "objection": "6", "disposition": "withdrawn"},
    "poll propose-definition": {"poll": "1", "predecessor": "osaid 0.0.9", "version": "0.0.10"},
    "poll report": {"poll": "1"},
    "poll challenge": {"poll": "1", "handle": "cafe", "reason": "A second account."},
    "poll exclude": {"poll": "1", "handle": "cafe", "reason": "A second account."},
    "poll dismiss": {"poll": "1", "handle": "cafe", "reason": "It is theirs."},
    "ballot list": {},
    "ballot quick": {"poll": "1"},
    "ballot tick": {"poll": "1", "freedom": "use", "required": "datasets"},
    "ballot careful": {"poll": "1"},
    "ballot answer": {"poll": "1", "component": "datasets", "study": "discuss", "reason": "Which?"},
    "ballot show": {"poll": "1"},
    "ballot receipt": {"poll": "1"},
    "ballot help": {"poll": "1"},
    "ballot text": {"poll": "1", "text": "datasets: use=yes"},
    "ballot rest": {"poll": "1"},
    "ballot earlier": {"poll": "2"},
    "ballot conflict": {"poll": "1", "text": "I made it."},
    "ballot remind": {"how": "direct"},
    "townhall plan": {"title": "Data", "starts": "2 days"},
    "townhall move": {"title": "Data"},
    "townhall cancel": {"why": "Nobody has time."},
    "townhall open": {"title": "Data"},
    "townhall pause": {},
    "townhall resume": {},
    "townhall close": {},
    "townhall agenda add": {"title": "Licences"},
    "townhall agenda show": {},
    "townhall agenda remove": {"item": "1"},
    "townhall chair": {"people": "<@100000000000000042>"},
    "townhall scribe": {"people": "<@100000000000000042>"},
    "townhall consent": {"naming": "by name"},
    "townhall off": {},
    "townhall on": {},
    "townhall mark": {"kind": "agreed", "text": "We keep it."},
    "townhall strike": {},
    "townhall add": {"message": "1"},
    "townhall show": {},
    "townhall list": {},
    "townhall import": {"file": CHAT_FILE},
    "townhall confirm": {},
    "townhall assign": {"name": "Ana", "member": "<@100000000000000042>"},
    "townhall speaker": {"lines": "2-4", "member": "nobody"},
    "townhall aliases": {},
    "townhall spelling": {"said": "sources", "instead": "source"},
    "say": {"text": "Data cards are enough."},
    "help": {},
    "about": {},
    "minutes draft": {},
    "minutes show": {},
    "minutes section": {"section": "t1"},
    "minutes edit": {"part": "s2", "text": "Data information is what we need.", "why": "shorter"},
    "minutes strike": {"part": "s2", "why": "twice"},
    "minutes add": {"text": "It was short.", "sources": "r1", "topic": "t1"},
    "minutes assign": {"part": "a1", "owner": "nobody", "due": "2026-12-01"},
    "minutes suggestions": {},
    "minutes accept": {"part": "g1"},
    "minutes refuse": {"part": "g1"},
    "minutes review": {},
    "minutes object": {"part": "s2", "text": "I said more."},
    "minutes objections": {},
    "minutes settle": {"objection": "1", "how": "stands", "answer": "The remark says so."},
    "minutes withdraw": {"objection": "1"},
    "minutes sign": {},
    "minutes publish": {},
    "minutes correct": {"why": "The date is wrong."},
    "minutes retract": {"why": "It was the wrong log."},
    "minutes drop": {"why": "It was the wrong log."},
    "minutes file": {},
    "minutes load": {},
    "minutes digest": {},
    "minutes history": {},
    "action list": {},
    "decision log": DECISION,
    "decision supersede": {"decision": "1"} | DECISION,
    "decision moderate": {"action": "Muted", "rule": "No insults", "because": "Warned.", "target": "42"},
    "decision confirm": {"decision": "1"},
    "decision withdraw": {"decision": "1", "why": "A misreading."},
    "decision evidence": {"decision": "1", "source": "https://example.org/paper A paper"},
    "decision people": {"decision": "1", "makers": "<@100000000000000042> (chair)"},
    "decision dissent": {"decision": "1", "text": "Too strict.", "by": "<@100000000000000042>"},
    "decision erratum": {"decision": "1", "wrong": "required", "right": "needed", "why": "a slip"},
    "decision review": {"decision": "1", "verdict": "upheld", "why": "It held."},
    "decision show": {"decision": "1"},
    "decision list": {},
    "decision search": {"words": "training"},
    "decision disclosed": {"decision": "1"},
    "redaction propose": {"subject": "D-2026-0001", "part": "dissent 1", "reason": "libel"},
    "redaction confirm": {"number": "R-2026-0001"},
    "redaction refuse": {"number": "R-2026-0001"},
    "redaction waiting": {},
    "redaction list": {},
    "privacy show": {},
    "privacy name": {"name": "Ann Example"},
    "privacy forget": {},
    "action close": {"item": "T-2026-0001 a1", "why": "It is written."},
}


def test_every_command_has_arguments_to_be_tried_with() -> None:
    assert ARGUMENTS.keys() == {made.name for made in COMMANDS}


async def prepared(forum: Forum, name: str) -> Person:
    """Bring about what a command is about; returns somebody who may run it."""
    await _claimed(forum, name)
    if name == "curation settle":
        async with forum.app.store.write() as records:
            await records.file_parts.replace("llama-2", [FilePart("llama-2", "developer", "Meta AI", present())])
    if name.startswith(("poll", "ballot")):
        await _prepare_poll(forum, name)
    if name in IMPORTED:
        confirm = name != "townhall confirm"
        await forum.facilitator.slash(forum.general, "townhall import", file=CHAT_FILE, confirm=confirm)
        return forum.moderator if name == "townhall speaker" else forum.facilitator
    if name.startswith("townhall") or name == "say":
        await _prepare_hall(forum, name)
        return forum.facilitator
    if name.startswith("decision"):
        await _prepare_decision(forum, name)
        return forum.moderator
    if name.startswith("redaction"):
        number = await a_decision(forum.app, dissent=DissentTyped("I do not agree."))
        if name != "redaction propose":
            other = Actor("discord:43", "Max", frozenset({Role.MODERATOR}))
            await forum.app.redactions.propose(number, "dissent 1", RedactionReason.LIBEL, None, other)
        return forum.moderator
    if name.startswith(("minutes", "action")):
        await _prepare_minutes(forum, name)
        return forum.member if name in ("minutes object", "minutes withdraw") else forum.moderator
    roles = {
        Role.MEMBER: forum.member,
        Role.FACILITATOR: forum.facilitator,
        Role.CURATOR: forum.curator,
        Role.MODERATOR: forum.moderator,
    }
    return roles[BY_NAME[name].role]


async def _claimed(forum: Forum, name: str) -> None:
    """What the member has proposed, claimed or endorsed before."""
    if name.startswith("proposal"):
        await forum.member.slash(forum.general, "fact propose", **ARGUMENTS["fact propose"])
    if name == "proposal settle":
        await forum.curator.slash(forum.general, "proposal dispute", **ARGUMENTS["proposal dispute"])
    if name in ("profile withdraw", "profile waiting", "profile confirm", "profile reject"):
        await forum.member.slash(forum.general, "profile claim", **ARGUMENTS["profile claim"])
    if name.startswith("endorsement"):
        await forum.member.slash(forum.general, "endorse", **ARGUMENTS["endorse"])


async def _prepare_hall(forum: Forum, name: str) -> None:
    """A town hall that is open, with something to be looked at and taken back."""
    if name in ("townhall plan", "townhall open"):
        return
    venue, actor = Venue(f"discord:{forum.general.id}"), Actor(f"discord:{forum.facilitator.id}", "Felix")
    if name in ("townhall move", "townhall cancel"):
        await forum.app.halls.plan(HallTyped("Data", "2 days"), venue, actor)
        return
    await forum.app.halls.open(HallTyped("Data"), venue, actor)
    await forum.app.hall_agenda.add("Data", venue, actor)
    await forum.app.hall_marks.declare(Mark.INFO, "a paper", venue, actor)
    if name == "townhall resume":
        await forum.app.halls.pause(venue, actor)


async def given(forum: Forum, name: str) -> dict[str, Any]:
    """The arguments of a command, with the file that it takes."""
    if name != "minutes load":
        return ARGUMENTS[name]
    asked = Asking(Actor(f"discord:{forum.moderator.id}", "Mona", frozenset({Role.MODERATOR})),
                   Venue(f"discord:{forum.general.id}"))  # fmt: skip
    text = markdown((await forum.app.minutes_pages.page(asked)).document)
    return {"file": ("minutes.md", text.replace("lets people study a system", "lets them study it", 1).encode())}


async def _prepare_minutes(forum: Forum, name: str) -> None:
    """Minutes in the state that a command needs, of a town hall in which the member spoke."""
    app = forum.app
    venue = Venue(f"discord:{forum.general.id}")
    led, member, moderator = (
        Actor(f"discord:{one.id}", one.name, frozenset({role}))
        for one, role in (
            (forum.facilitator, Role.FACILITATOR),
            (forum.member, Role.MEMBER),
            (forum.moderator, Role.MODERATOR),
        )
    )
    hours = "0" if name.split()[1] in ("publish", *_AFTER) else "48"
    await app.halls.open(HallTyped("Data", comment_hours=hours), venue, led)
    for text in ("Data information lets people study a system without the data sets.", "#action write the FAQ",
                 "I will send the list of the licences to everybody by Friday."):  # fmt: skip
        await app.capture.say(text, venue, member)
    await app.halls.close(venue, led)
    if name == "minutes draft":
        return
    asked = Asking(moderator, venue)
    await app.minutes.draft(asked)
    if name.split()[1] in ("object", "objections", "settle", "withdraw", "sign", "publish", *_AFTER):
        await app.minutes_reviews.review(asked)
    if name.split()[1] in ("settle", "withdraw"):
        await app.minutes_reviews.object(Asking(member, venue), "s2", "Not quite.")
    if name.split()[1] in ("publish", *_AFTER):
        await app.minutes_reviews.sign(asked)
    if name.split()[1] in _AFTER:
        await app.minutes_reviews.publish(asked)


_AFTER = ("correct", "retract", "digest", "list", "close")


async def _prepare_decision(forum: Forum, name: str) -> None:
    """A decision of another moderator, in force or waiting for a second one."""
    other = Actor("discord:43", "Max", frozenset({Role.MODERATOR}))
    deciding = two_persons(forum.app) if name == "decision confirm" else forum.app.decisions
    await deciding.log(typed(), other)


async def _prepare_poll(forum: Forum, name: str) -> None:
    """A poll in the state that a command needs, with the member on its roll."""
    app, roll = forum.app, [RollEntry(f"discord:{forum.member.id}")]
    action = name.partition(" ")[2]
    if action in ("roll", "confirm"):
        await a_draft(app, roll=roll)
        return
    number = await an_open_poll(app, roll=roll, opened=action != "open")
    if action in ("challenge", "exclude", "dismiss"):
        async with app.store.write() as records:
            await records.voters.replace(number, [Voter("cafe", roll[0].person)])
    if action == "dismiss":
        await app.poll_moderation.challenge(number, "cafe", "A second account.", Actor("discord:42", "x"))
    if action == "dispose":
        await app.poll_results.object(number, "datasets: use", "Unclear.", "Say which.", Actor(roll[0].person, "m"))
    if action in ("close", "result", "recount", "round2", "earlier", "propose-definition", "receipt"):
        await app.ballots.cast_text(number, Actor(roll[0].person, "m"), "datasets: use=yes")
    if action in ("close", "result", "recount", "round2", "earlier", "propose-definition"):
        async with app.store.write() as records:
            await records.polls.extended(number, app.clock() - timedelta(hours=1))
    if action == "earlier":
        await opened(app, (await app.polls.round2(number, "7 days", FACILITATOR)).poll.number)


PRIVATE = (
    "help",
    "about",
    "system correct",
    "system propose",
    "system amend",
    "fact propose",
    "why",
    "curation queue",
    "profile show",
    "profile claim",
    "profile withdraw",
    "profile waiting",
    "profile confirm",
    "profile reject",
    "organisation group",
    "endorse",
    *(name for name in ARGUMENTS if name.startswith("endorsement ") and name != "endorsement version"),
    "poll roll",
    "poll new",
    "poll open",
    "poll status",
    "poll report",
    "poll challenge",
    "townhall consent",
    "townhall off",
    "townhall add",
    "townhall import",
    "townhall aliases",
    *(name for name in ARGUMENTS if name.startswith("ballot")),
    *(name for name in ARGUMENTS if name.startswith(("minutes ", "decision ", "privacy ", "redaction "))),
)


@pytest.mark.parametrize("name", ARGUMENTS)
async def test_every_command_answers_once_and_whom_it_concerns(forum: Forum, name: str) -> None:
    person = await prepared(forum, name)
    before = len(forum.requests("POST", "/callback"))

    result = await person.slash(forum.general, name, **await given(forum, name))

    assert embed(result).title
    assert len(forum.requests("POST", "/callback")) == before + 1
    assert result.ephemeral == (name in PRIVATE)


@pytest.mark.parametrize("name", ["ask", "system list"])
async def test_an_answer_is_for_the_asker_alone_when_that_is_wanted(forum: Forum, name: str) -> None:
    result = await forum.member.slash(forum.general, name, **ARGUMENTS[name], private=True)

    assert result.ephemeral


async def test_help_can_be_for_everyone(forum: Forum) -> None:
    assert not (await forum.member.slash(forum.general, "help", private=False)).ephemeral


async def test_an_answer_says_what_was_asked(forum: Forum) -> None:
    result = await forum.member.slash(forum.general, "ask", question="Is Llama 2 open source AI?")

    assert embed(result).title == "Llama 2: osaid 1.0"
    assert (embed(result).description or "").startswith("**Llama 2 is not open source AI** under osaid 1.0.")


async def test_one_can_ask_as_of_a_date(forum: Forum) -> None:
    result = await forum.member.slash(forum.general, "ask", question="Falcon 40B", as_of="May 2023")

    assert embed(result).title == "Falcon 40B in May 2023: osaid 1.0"


async def test_a_date_that_is_none_is_refused_to_the_asker_alone(forum: Forum) -> None:
    result = await forum.member.slash(forum.general, "ask", question="Falcon 40B", as_of="2023-13")

    assert result.ephemeral
    assert result.response is not None
    assert result.response.content.startswith("I cannot read “2023-13” as a date.")


async def test_a_picture_comes_with_its_words(forum: Forum) -> None:
    result = await forum.member.slash(forum.general, "system table", name="Llama 2")

    assert result.response is not None
    image, table = result.response.attachments
    assert image.content_type == "image/png"
    assert (image.description or "").startswith("Table of the components of Llama 2 under osaid 1.0.")
    assert table.filename == "table.md"


async def test_names_are_suggested_while_one_types(forum: Forum) -> None:
    choices = await forum.member.autocomplete(forum.general, "system show", "name", "llama 2")

    assert {"name": "Llama 2", "value": "llama-2"}.items() <= choices[0].items()


async def test_versions_are_suggested_while_one_types(forum: Forum) -> None:
    choices = await forum.member.autocomplete(forum.general, "ask", "definition", "0.0.8", question="Llama 2")

    assert [choice["value"] for choice in choices] == ["osaid 0.0.8"]


async def test_suggestions_keep_within_the_limits(open_forum: OpenForum) -> None:
    forum = await open_forum(commands=(*COMMANDS, pick))

    choices = await forum.member.autocomplete(forum.general, "pick", "value", "")

    assert len(choices) == 25
    assert all(len(choice["name"]) == 100 and choice["name"].endswith("…") for choice in choices)


async def test_a_description_is_cut_to_what_the_platform_allows(open_forum: OpenForum) -> None:
    forum = await open_forum(commands=(*COMMANDS, pick))

    found = forum.env.backend.find_command("pick", None)

    assert found is not None
    assert found["description"].endswith("lets it be,…")
    assert len(found["description"]) <= 100


async def test_a_choice_of_values_is_offered(forum: Forum) -> None:
    result = await forum.member.slash(forum.general, "system list", verdict="not_conformant")

    assert "not conformant under osaid 1.0" in (embed(result).description or "")


async def test_the_menu_on_a_message_checks_its_claim_for_the_asker_alone(forum: Forum) -> None:
    message = await forum.voter.send(forum.general, "Llama 2 is open source, everybody knows")

    result = await forum.member.context_menu(forum.general, "Check this claim", message)

    assert embed(result).title == "Llama 2: osaid 1.0"
    assert result.ephemeral


async def test_a_message_without_text_has_no_claim(forum: Forum) -> None:
    message = await forum.voter.send(forum.general, "", attachments=[("cat.png", b"\x89PNG")])

    result = await forum.member.context_menu(forum.general, "Check this claim", message)

    assert result.response is not None
    assert result.response.content == "There is no text in that message that I could check."
    assert result.ephemeral


async def test_a_command_knows_who_asks_and_which_request_it_is(open_forum: OpenForum) -> None:
    forum = await open_forum(commands=(*COMMANDS, who))

    (result,) = await forum.deliver(delivery := forum.slash(forum.curator, forum.general, "who"))

    assert embed(result).description == (
        f"<@{forum.curator.id}> Carla [<Role.CURATOR: 'curator'>, <Role.MEMBER: 'member'>] <@{delivery.record.id}>"
    )


@pytest.mark.parametrize("person", ["member", "voter", "facilitator", "moderator"])
async def test_a_command_for_a_role_refuses_everybody_else(open_forum: OpenForum, person: str) -> None:
    forum = await open_forum(commands=(*COMMANDS, who))

    result = await getattr(forum, person).slash(forum.general, "who")

    assert result.response is not None
    assert result.response.content == "/who is for the role curator."
    assert result.ephemeral


async def test_a_role_counts_in_direct_messages_too(open_forum: OpenForum) -> None:
    forum = await open_forum(commands=(*COMMANDS, who))

    theirs: Result = await forum.curator.user.slash("who")
    others: Result = await forum.member.user.slash("who")

    assert embed(theirs).title == "You"
    assert others.response is not None
    assert others.response.content == "/who is for the role curator."


async def test_unchanged_commands_are_not_brought_again(forum: Forum) -> None:
    assert len(forum.requests("PUT", "/commands")) == 1

    await forum.restart()

    assert len(forum.requests("PUT", "/commands")) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda commands: commands[:-1],
        lambda commands: (*commands, pick),
        lambda commands: (*commands[:-1], pick),
    ],
    ids=["one fewer", "one more", "another one"],
)
async def test_changed_commands_are_brought_again(forum: Forum, change: Callable[[Any], Any]) -> None:
    forum.commands = change(COMMANDS)

    await forum.restart()

    assert len(forum.requests("PUT", "/commands")) == 2


async def test_commands_are_brought_to_named_guilds_alone(forum: Forum) -> None:
    forum.set(commands_in=(forum.guild.id,))

    await forum.restart()

    assert forum.env.backend.commands[None] == {}
    assert ("ask", 1) in forum.env.backend.commands[forum.guild.id]
    assert embed(await forum.member.slash(forum.general, "ask", question="Llama 2")).title == "Llama 2: osaid 1.0"


async def test_a_command_that_is_no_more_says_so(forum: Forum) -> None:
    delivery = forum.slash(forum.member, forum.general, "about")
    delivery.payload["data"]["name"] = "gone"

    (result,) = await forum.deliver(delivery)

    assert result.response is not None
    assert result.response.content.startswith("This command has changed.")
    assert forum.errors() == ["CommandNotFound"]


async def test_what_is_left_out_is_asked_for_in_a_form(forum: Forum) -> None:
    shown = await forum.member.slash(forum.general, "whatif", system="Llama 2", private=True)
    result = await forum.member.submit_modal(shown, {"facts": "weights: open, MIT\ncode: MIT"})

    assert shown.modal is not None
    assert [line["component"]["custom_id"] for line in shown.modal["components"]] == ["facts"]
    assert embed(result).title == "What if: Llama 2, osaid 1.0"
    assert result.ephemeral


async def test_a_form_asked_for_in_public_is_answered_in_public(forum: Forum) -> None:
    shown = await forum.member.slash(forum.general, "whatif")
    result = await forum.member.submit_modal(shown, {"facts": "weights: open, MIT"})

    assert embed(result).title == "What if: a system, osaid 1.0"
    assert not result.ephemeral
