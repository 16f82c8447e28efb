import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.knowledge import Knowledge
from graph.statement import Statement
from ingest.blocks import Reading
from ingest.llm import ModelReading, estimate, read_with_model
from ingest.llm_endpoint import Endpoint, EndpointError
from ingest.pipeline import extract_reading
from ingest.readers import read
from tests.ingest.llm_server import Answer, Asked, ModelServer, completion, passage_of, refusal, saying

POLICY = """# Policy

## Sharing

We give  your **order details** to Bolt Parcels Ltd. so that it brings you the goods.

## Storage

Our backups are kept in Iceland.
"""
GIVEN = {
    "kind": "provides_to", "recipient": "Bolt Parcels Ltd.", "recipient_named": True, "country": None, "ground": None,
    "data_categories": ["order details"], "purpose": None, "retention": None, "applies_to": ["*"],
    "quote": "We give  your **order details** to Bolt Parcels Ltd.",
}  # fmt: skip
KEPT = GIVEN | {
    "kind": "transfers_to_country", "recipient": None, "country": "IS", "data_categories": [],
    "quote": "Our backups are kept in Iceland.",
}  # fmt: skip

Serve = Callable[..., ModelServer]
Answers = Callable[[Reading, Answer], ModelReading]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a server that answers so; it is stopped after the test."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ExitStack() as stack:
        yield lambda answer, **more: stack.enter_context(ModelServer(answer, **more).running())


def endpoint_at(server: ModelServer, **more: Any) -> Endpoint:
    return Endpoint(server.url, "small", **{"key": "sesame", "pause": 0.01, "attempts": 3} | more)


def policy_of(text: str = POLICY) -> Reading:
    return read(text.encode(), "policy.md")


def long_policy(sections: int) -> Reading:
    """A policy of so many passages: each section fills one."""
    parts = (f"## Part {n}\n\nWe give data to Bolt {n} Ltd. {'Words that fill. ' * 700}\n" for n in range(sections))
    return policy_of("# Policy\n\n" + "\n".join(parts))


def in_turn(*answers: Answer) -> Callable[[Asked], Answer]:
    """These answers one after another, the last again and again."""
    following = chain(answers, repeat(answers[-1]))
    return lambda _: next(following)


def test_a_model_s_claims_become_statements_in_the_words_of_the_document(serve: Serve, tmp_path: Path) -> None:
    reading = policy_of()
    found = read_with_model(reading, endpoint_at(serve(saying(GIVEN, KEPT))), tmp_path)
    assert [(s.kind, s.recipient, s.country, s.data_categories) for s in found.statements] == [
        ("provides_to", "Bolt Parcels Ltd.", None, ("order details",)),
        ("transfers_to_country", None, "IS", ()),
    ]
    assert all(reading.text[s.start : s.end] == s.quote for s in found.statements)
    assert {(s.extractor, s.confidence) for s in found.statements} == {("llm:small", 0.6)}
    assert (found.dropped, found.failed, found.tokens_in, found.tokens_out) == ({}, (), 100, 20)


def test_the_endpoint_is_asked_as_the_protocol_says(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying())
    read_with_model(policy_of(), endpoint_at(server), tmp_path)
    (asked,) = server.asked
    assert (server.paths, server.keys) == (["/v1/chat/completions"], ["Bearer sesame"])
    assert (asked["model"], asked["temperature"]) == ("small", 0)
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert "Our backups are kept in Iceland." in passage_of(asked)
    form = asked["response_format"]
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    assert form["json_schema"]["schema"]["required"] == ["statements"]


def test_without_a_key_none_is_sent(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying())
    read_with_model(policy_of(), endpoint_at(server, key=""), tmp_path)
    assert server.keys == [None]


def test_what_the_document_does_not_say_is_dropped_and_counted(serve: Serve, tmp_path: Path) -> None:
    invented = {"statements": [
        GIVEN | {"quote": "We sell your data to Cog Inc."}, GIVEN | {"recipient": "Cog Inc."},
        KEPT | {"country": "NO"}, GIVEN | {"kind": "controlled_by"}, "nonsense", GIVEN,
    ]}  # fmt: skip
    found = read_with_model(policy_of(), endpoint_at(serve(in_turn(completion(invented)))), tmp_path)
    assert found.dropped == {"quote": 1, "recipient": 1, "country": 1, "form": 2}
    assert [s.recipient for s in found.statements] == ["Bolt Parcels Ltd."]


@pytest.mark.parametrize(
    ("answers", "requests"),
    [
        ([refusal(429, "slow down", retry_after="0"), None], 2),
        ([refusal(503), refusal(500), None], 3),
        ([Answer(200, "<html>busy</html>"), None], 1),
        ([completion("so sorry"), None], 2),
        ([completion({"claims": []}), None], 2),
        ([refusal(400, "temperature is not supported"), None], 2),
    ],
    ids=["too many requests", "the server stumbles", "no completion", "no JSON", "another form", "no temperature"],
)
def test_a_passing_failure_is_tried_again(
    serve: Serve, tmp_path: Path, answers: list[Answer | None], requests: int
) -> None:
    server = serve(in_turn(*(answer or completion({"statements": [GIVEN]}) for answer in answers)))
    found = read_with_model(policy_of(), endpoint_at(server), tmp_path)
    assert len(server.asked) == requests
    assert len(found.statements) + len(found.failed) == 1


def test_retry_after_says_how_long_to_wait(serve: Serve, tmp_path: Path) -> None:
    server = serve(in_turn(refusal(429, retry_after="1"), completion({"statements": [GIVEN]})))
    began = time.monotonic()
    assert read_with_model(policy_of(), endpoint_at(server), tmp_path).statements
    assert 1 <= time.monotonic() - began < 5


def test_an_endpoint_that_asks_for_an_hour_is_not_waited_for(serve: Serve, tmp_path: Path) -> None:
    server = serve(in_turn(refusal(429, "come back later", retry_after="3600")))
    found = read_with_model(policy_of(), endpoint_at(server), tmp_path)
    assert len(server.asked) == 1
    assert "429 come back later" in found.failed[0]


def test_a_passage_that_fails_for_good_takes_nothing_from_the_others(serve: Serve, tmp_path: Path) -> None:
    def answer(asked: Asked) -> Answer:
        quote = "We give data to Bolt 2 Ltd."
        return refusal(500, "boom") if "Bolt 1 Ltd." in passage_of(asked) else saying(
            GIVEN | {"recipient": "Bolt 2 Ltd.", "data_categories": [], "quote": quote})(asked)  # fmt: skip

    server = serve(answer)
    found = read_with_model(long_policy(3), endpoint_at(server), tmp_path)
    assert [s.recipient for s in found.statements] == ["Bolt 2 Ltd."]
    assert len(server.asked) == 2 + 3
    (failed,) = found.failed
    assert failed.startswith("“Part 1”: The endpoint gave no answer, 3 attempts allowed: 500 boom.")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (refusal(401, "bad key sesame"), "wants a key, or another one: 401 bad key ….*Set DATAGIL_LLM_KEY"),
        (refusal(404, "no such model"), "refuses the request: 404 no such model .*small at http.*DATAGIL_LLM_URL"),
        (refusal(400, "json_schema unknown"), "400 json_schema unknown.*offers response_format json_schema"),
    ],
)
def test_what_no_passage_can_get_past_stops_the_reading(
    serve: Serve, tmp_path: Path, answer: Answer, says: str
) -> None:
    server = serve(in_turn(answer))
    with pytest.raises(EndpointError, match=says):
        read_with_model(long_policy(6), endpoint_at(server, parallel=1), tmp_path)
    assert len(server.asked) <= 2


def test_an_endpoint_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match=r"cannot be reached.*http://127.0.0.1:9.*Check DATAGIL_LLM_URL"):
        read_with_model(policy_of(), Endpoint("http://127.0.0.1:9", "small", pause=0.01, attempts=2), tmp_path)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (completion("", finish="length"), "cut short by its limit"),
        (completion(None), "declined to answer"),
        (completion("so sorry"), "not JSON of the form asked for.*so sorry"),
        (Answer(200, "[]"), "no chat completion"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said_and_not_kept(
    serve: Serve, tmp_path: Path, answer: Answer, says: str
) -> None:
    found = read_with_model(policy_of(), endpoint_at(serve(in_turn(answer))), tmp_path)
    assert (found.statements, len(found.failed), list(tmp_path.iterdir())) == ((), 1, [])
    assert re.search(says, found.failed[0])


def test_an_answer_that_takes_too_long_fails_its_passage(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying(GIVEN), takes=0.5)
    found = read_with_model(policy_of(), endpoint_at(server, timeout=0.1, attempts=1), tmp_path)
    assert "no answer within 0.1 seconds" in found.failed[0]


def test_what_was_answered_is_not_asked_again(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying(GIVEN))
    first, again = (read_with_model(policy_of(), endpoint_at(server), tmp_path) for _ in range(2))
    assert len(server.asked) == 1
    assert (first.statements, again.tokens_in) == (again.statements, 0)


def test_another_model_or_another_wording_is_asked_anew(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying(GIVEN))
    for text, model in [(POLICY, "small"), (POLICY, "large"), (POLICY.replace("Iceland", "Norway"), "small")]:
        read_with_model(policy_of(text), Endpoint(server.url, model), tmp_path)
    assert len(server.asked) == 3


def test_a_damaged_kept_answer_is_asked_for_again(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying(GIVEN))
    read_with_model(policy_of(), endpoint_at(server), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text('{"statem')
    assert read_with_model(policy_of(), endpoint_at(server), tmp_path).statements
    assert len(server.asked) == 2


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_requests_are_under_way_than_allowed(serve: Serve, tmp_path: Path, limit: int) -> None:
    server, steps = serve(saying(), takes=0.05), count(1)
    read_with_model(long_policy(8), endpoint_at(server, parallel=limit), tmp_path, after_each=lambda: next(steps))  # type: ignore[arg-type,return-value]
    assert (len(server.asked), server.most, next(steps)) == (8, limit, 9)


def test_what_it_takes_is_known_before_and_nothing_once_answers_are_kept(serve: Serve, tmp_path: Path) -> None:
    server = serve(saying(GIVEN))
    endpoint = endpoint_at(server, price_in=2.0, price_out=8.0)
    before = estimate(policy_of(), endpoint, tmp_path)
    assert server.asked == []
    assert (before.passages, before.kept) == (1, 0)
    assert before.price == pytest.approx((2 * before.tokens_in + 8 * before.tokens_out) / 1e6)
    read_with_model(policy_of(), endpoint, tmp_path)
    after = estimate(policy_of(), endpoint, tmp_path)
    assert (after.kept, after.tokens_in, after.tokens_out, after.price) == (1, 0, 0, 0)


def test_without_prices_no_money_is_named(serve: Serve, tmp_path: Path) -> None:
    one = estimate(policy_of(), endpoint_at(serve(saying())), tmp_path)
    assert (one.price, (one + one).passages, (one + one).tokens_in) == (None, 2, 2 * one.tokens_in)


def read_so(reading: Reading, found: ModelReading, *, rules: bool) -> list[Statement]:
    return extract_reading(reading, "policy", knowledge=Knowledge(), also=found.statements, rules=rules)[1]


def test_a_model_s_statements_are_resolved_like_others(serve: Serve, tmp_path: Path) -> None:
    reading = policy_of()
    found = read_with_model(reading, endpoint_at(serve(saying(GIVEN))), tmp_path)
    (statement,) = read_so(reading, found, rules=False)
    assert (statement.doc_id, statement.recipient_label) == ("policy", "Organization")
    assert (statement.recipient_id or "").startswith("org-bolt-parcels")
    assert statement.before.endswith("## Sharing\n\n")


def test_beside_the_rules_only_what_they_do_not_say_is_the_model_s(serve: Serve, tmp_path: Path) -> None:
    reading = policy_of("We share your orders with Bolt Parcels Ltd.\n\nMeteorologists see where you are.\n")
    claims = [GIVEN | {"recipient": name, "data_categories": [], "quote": quote} for name, quote in [
        ("Bolt Parcels Ltd.", "We share your orders with Bolt Parcels Ltd."),
        ("Meteorologists", "Meteorologists see where you are."),
    ]]  # fmt: skip
    found = read_with_model(reading, endpoint_at(serve(saying(*claims))), tmp_path)
    told = {(s.recipient, s.extractor.startswith("llm:")) for s in read_so(reading, found, rules=True)}
    assert len(found.statements) == 2
    assert ("Meteorologists", True) in told
    assert ("Bolt Parcels Ltd.", True) not in told
    assert any(name and name.startswith("Bolt Parcels") for name, by_model in told if not by_model)


words = st.sampled_from(
    [*POLICY.split(), "Iceland", "data to", "We give your order", "details** to Bolt", "IS", "|", ""]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GIVEN, "else"]), inner, max_size=4),
    max_leaves=8,
)
sentences = st.lists(words, max_size=6).map(" ".join)
claimed = st.builds(
    lambda claim, quote, changed: claim | {"quote": quote} | changed,
    st.sampled_from([GIVEN, KEPT]),
    st.sampled_from(
        [GIVEN["quote"], KEPT["quote"], "we give your ORDER details to bolt parcels ltd", "are kept\tin Iceland"]
    ),
    st.dictionaries(st.sampled_from(list(GIVEN)), anything | sentences, max_size=1),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(anything, st.fixed_dictionaries({"statements": st.lists(claimed | anything, max_size=6)})))
def test_whatever_the_model_answers_each_quote_is_verbatim_at_its_place(answers: Answers, said: Any) -> None:
    reading = policy_of()
    found = answers(reading, completion(said))
    for statement in found.statements:
        quote = reading.text[statement.start : statement.end]
        assert quote == statement.quote != ""
        assert statement.recipient is None or statement.recipient in reading.text
        assert statement.confidence <= 0.6
        assert statement.country in (None, "IS")


@pytest.fixture
def answers(serve: Serve, tmp_path: Path) -> Answers:
    """Reads a document with a model that answers so, each time anew."""
    now: list[Answer] = []
    server, number = serve(lambda _: now[0]), count()

    def reading_of(reading: Reading, answer: Answer) -> ModelReading:
        now[:] = [answer]
        return read_with_model(reading, endpoint_at(server), tmp_path / str(next(number)))

    return reading_of
