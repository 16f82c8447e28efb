"""The words of disclosures: headers, verbs, recipients and exceptions, a file or more a language.

A file holds named groups of entries. An entry gives words, or a pattern (a regular expression in which `{group}` stands
for any entry of that group), and what they mean (`means`: a kind of statement, a ground, a column …); its examples
must match and its counter-examples must not, so whoever adds an entry sees at once whether it does what they meant.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.errors import KnowledgeError

FOLDER = Path(__file__).parent / "lexicon"

# The C parser reads the same YAML some eight times faster, where it was built.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(BaseModel):
    """A form of words and what it stands for.

    Attributes:
        id: readable name, unique in its group; statements name it as their rule.
        words: literal forms; a space stands for any white space, case is folded, word boundaries are kept.
        pattern: instead of words, a regular expression.
        means: what the words stand for, as the group's user reads it.
        examples, not_examples: texts in which the entry is found, and texts in which it is not.
        strength: how sure the entry is by itself, 0 to 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
    words: tuple[str, ...] = ()
    pattern: str | None = None
    means: str | None = None
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()
    strength: Annotated[float, Field(gt=0, le=1)] = 1.0

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if bool(self.words) == bool(self.pattern):
            raise ValueError("give either words or a pattern")
        return self


class LexiconFile(BaseModel):
    """One file: its language, what it is for, and its groups."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Annotated[str, Field(pattern="^[a-z]{2}$")]
    about: str = ""
    groups: dict[str, list[Entry]]


class Lexicon:
    """All groups of a language, from our files and a user's own, which override ours entry by entry."""

    def __init__(self, language: str, files: Iterable[tuple[str, LexiconFile]]) -> None:
        self.language = language
        merged: dict[str, dict[str, Entry]] = {}
        self._file: dict[tuple[str, str], str] = {}
        for name, file in files:
            for group, entries in file.groups.items():
                for entry in entries:
                    merged.setdefault(group, {})[entry.id] = entry
                    self._file[group, entry.id] = name
        self.groups: Mapping[str, tuple[Entry, ...]] = {g: tuple(e.values()) for g, e in merged.items()}

    def group(self, name: str) -> tuple[Entry, ...]:
        """The entries of a group; KnowledgeError where the language has none of that name."""
        if name not in self.groups:
            raise KnowledgeError(
                f"lexicon/{self.language}*.yaml", name, "there is no such group", allowed=sorted(self.groups)
            )
        return self.groups[name]

    def file_of(self, group: str, entry: Entry) -> str:
        """The name of the file that an entry stands in, for messages."""
        return self._file.get((group, entry.id), f"lexicon/{self.language}*.yaml")


def read_file(path: Path) -> LexiconFile:
    """One lexicon file; KnowledgeError names the file, the entry and the key that is refused."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(path.name, "file", f"is not YAML in UTF-8: {error}") from error
    try:
        file = LexiconFile.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise KnowledgeError(path.name, _place(raw, first["loc"]), first["msg"], allowed=_allowed(first)) from error
    for group, entries in file.groups.items():
        _refuse_twins(path.name, group, entries)
    return file


def _refuse_twins(file: str, group: str, entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise KnowledgeError(file, f"{group}/{entry.id}", "the id is used twice in its group")
        seen.add(entry.id)


def _place(raw: Any, loc: tuple[int | str, ...]) -> str:
    """`group/entry: key` for a place in the file, with the entry's id where it has one."""
    if len(loc) < 3 or loc[0] != "groups":
        return ": ".join(map(str, loc)) or "file"
    _, group, index, *rest = loc
    entry = raw["groups"][group][index]
    name = entry.get("id", index) if isinstance(entry, dict) else index
    return f"{group}/{name}" + (f": {'.'.join(map(str, rest))}" if rest else "")


def _allowed(error: Any) -> list[str]:
    return sorted(Entry.model_fields) if error["type"] == "extra_forbidden" else []


@cache
def load_lexicon(language: str, extra: Path | None = None) -> Lexicon:
    """The lexicon of a language ("en", "ko"); `extra` is a user's folder of files in the same form."""
    paths = sorted(FOLDER.glob(f"{language}*.yaml"))
    if extra is not None:
        paths += sorted(extra.glob(f"{language}*.yaml"))
    if not paths:
        known = sorted({path.name[:2] for path in FOLDER.glob("??*.yaml")})
        raise KnowledgeError(f"lexicon/{language}*.yaml", "file", "there is no lexicon of this language", allowed=known)
    files = ((path.name, read_file(path)) for path in paths)
    return Lexicon(language, [(name, file) for name, file in files if file.language == language])
