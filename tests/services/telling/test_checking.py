"""A log of all that a forum did, checked; and every way to cheat in it, also with the key, is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.logs.disclosures import Value
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.telling.ids import hash_text, voter_id
from bot.domain.logs.telling.told import Disclosed, TakenBack, Told
from bot.domain.polls import charter_forms
from bot.domain.polls.standing import rows_digest
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from tests.support.logs import KEY, OTHER_KEY, files
from tests.support.telling import Forum, changed, placed, the, value_of, with_members, with_value


def test_a_log_of_all_that_a_forum_did_holds(forum: Forum, log: Path) -> None:
    report = verify(Folder(log), key=KEY.verifier)

    assert report.breach is None
    withheld = forum.numbers["withheld"]
    assert report.checks[-3:] == (
        "Counted again from the ballots alone, 20 tallies are what was published. Not all of it can be counted of "
        f"{withheld}: it rests on what is withheld or was redacted.",
        "Counted again from the endorsements, 4 gates were crossed as they say.",
        "3 decisions say what was fixed, and all that they lead to is there.",
    )


def test_every_kind_of_event_is_in_it(forum: Forum) -> None:
    assert {one.leaf.kind for one in forum.told} >= {
        "poll.opened", "roll.changed", "ballot.cast", "poll.extended", "poll.closed", "poll.voided", "poll.recounted",
        "ballots.opened", "tally.published", "objection.raised", "objection.disposed", "decision.accepted",
        "decision.superseded", "decision.withdrawn", "decision.erratum", "decision.evidence", "decision.dissent",
        "decision.reviewed", "moderation.accepted", "endorsement.verified", "endorsement.withdrawn",
        "endorsement.grouped", "gate.crossed", "minutes.published",
    }  # fmt: skip


def test_no_leaf_and_no_disclosure_says_what_is_not_public(log: Path) -> None:
    everything = b"".join(files(log).values())

    # Whom a moderation action concerns; who moderates; what stood in a ballot that another replaced stays away too.
    assert b"a secret name" not in everything
    assert b"terminal:mia" not in everything


def test_tiles_and_checkpoints_that_may_be_copied_anywhere_hold_no_word_of_anybody(forum: Forum, log: Path) -> None:
    copied = b"".join(content for path, content in files(log).items() if not path.startswith("disclosures/"))
    texts = {each.value for one in forum.told for each in one.disclosures if isinstance(each.value, str)}
    words = {text for text in texts if " " in text}

    assert len(words) > 10
    assert [text for text in words if text.encode() in copied] == []


def test_everybody_who_may_vote_stands_on_the_public_roll_before_anybody_does(forum: Forum) -> None:
    for poll in {one.leaf.text("poll") for one in forum.told if one.leaf.kind == "poll.opened"}:
        told = [one.leaf for one in forum.told if one.leaf.text("poll") == poll]
        cast = [leaf for leaf in told if leaf.kind == "ballot.cast" and not leaf.members.get("advisory")]
        for ballot in cast:
            before = told[: told.index(ballot)]
            assert ballot.text("voter") in {leaf.text("voter") for leaf in before if leaf.kind == "roll.changed"}


# -- Without the key -----------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_byte_changed_in_any_file_is_noticed_and_named(data: st.DataObject, log: Path) -> None:
    known = sorted(files(log))
    # There are far more disclosures than other files.
    others = [path for path in known if not path.startswith("disclosures/")]
    path = data.draw(st.one_of(st.sampled_from(known), st.sampled_from(others)))
    original = (log / path).read_bytes()
    at = data.draw(st.integers(0, len(original) - 1))
    tampered = original[:at] + bytes([original[at] ^ data.draw(st.integers(1, 255))]) + original[at + 1 :]
    try:
        (log / path).write_bytes(tampered)
        breach = verify(Folder(log), key=KEY.verifier).breach
    finally:
        (log / path).write_bytes(original)

    assert breach is not None
    assert path in breach or path == "checkpoint"


def test_a_log_set_back_is_noticed_by_who_kept_a_checkpoint(forum: Forum, tmp_path: Path) -> None:
    placed(forum.told).write(tmp_path / "whole")
    kept = (tmp_path / "whole/checkpoint").read_bytes()
    placed(forum.told[:-1]).write(tmp_path / "back")

    breach = verify(Folder(tmp_path / "back"), since=kept).breach

    assert breach is not None
    assert breach.startswith("The log was set back: it has ")


def test_a_foreign_key_is_noticed(forum: Forum, tmp_path: Path) -> None:
    placed(forum.told, key=OTHER_KEY).write(tmp_path)

    breach = verify(Folder(tmp_path), key=KEY.verifier).breach

    assert breach == f"The checkpoint is not signed by the key that you named, {KEY.verifier}."


def test_a_log_written_anew_with_the_key_is_another(forum: Forum, log: Path, tmp_path: Path) -> None:
    told = [one for one in forum.told if one is not forum.told[5]]
    placed([*told, *_more(forum)]).write(tmp_path)

    breach = verify(Folder(tmp_path), since=(log / "checkpoint").read_bytes()).breach

    assert breach is not None
    assert breach.startswith("The log was rewritten: its first ")


def _more(forum: Forum) -> list[Told]:
    """Leaves that any log can hold."""
    last = forum.told[-1].leaf
    return [Told(Leaf("outage", f"Z-{number}", last.at)) for number in range(20)]


# -- With the key: signed anew, and found by what the leaves say -----------------------------------------------------

Cheat = Callable[[Forum], list[Told]]


def _voter(forum: Forum, name: str, place: int = 0) -> str:
    """Somebody who voted in a poll."""
    return [one for one in forum.of(name) if one.leaf.kind == "ballot.cast"][place].leaf.text("voter")


def _last_ballot(forum: Forum, name: str) -> Told:
    """A ballot of a poll that nobody replaced."""
    replaced = {one.leaf.text("prev") for one in forum.of(name)}
    return next(one for one in forum.of(name) if one.leaf.kind == "ballot.cast" and one.leaf.id not in replaced)


def a_ballot_after_the_close(forum: Forum) -> list[Told]:
    ballot, closed = _last_ballot(forum, "excluded"), the(forum.of("excluded"), "poll.closed")
    other = replace(ballot, leaf=replace(ballot.leaf, id=f"{ballot.leaf.id}9", at=closed.leaf.at))
    return changed(forum.told, closed.leaf.id, lambda one: [one, with_members(other, prev=ballot.leaf.id)])


def a_ballot_before_the_opening(forum: Forum) -> list[Told]:
    ballot = _last_ballot(forum, "excluded")
    early = replace(ballot.leaf, at=ballot.leaf.at - timedelta(days=1))
    return changed(forum.told, ballot.leaf.id, lambda one: replace(one, leaf=early))


def a_ballot_of_somebody_not_on_the_roll(forum: Forum) -> list[Told]:
    ballot = _last_ballot(forum, "live")
    stranger = voter_id(forum.numbers["live"], "0123456789abcdef")
    other = replace(ballot, leaf=replace(ballot.leaf, id=f"{ballot.leaf.id}9"))
    return changed(forum.told, ballot.leaf.id, lambda one: [one, _without(with_members(other, voter=stranger), "prev")])


def _without(told: Told, member: str) -> Told:
    members = {name: value for name, value in told.leaf.members.items() if name != member}
    return replace(told, leaf=replace(told.leaf, members=members))


def a_voter_put_on_the_roll_afterwards(forum: Forum) -> list[Told]:
    entered = [one for one in forum.of("live") if one.leaf.members.get("action") == "entered"][-1]
    stranger = voter_id(forum.numbers["live"], "0123456789abcdef")
    leaf = replace(entered.leaf, id=f"{forum.numbers['live']}/R-01234567-89abcdef")
    return changed(
        forum.told, entered.leaf.id, lambda one: [one, with_members(replace(one, leaf=leaf), voter=stranger)]
    )


def a_ballot_of_somebody_taken_off(forum: Forum) -> list[Told]:
    removed = the(forum.of("outsiders"), "roll.changed", action="removed")
    mine = [one for one in forum.of("outsiders") if one.leaf.text("voter") == removed.leaf.text("voter")]
    ballot = [one for one in mine if one.leaf.kind == "ballot.cast"][-1]
    later = replace(ballot, leaf=replace(ballot.leaf, id=f"{ballot.leaf.id}9", at=removed.leaf.at))
    return changed(forum.told, removed.leaf.id, lambda one: [one, with_members(later, prev=ballot.leaf.id)])


def an_outsider_counted_in(forum: Forum) -> list[Told]:
    ballot = the(forum.of("outsiders"), "ballot.cast", advisory=True)
    return changed(forum.told, ballot.leaf.id, lambda one: _without(one, "advisory"))


def a_ballot_dropped(forum: Forum) -> list[Told]:
    ballot = _last_ballot(forum, "rule super")
    return [one for one in forum.told if one is not ballot]


def two_ballots_swapped(forum: Forum) -> list[Told]:
    later = next(one for one in forum.of("live") if one.leaf.text("prev"))
    earlier = next(one for one in forum.told if one.leaf.id == later.leaf.text("prev"))
    swapped = {earlier.leaf.id: later, later.leaf.id: earlier}
    return [swapped.get(one.leaf.id, one) for one in forum.told]


def a_ballot_changed(forum: Forum) -> list[Told]:
    ballot = _last_ballot(forum, "rule simple")
    cells = value_of(ballot, "cells")
    assert isinstance(cells, dict)
    name = "training-code/use"
    other = {**cells, name: ["no" if cells[name][0] == "yes" else "yes", *cells[name][1:]]}
    return changed(forum.told, ballot.leaf.id, lambda one: with_value(one, "cells", other))


def a_tally_changed(forum: Forum) -> list[Told]:
    return changed(forum.told, the(forum.of("rule iso"), "tally.published").leaf.id, _other_tally)


def _other_tally(told: Told) -> Told:
    rows = value_of(told, "tally")
    assert isinstance(rows, list)
    other = [[*rows[0][:2], rows[0][2] + 1, *rows[0][3:]], *rows[1:]]
    return with_members(with_value(told, "tally", other), tally=hash_text(rows_digest(other)))


def a_verdict_changed(forum: Forum) -> list[Told]:
    def other(told: Told) -> Told:
        rows = value_of(told, "tally")
        assert isinstance(rows, list)
        verdicts = [[*row[:-1], "required" if row[-1] != "required" else "not_required"] for row in rows]
        return with_members(with_value(told, "tally", verdicts), tally=hash_text(rows_digest(verdicts)))

    return changed(forum.told, the(forum.of("quorum"), "tally.published").leaf.id, other)


def a_tally_that_is_not_the_one_named(forum: Forum) -> list[Told]:
    id_ = the(forum.of("quorum"), "tally.published").leaf.id
    return changed(forum.told, id_, lambda one: with_value(_other_tally(one), "tally", value_of(one, "tally")))


def a_tally_left_out(forum: Forum) -> list[Told]:
    return [one for one in forum.told if one is not the(forum.of("rule ieee"), "tally.published")]


def an_exclusion_left_out(forum: Forum) -> list[Told]:
    return [one for one in forum.told if one is not the(forum.of("excluded"), "roll.changed", action="excluded")]


def an_objection_settled_otherwise(forum: Forum) -> list[Told]:
    disposed = the(forum.of("rule consensus"), "objection.disposed")
    return changed(forum.told, disposed.leaf.id, lambda one: with_members(one, subject=f"{one.leaf.text('poll')}/OB-9"))


def verdicts_said_to_be_withheld(forum: Forum) -> list[Told]:
    id_ = the(forum.of("rule simple"), "tally.published").leaf.id
    return changed(
        forum.told, id_, lambda one: replace(one, disclosures=(*one.disclosures, Disclosed("untold", ["categories"])))
    )


def a_rule_changed_after_opening(forum: Forum) -> list[Told]:
    opened = the(forum.of("rule simple"), "poll.opened")
    text = str(value_of(opened, "charter")).replace('"rule":"simple"', '"rule":"absolute"')
    return changed(forum.told, opened.leaf.id, lambda one: with_value(one, "charter", text))


def a_rule_changed_with_its_digest(forum: Forum) -> list[Told]:
    """The whole charter exchanged, as if it had always been another: then the tally is another's too."""
    opened = the(forum.of("quorum"), "poll.opened")
    text = str(value_of(opened, "charter")).replace('"count":11', '"count":3')
    hashed = hash_text(charter_forms.digest(text))
    return changed(
        forum.told, opened.leaf.id, lambda one: with_members(with_value(one, "charter", text), charter=hashed)
    )


def another_rule_in_the_leaf(forum: Forum) -> list[Told]:
    id_ = the(forum.of("rule simple"), "poll.opened").leaf.id
    return changed(forum.told, id_, lambda one: with_members(one, rule="super"))


def a_charter_for_a_poll_that_runs(forum: Forum) -> list[Told]:
    opened = the(forum.of("rule delphi"), "poll.opened")
    ballot = the(forum.of("rule delphi"), "ballot.cast")
    second = replace(opened, leaf=replace(opened.leaf, id=f"{forum.numbers['rule delphi']}/O-9"))
    later = with_members(second, closes_at="2026-12-24T00:00:00.000Z")
    return changed(forum.told, ballot.leaf.id, lambda one: [one, later])


def an_extension_that_the_charter_does_not_allow(forum: Forum) -> list[Told]:
    id_ = the(forum.of("extended"), "poll.extended").leaf.id
    return changed(forum.told, id_, lambda one: with_members(one, closes_at="2027-06-01T00:00:00.000Z"))


def a_poll_closed_early(forum: Forum) -> list[Told]:
    closed = the(forum.of("named"), "poll.closed")
    early = replace(closed.leaf, at=the(forum.of("named"), "poll.opened").leaf.at + timedelta(days=2))
    return changed(forum.told, closed.leaf.id, lambda one: replace(one, leaf=early))


def a_gate_that_was_not_crossed(forum: Forum) -> list[Told]:
    gate = the(forum.told, "gate.crossed", gate="two", reached=True)
    counts: Value = {"gate": "Two", "needs": [{"category": "regulator", "least": 2, "found": 2}]}
    other = replace(gate, leaf=replace(gate.leaf, id="G-999", at=forum.told[-1].leaf.at))
    return [*forum.told, with_value(other, "counts", counts)]


def a_gate_said_to_be_older_than_the_log(forum: Forum) -> list[Told]:
    gate = the(forum.told, "gate.crossed", gate="two", reached=True)
    other = replace(
        gate.leaf, id="G-999", at=gate.leaf.at - timedelta(days=999), members={"gate": "own", "reached": True}
    )
    return [*forum.told, replace(gate, leaf=other)]


def a_charter_taken_away(forum: Forum) -> list[Told]:
    opened = the(forum.of("named"), "poll.opened")
    gone = TakenBack(opened.leaf.id, ("charter",), "erasure")
    return [*forum.told, Told(Leaf("outage", "Z-1", forum.told[-1].leaf.at), takes_back=(gone,))]


def a_gate_crossed_by_too_few(forum: Forum) -> list[Told]:
    gate = the(forum.told, "gate.crossed", gate="two", reached=True)
    counts: Value = {"gate": "Two", "needs": [{"category": "regulator", "least": 3, "found": 2}]}
    return changed(forum.told, gate.leaf.id, lambda one: with_value(one, "counts", counts))


def a_gate_crossed_twice(forum: Forum) -> list[Told]:
    gate = the(forum.told, "gate.crossed", gate="two", reached=True)
    return changed(forum.told, gate.leaf.id, lambda one: [one, replace(one, leaf=replace(one.leaf, id="G-999"))])


def related_organisations_counted_apart(forum: Forum) -> list[Told]:
    grouped = next(one for one in reversed(forum.told) if one.leaf.kind == "endorsement.grouped")
    return [one for one in forum.told if one is not grouped]


def an_endorsement_left_out(forum: Forum) -> list[Told]:
    return [one for one in forum.told if one is not the(forum.told, "endorsement.verified")]


def a_decision_that_supersedes_nothing(forum: Forum) -> list[Told]:
    return changed(
        forum.told, forum.numbers["new decision"], lambda one: with_members(one, supersedes=("D-2026-0999",))
    )


def a_decision_that_does_not_say_what_it_supersedes(forum: Forum) -> list[Told]:
    return changed(forum.told, forum.numbers["new decision"], lambda one: _without(one, "supersedes"))


def a_decision_that_rests_on_nothing(forum: Forum) -> list[Told]:
    return changed(forum.told, forum.numbers["old decision"], lambda one: with_members(one, basis=("P-2026-0999",)))


def a_decision_edited(forum: Forum) -> list[Told]:
    def edited(told: Told) -> Told:
        said = value_of(told, "text")
        assert isinstance(said, dict)
        return with_value(told, "text", {**said, "outcome": "The contrary."})

    return changed(forum.told, forum.numbers["old decision"], edited)


def a_review_of_no_decision(forum: Forum) -> list[Told]:
    id_ = the(forum.told, "decision.reviewed").leaf.id
    return changed(forum.told, id_, lambda one: with_members(one, subject="D-2026-0999"))


CHEATS: Sequence[tuple[Cheat, str]] = (
    (a_ballot_after_the_close, "was closed when leaf"),
    (a_ballot_before_the_opening, "was not open yet when leaf"),
    (a_ballot_of_somebody_not_on_the_roll, "V-01234567-89abcdef, who was not on the roll of poll"),
    (a_voter_put_on_the_roll_afterwards, "The roll of poll {live} is not the one with which it was opened"),
    (a_ballot_of_somebody_taken_off, "who was not on the roll of poll {outsiders} then."),
    (an_outsider_counted_in, "who was not on the roll of poll {outsiders} then."),
    (a_ballot_dropped, "the ballots of poll {rule super} give"),
    (two_ballots_swapped, "The log has no earlier leaf {live}/B-"),
    (a_ballot_changed, "the ballots of poll {rule simple} give"),
    (a_tally_changed, "of training-code/use; the ballots of poll {rule iso} give"),
    (a_verdict_changed, "the ballots of poll {quorum} give"),
    (a_tally_that_is_not_the_one_named, "is not the one whose digest it names."),
    (a_tally_left_out, "Poll {rule ieee} was closed, and no tally of it was published."),
    (an_exclusion_left_out, "the ballots of poll {excluded} give"),
    (an_objection_settled_otherwise, "There is no objection {rule consensus}/OB-9 in poll {rule consensus}"),
    (verdicts_said_to_be_withheld, "and its charter withholds nothing they rest on."),
    (a_rule_changed_after_opening, "The charter of poll {rule simple} is not the one whose digest leaf"),
    (a_rule_changed_with_its_digest, "no_quorum of training-code/use; the ballots of poll {quorum} give"),
    (another_rule_in_the_leaf, "Poll {rule simple} was opened with another rule than its charter has"),
    (a_charter_for_a_poll_that_runs, "Poll {rule delphi} was opened twice"),
    (an_extension_that_the_charter_does_not_allow, "in a way that its charter does not allow."),
    (a_poll_closed_early, "Poll {named} was closed early, by leaf"),
    (a_gate_that_was_not_crossed, "The gate two of leaf"),
    (
        a_gate_said_to_be_older_than_the_log,
        "(G-999) says that its gate was crossed before the log began, and comes after",
    ),
    (a_charter_taken_away, "takes away the charter of poll {named}, without which nothing of it can be checked."),
    (a_gate_crossed_by_too_few, "The gate two was not crossed as leaf"),
    (a_gate_crossed_twice, "says that the gate two was crossed, and it stood so before."),
    (related_organisations_counted_apart, "The gate club of leaf"),
    (an_endorsement_left_out, "The gate two of leaf"),
    (a_decision_that_supersedes_nothing, "takes the place of D-2026-0999, which the log has not before it."),
    (a_decision_that_does_not_say_what_it_supersedes, "{old decision} is said to be superseded by {new decision}"),
    (a_decision_that_rests_on_nothing, "({old decision}) rests on P-2026-0999, which is not in the log."),
    (a_decision_edited, "The text of leaf"),
    (a_review_of_no_decision, "There is no decision D-2026-0999 that leaf"),
)


@pytest.mark.parametrize(("cheat", "said"), CHEATS, ids=[cheat.__name__ for cheat, _said in CHEATS])
def test_who_cheats_with_the_key_is_found(cheat: Cheat, said: str, forum: Forum, tmp_path: Path) -> None:
    placed(cheat(forum)).write(tmp_path)

    breach = verify(Folder(tmp_path), key=KEY.verifier).breach

    assert breach is not None
    assert said.format(**forum.numbers) in breach


NONSENSE: Sequence[tuple[str, str, Value]] = (
    ("tally.published", "tally", [[{}, [], None]]),
    ("tally.published", "tally", {"rows": 1}),
    ("tally.published", "tally", []),
    ("poll.opened", "charter", "[]"),
    ("poll.opened", "charter", 7),
    ("gate.crossed", "counts", {"needs": [{"category": [], "least": 2, "found": 2}]}),
    ("gate.crossed", "counts", [1]),
    ("endorsement.grouped", "entities", [1]),
    ("decision.accepted", "text", [1]),
    ("ballot.cast", "cells", {"training-code/use": 5}),
    ("ballot.cast", "cells", {"training-code/use": ["yes", "quick", {}, True]}),
    ("ballot.cast", "cells", {"x": ["yes", "quick", 1, True]}),
)


@pytest.mark.parametrize(("kind", "name", "value"), NONSENSE)
def test_nonsense_that_is_signed_is_a_breach_and_no_failure(
    kind: str, name: str, value: Value, forum: Forum, tmp_path: Path
) -> None:
    several = [one.leaf.id for one in forum.told if one.leaf.kind == kind]
    placed([with_value(one, name, value) if one.leaf.id in several else one for one in forum.told]).write(tmp_path)

    breach = verify(Folder(tmp_path), key=KEY.verifier).breach

    assert breach is not None
    assert breach.endswith(".")
