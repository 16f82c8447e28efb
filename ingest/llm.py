"""Reading with a language model: passages in parallel, answers kept, and nothing taken that the document does not say.

Optional beside the rules. The document goes to the endpoint passage by passage; each answer is kept in a folder under
a hash of the passage, the model, and what was asked, so that nothing is paid twice. See docs/llm.md.
"""

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.statement import Statement
from ingest.blocks import Reading
from ingest.llm_answer import Unfounded, Witness, claims, schema
from ingest.llm_endpoint import Connection, Endpoint, PassageError
from ingest.llm_passages import Passage, passages, tokens

TRIES = 2  # answers to one passage that may be malformed before it is given up
ANSWER = 0.5  # tokens of an answer for each token of its passage, as answers to dense tables come to


@dataclass(frozen=True, slots=True)
class Estimate:
    """What reading will take, before it starts: about so many tokens, and money where prices are set.

    Passages whose answers are kept (`kept` of `passages`) take nothing.
    """

    passages: int = 0
    kept: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    price: float | None = None

    def __add__(self, other: "Estimate") -> "Estimate":
        price = None if self.price is None or other.price is None else self.price + other.price
        return Estimate(
            self.passages + other.passages, self.kept + other.kept, self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out, price,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a model read in a document.

    Attributes:
        statements: in the order of the document; each quote is the document's text from `start` to `end`.
        dropped: how many the document does not bear out, by what is wrong (form, quote, recipient, country, data).
        failed: for each passage that got no usable answer, a sentence that names it.
        tokens_in, tokens_out: what the endpoint counted in this run.
    """

    statements: tuple[Statement, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    claims: list[object]
    tokens_in: int = 0
    tokens_out: int = 0


_Asked = _Answer | PassageError


def estimate(reading: Reading, endpoint: Endpoint, folder: Path) -> Estimate:
    """What reading the document will take; answers are kept in `folder`."""
    cut = passages(reading)
    asked = [passage for passage in cut if _kept(_file(passage, endpoint, folder)) is None]
    fixed = tokens(instruction()) + tokens(json.dumps(schema()))
    tokens_in = sum(fixed + tokens(_question(passage)) for passage in asked)
    tokens_out = sum(round(ANSWER * tokens(passage.text)) for passage in asked)
    return Estimate(len(cut), len(cut) - len(asked), tokens_in, tokens_out, price(endpoint, tokens_in, tokens_out))


def price(endpoint: Endpoint, tokens_in: int, tokens_out: int) -> float | None:
    """What so many tokens cost; None where a price is not set."""
    if endpoint.price_in is None or endpoint.price_out is None:
        return None
    return (tokens_in * endpoint.price_in + tokens_out * endpoint.price_out) / 1e6


def read_with_model(
    reading: Reading, endpoint: Endpoint, folder: Path, *, after_each: Callable[[], None] = lambda: None
) -> ModelReading:
    """What the model states about the document, as far as the document bears it out.

    A passage that fails is named in the outcome and takes nothing from the others. Raises EndpointError where no
    passage could be read; what was answered before stays in `folder`.
    """
    cut = passages(reading)

    def asked(passage: Passage) -> _Asked:
        try:
            return _answer(passage, endpoint, connection, folder)
        except PassageError as error:
            return error
        finally:
            after_each()

    with Connection(endpoint) as connection:
        answers = _in_parallel(asked, cut, endpoint.parallel)
    return _outcome(reading, endpoint, list(zip(cut, answers, strict=True)))


def rules_first(statements: Iterable[Statement]) -> list[Statement]:
    """Resolved statements without those of a model that the rules make too: same kind, recipient, country, ground."""
    statements = list(statements)
    by_rules = {_claimed(statement) for statement in statements if not by_model(statement)}
    return [s for s in statements if not by_model(s) or _claimed(s) not in by_rules]


def by_model(statement: Statement) -> bool:
    """Whether a language model made the statement."""
    return statement.extractor.startswith("llm:")


@cache
def instruction() -> str:
    """What a model is told before each passage."""
    return Path(__file__).with_name("llm_prompt.md").read_text(encoding="utf-8")


def _outcome(reading: Reading, endpoint: Endpoint, answers: list[tuple[Passage, _Asked]]) -> ModelReading:
    kept: dict[str, Statement] = {}
    dropped: Counter[str] = Counter()
    for passage, answer in answers:
        if isinstance(answer, PassageError):
            continue
        witness = Witness(passage, reading.language, f"llm:{endpoint.model}", f"prompt {version()}")
        for claim in answer.claims:
            try:
                statement = witness.statement(claim)
                kept.setdefault(statement.id, statement)
            except Unfounded as problem:
                dropped[str(problem)] += 1
    return ModelReading(
        tuple(sorted(kept.values(), key=lambda s: (s.start or 0, s.end or 0))), dict(dropped),
        tuple(f"“{passage.name}”: {answer}" for passage, answer in answers if isinstance(answer, PassageError)),
        sum(answer.tokens_in for _, answer in answers if isinstance(answer, _Answer)),
        sum(answer.tokens_out for _, answer in answers if isinstance(answer, _Answer)),
    )  # fmt: skip


def _in_parallel(asked: Callable[[Passage], _Asked], cut: list[Passage], limit: int) -> list[_Asked]:
    """The outcome of each passage, in order; the first error that is not one passage's stops what has not begun."""
    threads = ThreadPoolExecutor(limit)
    try:
        begun = [threads.submit(asked, passage) for passage in cut]
        wait(begun, return_when=FIRST_EXCEPTION)
    finally:
        threads.shutdown(cancel_futures=True)
    return [outcome.result() for outcome in begun]


def _answer(passage: Passage, endpoint: Endpoint, connection: Connection, folder: Path) -> _Answer:
    """The claims about a passage: those kept, else those the model makes now."""
    file = _file(passage, endpoint, folder)
    if (kept := _kept(file)) is not None:
        return _Answer(kept)
    tokens_in = tokens_out = 0
    for _ in range(TRIES):
        reply = connection.ask(instruction(), _question(passage), schema())
        tokens_in, tokens_out = tokens_in + reply.tokens_in, tokens_out + reply.tokens_out
        try:
            found = claims(reply.content)
        except ValueError as error:
            problem = error
        else:
            _keep(file, reply.content)
            return _Answer(found, tokens_in, tokens_out)
    raise PassageError(
        f"The model's answer is not JSON of the form asked for ({problem})", given=reply.content[:80],
        remedy="Choose a model and an endpoint that offer response_format json_schema",
    )  # fmt: skip


def _question(passage: Passage) -> str:
    """What a model is shown: where the passage stands, and the passage as it is."""
    return f"Stands under: {' > '.join(passage.headings) or '(the beginning)'}\n\nPassage:\n{passage.text}"


def _file(passage: Passage, endpoint: Endpoint, folder: Path) -> Path:
    """Where the answer is kept: it holds for the same words, model, instruction and form of answer."""
    asked = (endpoint.model, _question(passage), version())
    return folder / f"{hashlib.sha256(repr(asked).encode()).hexdigest()}.json"


@cache
def version() -> str:
    """The version of what is asked: a hash of the instruction and of the form of the answer."""
    return hashlib.sha256((instruction() + json.dumps(schema(), sort_keys=True)).encode()).hexdigest()[:12]


def _kept(file: Path) -> list[object] | None:
    """The claims in a kept answer; None where there is none, or it was damaged and is to be asked for again."""
    try:
        return claims(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _keep(file: Path, content: str) -> None:
    """Keep an answer: whole or not at all, whoever else writes it at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:
        out.write(content)
    Path(name).replace(file)


def _claimed(statement: Statement) -> tuple[object, ...]:
    """What a statement claims, without its evidence; that data is collected claims nothing beside which data."""
    data = (statement.category_ids or statement.data_categories) if statement.kind == "collects" else ()
    return (statement.kind, statement.recipient_id or statement.recipient, statement.country, statement.ground, data)
