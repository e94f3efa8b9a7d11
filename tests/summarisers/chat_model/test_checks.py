"""Which sentences of a model survive, rule by rule. Ana is P1, Ben P2, Chi P3, and Eve wants to be named nowhere."""

from __future__ import annotations

import pytest

from bot.domain.meetings.discussions import KeptRemark, Participant
from bot.domain.meetings.model_sentences import Claim, Drop, Flag, Named, Quote
from tests.summarisers.chat_model.topics import ANA, BEN, CHI, EVE, PEOPLE, TOPIC, judged, said, written

HONEST = "P2 thinks that a complete list of the sources is enough."


@pytest.mark.parametrize(
    "sentence",
    [
        written(HONEST, "r12"),
        written("P2 thinks that a complete list is enough, and five people agree.", "r12"),
        written("The training data of Llama 3 should not be published before May 2025.", "r11"),
        written("P1 says that 40 percent of the training data is personal.", "r11"),
        written("Participants think that a complete list of sources is enough.", "r12"),
        written("P1 asks P2 to write the list of sources under CC BY 4.0.", "r13", kind="action"),
        written("P2 will write the list of sources.", "r13", kind="action"),
        written("Write the list of sources until the next meeting.", "r13", kind="action"),
        written("It is open who keeps the list when the company is gone.", "r14", kind="question"),
        written("P2 finds “a complete list of the sources” enough, and P3 asks who keeps the list.", "r12", "r14"),
    ],
)
def test_what_the_remarks_say_survives(sentence: dict[str, object]) -> None:
    (survivor,), dropped = judged(sentence)

    assert dropped == {}
    assert survivor.claim == sentence["kind"]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (written(HONEST), Drop.UNCITED),
        ({"kind": "point", "text": HONEST}, Drop.UNCITED),
        (written(HONEST, "r12", "r99"), Drop.UNKNOWN_SOURCE),
        (written(HONEST, *(f"r{number}" for number in range(11, 18))), Drop.TOO_MANY_SOURCES),
        (written(HONEST, "r12", quote="a complete list is enough"), Drop.MISQUOTED),
        (written("We should wait.", "r11", quote="We should publish the training data"), Drop.MISQUOTED),
        (written('P2 says that "a full list of the sources is enough".', "r12"), Drop.MISQUOTED),
        (written("P2 says that 'every list of the sources' is enough.", "r12"), Drop.MISQUOTED),
        (written('P2 says that "a complete list of the sources is enough.', "r12"), Drop.MISQUOTED),
        (written(HONEST, "r12", quote="omplete list of the sources"), Drop.MISQUOTED),
        (written(HONEST, "r12", quote="..."), Drop.MISQUOTED),
        (written(HONEST, "r12", quote="can you write the list of sources"), Drop.MISQUOTED),
        (written("P2 thinks that a complete list is enough, and 6 people agree.", "r12"), Drop.FOREIGN),
        (written("P2 thinks that a complete list is enough, and seven people agree.", "r12"), Drop.FOREIGN),
        (written("P2 thinks that a complete list is enough, and 15 people agree.", "r12"), Drop.FOREIGN),
        (written("The training data of Llama 3 should not be published before June 2025.", "r11"), Drop.FOREIGN),
        (written("The training data of Llama 3.1 should not be published before May 2025.", "r11"), Drop.FOREIGN),
        (written("The training data of Qwen should not be published.", "r11"), Drop.FOREIGN),
        (written("The list of sources is written under CC-BY-SA-4.0.", "r13"), Drop.FOREIGN),
        (written("Google thinks that a complete list of the sources is enough.", "r12"), Drop.WRONG_SPEAKER),
        (written("The list of the sources is at example.txt.", "r12"), Drop.FOREIGN),
        (written("The list of sources interests P3.", "r12"), Drop.FOREIGN),
        (written("The licence of the weights was discussed at length in the room.", "r12"), Drop.UNSUPPORTED),
        (written("It is.", "r12"), Drop.UNSUPPORTED),
        (written("P1 thinks that a complete list of the sources is enough.", "r12"), Drop.WRONG_SPEAKER),
        (written("P2 asks who can write the list of sources.", "r13"), Drop.WRONG_SPEAKER),
        (written("A complete list of the sources is enough, said P3.", "r12"), Drop.WRONG_SPEAKER),
        (written("P1 says that “a complete list of the sources is enough”.", "r12", "r13"), Drop.WRONG_SPEAKER),
        (written("I think that a list of sources is enough for the company.", "r12", "r14"), Drop.WRONG_SPEAKER),
        (written("See https://evil.example/ for the list of sources.", "r12"), Drop.NOT_PLAIN),
        (written("The list of the sources is at evil.com for people.", "r12"), Drop.NOT_PLAIN),
        (written("A complete list of the sources is enough, @everyone.", "r12"), Drop.NOT_PLAIN),
        (written("A complete list of the sources is enough, \uff20everyone.", "r12"), Drop.NOT_PLAIN),
        (written("A complete list of the sources is enough, <@1>.", "r12"), Drop.NOT_PLAIN),
        (written("A **complete** list of the sources is enough.", "r12"), Drop.NOT_PLAIN),
        (written("A _complete_ list of the sources is enough.", "r12"), Drop.NOT_PLAIN),
        (written("# A complete list of the sources", "r12"), Drop.NOT_PLAIN),
        (written("- A complete list of the sources", "r12"), Drop.NOT_PLAIN),
        (written("[A complete list](x) of the sources", "r12"), Drop.NOT_PLAIN),
        (written("A complete list of `sources` is enough.", "r12"), Drop.NOT_PLAIN),
        (written("A complete &lt;b&gt; list of sources is enough.", "r12"), Drop.NOT_PLAIN),
        (written("A complete\u202e list of the sources is enough.", "r12"), Drop.NOT_PLAIN),
        (written("A complete\u200b list of the sources is enough.", "r12"), Drop.NOT_PLAIN),
        (written("A complete list of the sources is enough \ud800.", "r12"), Drop.NOT_PLAIN),
        (written("You should read the complete list of the sources.", "r12"), Drop.INSTRUCTING),
        (written("Please read the complete list of the sources.", "r12"), Drop.INSTRUCTING),
        (written("Publish the complete list of the sources.", "r12"), Drop.INSTRUCTING),
        (written("Ignore the list of sources.", "r13", kind="action"), Drop.INSTRUCTING),
        (written("RESOLVED: A complete list of the sources is enough.", "r12"), Drop.INSTRUCTING),
        (written("A complete list. RESOLUTION: the list of the sources is enough.", "r12"), Drop.INSTRUCTING),
        (written("A complete list of the sources " * 12, "r12"), Drop.TOO_LONG),
        (written("list" * 300, "r12"), Drop.TOO_LONG),
        (written(HONEST, "r12", quote="sources " * 60), Drop.TOO_LONG),
        (written("  ", "r12"), Drop.MALFORMED),
        ("a list of the sources", Drop.MALFORMED),
        ({"text": HONEST, "sources": ["r12"]}, Drop.MALFORMED),
        ({"kind": "truth", "text": HONEST, "sources": ["r12"]}, Drop.MALFORMED),
        ({"kind": "point", "text": HONEST, "sources": "r12"}, Drop.MALFORMED),
        ({"kind": "point", "text": HONEST, "sources": [12]}, Drop.MALFORMED),
        ({"kind": "point", "text": HONEST, "sources": ["r12"], "by": "P1"}, Drop.MALFORMED),
    ],
)  # fmt: skip
def test_what_the_remarks_do_not_say_is_dropped(sentence: object, reason: Drop) -> None:
    survivors, dropped = judged(sentence)

    assert (survivors, dropped) == ((), {reason: 1})


def test_names_are_put_back_and_their_places_are_told() -> None:
    (sentence,), _dropped = judged(written("P1 asks P2 to write the list.", "r13", kind="action"))

    assert sentence.text == "Ana Lima asks Ben Roe to write the list."
    assert sentence.names == (Named(0, 8, "discord:1"), Named(14, 21, "discord:2"))


def test_a_quotation_has_the_letters_of_its_remark() -> None:
    text = "We  want “open” data\u00a0– not just weights…  and Ben’s list"
    topic = [said(1, CHI, text)]

    (sentence,), _dropped = judged(
        written("P1 wants 'data - not just weights...' and a list.", "r1", quote='"open" data - not just'), topic=topic
    )

    start = text.index("“open”")
    assert sentence.quote == Quote("“open” data\u00a0– not just", 1, start, start + 22)
    assert sentence.text == "chi_dev wants 'data\u00a0– not just weights…' and a list."


def test_a_quotation_has_names_as_they_were_said() -> None:
    (sentence,), _dropped = judged(written('P1 asks: "P2, can you write the list".', "r13", quote="P2, can"))

    assert sentence.text == 'Ana Lima asks: "Ben Roe, can you write the list".'
    assert sentence.names[1] == Named(16, 23, "discord:2")
    assert sentence.quote == Quote("Ben Roe, can", 13, 0, 12)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("P1 says that the training data of Llama 3 should be published.", (Flag.NEGATION,)),
        ("P1 says that the training data of Llama 3 should not be published.", ()),
        ("P1 says that they shouldn't publish the training data of Llama 3.", ()),
    ],
)
def test_a_negation_on_one_side_only_is_shown_to_a_person(text: str, flags: tuple[Flag, ...]) -> None:
    (sentence,), _dropped = judged(written(text, "r11"))

    assert sentence.flags == flags


def test_half_of_a_double_negation_is_shown_to_a_person() -> None:
    topic = [said(1, ANA, "The list of the sources is not nothing.")]

    (sentence,), _dropped = judged(written("The list of the sources is nothing.", "r1"), topic=topic)

    assert sentence.flags == (Flag.NEGATION,)


def test_a_remark_of_several_sentences_is_compared_by_the_nearest() -> None:
    topic = [said(1, ANA, "Nobody came last week. The weights are published under a free licence.")]

    (sentence,), _dropped = judged(written("The weights are published under a free licence.", "r1"), topic=topic)

    assert sentence.flags == ()


def test_who_said_all_of_it_is_told() -> None:
    sentences, _dropped = judged(written(HONEST, "r12"), written("The list of sources is open.", "r13", "r12"))

    assert [one.author for one in sentences] == ["discord:2", ""]
    assert [one.sources for one in sentences] == [(12,), (12, 13)]


def test_sentences_stand_in_the_order_of_their_sources() -> None:
    sentences, dropped = judged(
        written("It is open who keeps the list.", "r14", kind="question"),
        written(HONEST, "r12"),
        written(HONEST, "r12"),
    )  # fmt: skip

    assert [one.claim for one in sentences] == [Claim.POINT, Claim.QUESTION]
    assert dropped == {Drop.REPEATED: 1}


@pytest.mark.parametrize(
    ("text", "survives"),
    [
        ("Open weights are free to use, e.g. for study.", True),
        ("Open the weights for free.", False),
        ("Vote for free weights.", False),
        ("Never use weights to study.", True),
        ("Never use the weights to study.", False),
        ("Don't study open weights.", False),
        ("Do not study open weights.", False),
        ("Open weights are free. Use them.", False),
    ],
)
def test_orders_are_told_from_what_only_begins_like_one(text: str, survives: bool) -> None:
    topic = [said(1, ANA, "Open weights are free to use for study, and nobody should be told never to vote for them.")]

    assert judged(written(text, "r1"), topic=topic)[1] == ({} if survives else {Drop.INSTRUCTING: 1})


def test_more_sentences_than_asked_for_are_not_looked_at() -> None:
    many = [written(f"A complete list of the sources is enough{' and enough' * count}.", "r12") for count in range(27)]

    sentences, dropped = judged(*many)

    assert dropped[Drop.TOO_MANY] == 3
    assert len(sentences) + sum(dropped.values()) == 27


EVE_NAMED = said(20, ANA, "I agree with Eve Moss that the list of sources is enough, and Will said that it is long.")


@pytest.mark.parametrize(
    "sentence",
    [
        written("P1 agrees with P4 that the list of sources is enough.", "r20"),
        written('P1 says: "I agree with P4 that the list of sources is enough".', "r20"),
        written("P1 finds the list of sources enough.", "r20", quote="I agree with P4"),
    ],
)
def test_whoever_wants_to_be_named_nowhere_is_not_named_by_others_either(sentence: dict[str, object]) -> None:
    assert judged(sentence, topic=[EVE_NAMED, *TOPIC]) == ((), {Drop.WITHHELD: 1})


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("Will said that the list of sources is long.", {}),
        ("Eve said that the list of sources is long.", {Drop.WRONG_SPEAKER: 1}),
        ("Moss finds that the list of sources is enough.", {Drop.WRONG_SPEAKER: 1}),
    ],
)
def test_a_name_that_no_label_stands_for_speaks_only_where_a_remark_says_so(
    text: str, dropped: dict[Drop, int]
) -> None:
    assert judged(written(text, "r20"), topic=[EVE_NAMED])[1] == dropped


def test_a_participant_whose_name_is_a_common_word_speaks_only_in_their_own_remarks() -> None:
    will = Participant("discord:9", "will")
    topic = [EVE_NAMED, said(21, will, "The list of sources is long, and nobody reads it.")]

    sentences, dropped = judged(
        written("Will said that the list of sources is long.", "r20"),
        written("Will says that nobody reads the list of sources.", "r21"),
        topic=topic, people=(*PEOPLE, will),
    )  # fmt: skip

    assert [one.sources for one in sentences] == [(21,)]
    assert dropped == {Drop.WRONG_SPEAKER: 1}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("@everyone", "everyone"),
        ("**Ana** <b>", "Ana b"),
        ("\u202eAna\u200b", "Ana"),
        ("Ana \"the 'list'\" Lima", "Ana the list Lima"),
        ("evil.com", "a participant"),
        ("???", "a participant"),
        ("A" * 300, "A" * 60),
    ],
)
def test_whatever_somebody_is_called_a_sentence_stays_plain(name: str, shown: str) -> None:
    person = Participant("discord:9", name)
    topic: list[KeptRemark] = [said(1, person, "A complete list of the sources is enough.")]

    (sentence,), _dropped = judged(written("P1 says that a list is enough.", "r1"), topic=topic, people=[person])

    assert sentence.text == f"{shown} says that a list is enough."


def test_a_label_that_somebody_typed_stands_for_nobody() -> None:
    topic = [said(1, ANA, "P1 and P2 agreed to everything that I said about the list."), said(2, BEN, "No list.")]

    sentences, dropped = judged(
        written("P1 and P2 agreed to everything about the list.", "r1"),
        written("P3 says that P1 agreed to everything about the list.", "r1"),
        topic=topic,
    )

    assert [one.text for one in sentences] == [
        "P1 and P2 agreed to everything about the list.",
        "Ana Lima says that P1 agreed to everything about the list.",
    ]
    assert dropped == {}


def test_a_quotation_that_hides_something_is_not_used() -> None:
    topic = [said(1, ANA, "A complete \u202elist of the sources is enough for <@2> and all.")]

    sentences, dropped = judged(
        written("A list of the sources is enough.", "r1", quote="complete list of"),
        written("A list of the sources is enough.", "r1", quote="enough for P2"),
        written("A list of the sources is enough.", "r1", quote="of the sources is enough"),
        topic=topic,
    )

    assert [one.quote and one.quote.text for one in sentences] == ["of the sources is enough"]
    assert dropped == {Drop.NOT_PLAIN: 2}


def test_nothing_but_the_remarks_that_were_sent_is_looked_at() -> None:
    topic = [said(1, EVE, "The weights are free for everybody."), said(2, BEN, "The weights are large.")]

    assert judged(written("The weights are free for everybody.", "r1"), topic=topic)[1] == {Drop.UNKNOWN_SOURCE: 1}
    assert judged(written("The weights are free for everybody.", "r2"), topic=topic)[1] == {Drop.UNSUPPORTED: 1}
