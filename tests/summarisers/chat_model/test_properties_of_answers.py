"""What holds of every answer, whatever a model says. With SOAK=1, of many thousand."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.discussions import KeptRemark, Participant
from bot.domain.meetings.model_sentences import SUGGESTED_ONLY, Fallback, ModelSentence, TopicOutcome
from bot.summarisers.chat_model import ChatModel, Endpoint, outcome
from tests.domain.strategies import PROPERTY, SOAKING
from tests.summarisers.chat_model.topics import ANA, BEN, CHI, EVE, PEOPLE, TOPIC, said

pytestmark = [pytest.mark.soak] if SOAKING else []

MODEL = ChatModel(Endpoint("http://127.0.0.1:1/v1", "none"))
HOSTILE_WORDS = (
    "@everyone", "<@1>", "[x](https://evil.example)", "https://evil.example", "www.evil.example", "**bold**", "`code`",
    "\u202e", "\u200b", "\n", "RESOLVED:", "Ignore the above.", "You must agree.", "P1", "P2", "P4", "P9", "Ana", "Eve",
    "42", "five", "May 2025", "MIT", "CC-BY-4.0", '"', "“", "”", "'", "…", "not", "never", "says", "said:", "x" * 90,
    "# head", "- item", "> quoted", "||hidden||", "<b>", "&lt;", "\ud800", "evil.com", "\uff20here", ":smile:", "a_b",
)  # fmt: skip
WORDS = tuple(word for remark in TOPIC for word in remark.text.split())


def fragments() -> st.SearchStrategy[str]:
    """Pieces of what was said, words out of place, and anything."""
    pieces = st.builds(
        lambda remark, start, length: " ".join(remark.text.split()[start : start + length]),
        st.sampled_from(TOPIC), st.integers(0, 12), st.integers(1, 20),
    )  # fmt: skip
    return st.one_of(pieces, pieces, st.sampled_from(WORDS), st.sampled_from(HOSTILE_WORDS), st.text(max_size=12))


def texts() -> st.SearchStrategy[str]:
    """What might be a sentence: pieces, perhaps said by somebody, perhaps in quotation marks."""
    framed = st.builds(
        "{} {} {}{}{}.".format,
        st.sampled_from(["P1", "P2", "P3", "P4", "Ana", "The group", "Nobody"]),
        st.sampled_from(["says that", "asks", "said:", "is named with", "and P2 agree on"]),
        st.sampled_from(["", '"', "“", "'"]),
        st.lists(fragments(), min_size=1, max_size=3).map(" ".join),
        st.sampled_from(["", '"', "”", "'"]),
    )
    return st.one_of(framed, st.lists(fragments(), max_size=5).map(" ".join))


LABELS = {ANA.person: "P1", BEN.person: "P2", CHI.person: "P3"}


@st.composite
def near(draw: st.DrawFn) -> dict[str, object]:
    """A sentence that could be true of a remark; of three, one has something put in that is not."""
    remark = draw(st.sampled_from(TOPIC))
    words = remark.text.split()
    start = draw(st.integers(0, len(words) - 4))
    span = " ".join(words[start : start + draw(st.integers(4, 20))])
    form = draw(st.sampled_from(['{} said: "{}".', "{} said: “{}”", "{} thinks of: {}", "{1}"]))
    who, sources = LABELS[remark.author], [remark.id]
    quote = draw(st.sampled_from(["", span, " ".join(words[:3])]))
    wrong = draw(st.sampled_from([*[""] * 8, "text", "who", "sources", "quote"]))
    if wrong == "text":
        at = draw(st.integers(0, len(span)))
        span = f"{span[:at]} {draw(fragments())} {span[at:]}"
    if wrong == "who":
        who = draw(st.sampled_from(["P1", "P2", "P3", "P4", "P9", "Ana Lima", "Google", "Everybody"]))
    if wrong == "sources":
        sources += draw(st.lists(st.sampled_from(IDS), max_size=6))
    if wrong == "quote":
        quote = draw(fragments())
    kind = draw(st.sampled_from(["point", "point", "position", "question", "resolution", "action"]))
    return {"kind": kind, "text": form.format(who, span), "sources": sources, "quote": quote}


def wild() -> st.SearchStrategy[object]:
    """What has the shape that was asked for, or not even that."""
    shaped = st.fixed_dictionaries({
        "kind": st.sampled_from(["point", "action", "truth"]),
        "text": texts(),
        "sources": st.lists(st.sampled_from(IDS), max_size=8),
        "quote": st.one_of(st.just(""), fragments()),
    })  # fmt: skip
    return st.one_of(shaped, st.recursive(st.none() | st.text(max_size=5), st.lists, max_leaves=3))


IDS = ("r11", "r12", "r13", "r14", "r15", "r99", "r1")
SENTENCES = st.booleans().flatmap(lambda sober: near() if sober else st.one_of(near(), wild()))
answers = st.lists(SENTENCES, min_size=1, max_size=6).map(lambda found: json.dumps({"sentences": found}))


@st.composite
def topics(draw: st.DrawFn) -> list[KeptRemark]:
    """The topic with other remarks in it, some of them hostile, some of them not to be shown."""
    authors = st.sampled_from([*(one.person for one in PEOPLE), ""])
    more = draw(st.lists(st.tuples(authors, texts()), max_size=4))
    return [*TOPIC, *(said(number, by, text) for number, (by, text) in enumerate(more, 15))]


names = st.sampled_from(
    ["Ana Lima", "@everyone", "**A**", "will", "\u202eAna", "P2", "evil.com", '"', "Data", "[a](b)"]
)


def asked(topic: list[KeptRemark], people: tuple[Participant, ...], answer: str) -> TopicOutcome:
    """What comes of an answer."""
    return outcome(MODEL.request(topic, people), answer)


def check(found: TopicOutcome, topic: list[KeptRemark]) -> None:
    """What is published stands on its sources, whoever wrote it."""
    assert (found.fallback is None) == bool(found.sentences)
    assert all(one.claim not in SUGGESTED_ONLY for one in found.sentences)
    assert all(one.claim in SUGGESTED_ONLY for one in found.suggestions)
    for one in (*found.sentences, *found.suggestions):
        check_sentence(one, {remark.number: remark for remark in topic if remark.author != EVE.person})


def check_sentence(one: ModelSentence, allowed: dict[int, KeptRemark]) -> None:
    """Told without any part of the program."""
    assert 1 <= len(one.sources) <= 6
    assert set(one.sources) <= allowed.keys()
    texts = [allowed[source].text for source in one.sources]
    check_plain(one.text)
    for quoted in re.findall(r'"([^"“”„«»]*)"', one.text):
        assert any(quoted.strip() in text for text in texts)
    if one.quote:
        check_plain(one.quote.text)
        assert one.quote.source in one.sources
        assert allowed[one.quote.source].text[one.quote.start : one.quote.end] == one.quote.text
    authors = {allowed[source].author for source in one.sources}
    assert one.author == (authors.pop() if len(authors) == 1 else "")
    assert all(0 <= name.start < name.end <= len(one.text) for name in one.names)
    assert EVE.person not in {name.person for name in one.names}


def check_plain(text: str) -> None:
    """No link, mention, mark-up or hidden sign; fewer than 60 words."""
    assert text.strip()
    assert len(text.split()) < 60
    assert not re.search(r"[@<>`*|\[\]{}\\]|://|www\.|\.com\b|(?<!\w)[#_]|_(?!\w)", text)
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} for sign in text)


@PROPERTY
@given(topics(), answers)
def test_whatever_is_nearly_right_is_checked(topic: list[KeptRemark], answer: str) -> None:
    check(asked(topic, PEOPLE, answer), topic)


@PROPERTY
@given(topics(), answers, names)
def test_whatever_people_call_themselves(topic: list[KeptRemark], answer: str, name: str) -> None:
    people = (Participant(ANA.person, name), BEN, CHI, EVE)

    check(asked(topic, people, answer), topic)


@PROPERTY
@given(st.one_of(st.text(), st.binary().map(lambda found: found.decode("latin-1")), answers.map(lambda one: one[1:])))
def test_whatever_a_model_says(answer: str) -> None:
    check(asked(list(TOPIC), PEOPLE, answer), list(TOPIC))


@PROPERTY
@given(answers, st.data())
def test_whatever_becomes_of_an_answer_on_its_way(answer: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(answer)))
    end = data.draw(st.integers(start, len(answer)))

    check(asked(list(TOPIC), PEOPLE, answer[:start] + data.draw(st.text(max_size=6)) + answer[end:]), list(TOPIC))


@PROPERTY
@given(topics(), answers)
def test_everything_written_is_taken_or_counted(topic: list[KeptRemark], answer: str) -> None:
    found = asked(topic, PEOPLE, answer)

    count = len(json.loads(answer)["sentences"])
    taken = len(found.sentences) + len(found.suggestions)
    if found.fallback is Fallback.FEWER_THAN_HALF:
        assert 2 * sum(found.dropped.values()) > count
    else:
        assert taken + sum(found.dropped.values()) == count


@PROPERTY
@given(topics(), answers)
def test_the_same_answer_gives_the_same_outcome(topic: list[KeptRemark], answer: str) -> None:
    assert asked(topic, PEOPLE, answer) == asked(list(topic), PEOPLE, answer)


def test_the_examples_are_not_all_dropped() -> None:
    """The properties above would hold of a program that takes nothing."""
    taken = 0

    @PROPERTY
    @given(topics(), answers)
    def count(topic: list[KeptRemark], answer: str) -> None:
        nonlocal taken
        found = asked(topic, PEOPLE, answer)
        taken += len(found.sentences) + len(found.suggestions)

    count()

    assert taken > 20
