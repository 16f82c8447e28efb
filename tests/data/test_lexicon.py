from pathlib import Path

import pytest

from data.errors import KnowledgeError
from data.lexicon import FOLDER, Lexicon, load_lexicon, read_file

GOOD = """
language: en
groups:
  recipients:
    - {id: vendors, words: [vendor, service provider], means: entrusts_to, examples: [our vendors], strength: 0.9}
"""

REFUSED = {
    "both words and pattern": (GOOD.replace("means:", "pattern: x, means:"), "give either words or a pattern"),
    "neither": (GOOD.replace("words: [vendor, service provider], ", ""), "give either words or a pattern"),
    "a key nobody knows": (GOOD.replace("means:", "meaning:"), "en-x.yaml: recipients/vendors: meaning"),
    "a strength above one": (GOOD.replace("0.9", "1.9"), "recipients/vendors: strength"),
    "an id with spaces": (GOOD.replace("id: vendors", "id: my vendors"), "recipients/my vendors: id"),
    "an id twice": (GOOD + "    - {id: vendors, words: [x]}\n", "recipients/vendors: the id is used twice"),
}  # fmt: skip


def written(folder: Path, text: str) -> Path:
    path = folder / "en-x.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_gives_its_entries(tmp_path: Path) -> None:
    (entry,) = read_file(written(tmp_path, GOOD)).groups["recipients"]
    assert (entry.id, entry.means, entry.strength) == ("vendors", "entrusts_to", 0.9)


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_names_file_entry_and_key(tmp_path: Path, case: str) -> None:
    text, message = REFUSED[case]
    with pytest.raises(KnowledgeError, match=message) as refused:
        read_file(written(tmp_path, text))
    assert "en-x.yaml" in str(refused.value)


def test_an_unknown_key_is_answered_with_those_allowed(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="examples, id, means, not_examples, pattern, strength, words"):
        read_file(written(tmp_path, GOOD.replace("means:", "meaning:")))


def test_a_users_folder_overrides_entry_by_entry(tmp_path: Path) -> None:
    ours = read_file(written(tmp_path, GOOD))
    theirs = read_file(written(tmp_path, GOOD.replace("0.9", "0.5") + "    - {id: banks, words: [bank]}\n"))
    merged = Lexicon("en", [("ours.yaml", ours), ("theirs.yaml", theirs)])
    assert [(entry.id, entry.strength) for entry in merged.group("recipients")] == [("vendors", 0.5), ("banks", 1.0)]


def test_a_group_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    lexicon = Lexicon("en", [("x", read_file(written(tmp_path, GOOD)))])
    with pytest.raises(KnowledgeError, match="Allowed here: recipients"):
        lexicon.group("recipient")


def test_a_language_without_lexicon_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no lexicon of this language"):
        load_lexicon("xx")


def test_each_bundled_file_is_of_the_language_its_name_says() -> None:
    wrong = [p.name for p in FOLDER.glob("[a-z][a-z][.-]*") if read_file(p).language != p.name[:2]]
    assert wrong == []
