"""What holds of the minutes of any town hall, for reviewers and for the public. With SOAK=1, of many thousand."""

from __future__ import annotations

import copy
import re

import pytest
from hypothesis import given, settings

from bot.domain.meetings.discussions import Discussion, Naming
from bot.domain.meetings.documents import MinutesDocument, sources_of
from bot.domain.meetings.masking import Mask
from bot.domain.meetings.publicity import losses, view, without
from bot.domain.meetings.summaries import Kind
from bot.services.minutes.documenting import Forum, document
from tests.domain.strategies import PROPERTY, SOAKING
from tests.summarisers.remarks import stand_in_order, words
from tests.support.discussing import CATEGORIES, PEOPLE, choices, discussions

pytestmark = [pytest.mark.soak] if SOAKING else []

# Each example is a whole town hall.
FEWER = settings(PROPERTY, max_examples=5000 if SOAKING else 40)


def made(discussion: Discussion) -> MinutesDocument:
    return document(discussion, forum=Forum(CATEGORIES))


def public(discussion: Discussion) -> MinutesDocument:
    return view(made(discussion), choices(discussion))


def sound(found: MinutesDocument) -> None:
    """Every sentence rests on remarks of this town hall, as its kind says."""
    texts = {one.id: one.text for one in found.remarks if one.gone is None}
    for one in found.sentences():
        assert one.text.strip()
        if one.kind is Kind.FRAME:
            numbers = set(re.findall(r"\d+", one.text))
            known = {found.source.remarks, found.source.withheld, found.source.speakers, 2024, 5, 10, 16, 17, 0}
            assert {int(number) for number in numbers} <= known
            continue
        assert one.sources
        assert set(one.sources) <= set(texts)
        if one.kind is Kind.EXTRACT:
            assert one.text in texts[one.sources[0]]
        else:
            assert stand_in_order(words(one.text), words(texts[one.sources[0]]))
    for quotation in found.quotations:
        start, end = quotation.span
        assert texts[quotation.sources[0]][start:end] == quotation.text
    for phrase in found.overview.phrases:
        assert phrase.sources


@FEWER
@given(discussions())
def test_every_sentence_stands_in_remarks_of_this_town_hall(discussion: Discussion) -> None:
    sound(made(discussion))


@FEWER
@given(discussions())
def test_so_does_every_sentence_that_the_public_sees(discussion: Discussion) -> None:
    sound(public(discussion))


@FEWER
@given(discussions())
def test_the_same_discussion_gives_the_same_document(discussion: Discussion) -> None:
    assert made(discussion) == made(copy.deepcopy(discussion))


@FEWER
@given(discussions())
def test_of_remarks_that_are_gone_no_words_are_left(discussion: Discussion) -> None:
    found = made(discussion)
    gone = {one.id for one in discussion.remarks if one.gone}

    assert gone == {one.id for one in found.remarks if not one.text and one.gone}
    for part in (*found.sentences(), *found.items(), *found.quotations):
        assert gone.isdisjoint(sources_of(part))


@FEWER
@given(discussions())
def test_whoever_wants_not_to_be_shown_is_nowhere(discussion: Discussion) -> None:
    found = made(discussion)
    hidden = {person for person, naming in choices(discussion).items() if naming is Naming.NOT_AT_ALL}
    theirs = {one.id for one in found.remarks if one.author in hidden and one.gone is None}

    seen = public(discussion)

    assert theirs.isdisjoint(one.id for one in seen.remarks)
    assert theirs.isdisjoint(source for part in seen.each() for source in sources_of(part))
    assert not any(person in repr(seen).replace("discord.com", "") for person in map(repr, hidden))
    assert seen.source.withheld == len(theirs) + sum(one.gone is not None for one in found.remarks)


@FEWER
@given(discussions())
def test_only_who_wants_it_is_named_also_in_the_words_of_others(discussion: Discussion) -> None:
    named = {person for person, naming in choices(discussion).items() if naming is Naming.BY_NAME}
    unnamed = {one.person: one.name for one in PEOPLE if one.person not in named}
    mask = Mask(dict.fromkeys(unnamed, "X"), {one.person: one.name for one in PEOPLE} | {"name:Fay": "Fay"})

    seen = public(discussion)

    assert {one.id for one in seen.people} <= named
    assert not any(person in repr(seen) for person in map(repr, unnamed))
    texts = [one.text for one in (*seen.sentences(), *seen.items(), *seen.quotations, *seen.remarks)]
    texts += [topic.title for topic in seen.topics]
    assert [mask(text) for text in texts] == texts


@FEWER
@given(discussions())
def test_a_remark_of_somebody_unnamed_leads_to_no_message(discussion: Discussion) -> None:
    for remark in public(discussion).remarks:
        if remark.author.startswith("as:") or not remark.author:
            assert (remark.link, remark.at, remark.line) == ("", None, None) or remark.author == ""


@FEWER
@given(discussions())
def test_what_is_lost_is_what_the_public_does_not_see(discussion: Discussion) -> None:
    found = made(discussion)

    lost = set(losses(found, choices(discussion)))

    assert lost | {part.id for part in public(discussion).each()} == {part.id for part in found.each()}


@FEWER
@given(discussions())
def test_a_view_of_a_view_shows_the_same(discussion: Discussion) -> None:
    seen = public(discussion)

    assert view(seen, choices(discussion)) == seen


@FEWER
@given(discussions())
def test_whoever_is_forgotten_is_nowhere_in_the_next_version(discussion: Discussion) -> None:
    found = view(made(discussion), dict.fromkeys(choices(discussion), Naming.BY_NAME))
    ana = PEOPLE[0]
    theirs = {one.id: one.sha256 for one in found.remarks if one.author == ana.person}

    for erased in (True, False):
        after = without(found, ana.person, words=erased)
        sound(after)
        assert (after.version, after.replaces) == (found.version + 1, found.version)
        assert repr(ana.person) not in repr(after)
        assert ana.name not in repr(after)
        assert {one.id: one.sha256 for one in after.remarks if one.id in theirs} == theirs
        left = {one.id for one in after.remarks if one.id in theirs and one.text}
        assert left == (set() if erased else {one.id for one in found.remarks if one.id in theirs and one.text})
