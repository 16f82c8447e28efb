"""How fast documents are read, beside a reader of web pages in the same run, and whether memory stays flat.

The documents are composed here from words in `data/evaluation/bench.yaml`, each another one, so that nothing is
measured that a cache has kept. The other reader is trafilatura, which finds the text of a page and asks nothing of it.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from statistics import mean, median
from typing import Any

import yaml

from data.knowledge import Knowledge, load_knowledge
from graph.errors import InputError

SIZE = 80 * 1024  # bytes of the page that is timed
SMALL = 6 * 1024  # bytes of each page read for memory
ROUNDS = 5  # pages timed in each language; the median counts
SAID = 0.15  # of the sentences give data away
WINDOW = 100  # documents at the beginning and the end whose memory is compared
GOAL = 2.0  # times the other reader's time, at most

Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Speed:
    """Median seconds for pages of a language: ours (read, extracted, resolved) and the other reader's."""

    language: str
    ours: float
    theirs: float
    statements: int

    @property
    def ratio(self) -> float:
        """Our time over the other's."""
        return self.ours / self.theirs


@dataclass(frozen=True, slots=True)
class Memory:
    """Mean resident bytes over the first and the last documents of a run."""

    documents: int
    first: float
    last: float

    @property
    def ratio(self) -> float:
        """Memory at the end over that at the beginning; 1 is flat."""
        return self.last / self.first


@dataclass(frozen=True, slots=True)
class Result:
    """What a run measured."""

    speeds: tuple[Speed, ...]
    memory: Memory

    def rows(self) -> Iterator[tuple[str, str]]:
        """Names and values for a table."""
        for speed in self.speeds:
            yield f"{SIZE // 1024} KB, {speed.language}: ours", f"{speed.ours * 1000:.0f} ms"
            yield f"{SIZE // 1024} KB, {speed.language}: trafilatura", f"{speed.theirs * 1000:.0f} ms"
            yield f"{SIZE // 1024} KB, {speed.language}: ratio (goal: at most {GOAL:g})", f"{speed.ratio:.2f}"
        yield f"memory, first {WINDOW} of {self.memory.documents} documents", f"{self.memory.first / 2**20:.0f} MiB"
        yield f"memory, last {WINDOW}", f"{self.memory.last / 2**20:.0f} MiB"
        yield "memory: ratio (1: flat)", f"{self.memory.ratio:.3f}"

    def as_json(self) -> dict[str, Any]:
        """Seconds, bytes and ratios as plain values."""
        return {
            "speed": [
                {"language": s.language, "ours": s.ours, "theirs": s.theirs, "ratio": s.ratio,
                 "statements": s.statements}
                for s in self.speeds
            ],
            "memory": {"documents": self.memory.documents, "first": self.memory.first, "last": self.memory.last,
                       "ratio": self.memory.ratio},
        }  # fmt: skip


def bench(documents: int = 1000) -> Result:
    """Measure speed in each language, then memory over so many documents; InputError without trafilatura."""
    other = _other_reader()
    words, knowledge = _words(), load_knowledge()
    speeds = tuple(_speed(language, words[language], other, knowledge) for language in words)
    return Result(speeds, _memory(words, documents, knowledge))


def compose(words: Words, size: int, seed: int) -> bytes:
    """A policy as HTML of at least `size` bytes, another one for each seed: headings, paragraphs, lists and tables."""
    chance = random.Random(seed)
    parts = ["<html><head><title>Policy</title></head><body>"]
    length = 0
    while length < size:
        part = _section(words, chance)
        parts.append(part)
        length += len(part.encode())
    return "\n".join([*parts, "</body></html>"]).encode()


def _section(words: Words, chance: random.Random) -> str:
    paragraphs = (" ".join(_sentence(words, chance) for _ in range(chance.randint(2, 6))) for _ in range(5))
    items = "".join(f"<li>{_sentence(words, chance)}</li>" for _ in range(chance.randint(3, 8)))
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<h2>{chance.choice(words['heads'])}</h2>\n{body}\n<ul>{items}</ul>\n{_table(words, chance)}"


def _sentence(words: Words, chance: random.Random) -> str:
    return _filled(chance.choice(words["says" if chance.random() < SAID else "prose"]), words, chance)


def _filled(template: str, words: Words, chance: random.Random) -> str:
    chosen = {slot: chance.choice(words[slot]) for slot in ("recipient", "data", "purpose", "country")}
    chosen["recipient"] = chosen["recipient"].format(n=chance.randint(1, 10**6))
    return template.format(**chosen)


def _table(words: Words, chance: random.Random) -> str:
    if chance.random() > 0.3:
        return ""
    rows = ["".join(f"<th>{name}</th>" for name in words["table"])]
    for _ in range(chance.randint(2, 8)):
        cells = ("{recipient}", "{purpose}", "{data}", "{country}")
        rows.append("".join(f"<td>{_filled(cell, words, chance)}</td>" for cell in cells))
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _speed(language: str, words: Words, other: Callable[[str], Any], knowledge: Knowledge) -> Speed:
    pages = [compose(words, SIZE, seed) for seed in range(ROUNDS + 1)]
    _statements(pages[0], knowledge)  # patterns are compiled and tables filled at first use
    other(pages[0].decode())
    ours, theirs, counts = [], [], []
    for page in pages[1:]:
        took, count = _timed(lambda page=page: _statements(page, knowledge))  # type: ignore[misc]
        ours.append(took)
        counts.append(count)
        theirs.append(_timed(lambda page=page: other(page.decode()))[0])  # type: ignore[misc]
    return Speed(language, median(ours), median(theirs), round(mean(counts)))


def _memory(words: Words, documents: int, knowledge: Knowledge) -> Memory:
    import psutil

    process, resident = psutil.Process(), []
    languages = list(words)
    for seed in range(documents):
        _statements(compose(words[languages[seed % len(languages)]], SMALL, 10_000 + seed), knowledge)
        resident.append(process.memory_info().rss)
    return Memory(documents, mean(resident[:WINDOW]), mean(resident[-WINDOW:]))


def _statements(page: bytes, knowledge: Knowledge) -> int:
    from ingest.pipeline import extract_reading
    from ingest.readers import read

    return len(extract_reading(read(page, "policy.html"), "policy", knowledge=knowledge)[1])


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _words() -> dict[str, Words]:
    source = files("data").joinpath("evaluation/bench.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(source))


def _other_reader() -> Callable[[str], Any]:
    try:
        from trafilatura import extract
    except ImportError as error:
        raise InputError(
            "The reader that speed is compared with is not installed",
            remedy="Install it (pip install trafilatura) and run the command again",
        ) from error
    return extract
