from pathlib import Path

import pytest

from data.countries import BLOCS, codes
from data.errors import KnowledgeError
from data.places import FILE, load_places

GOOD = """
countries: [{id: korea, country: KR, names: [한국]}]
blocs: []
cities: [{id: seoul, country: KR, names: [Seoul]}]
regions: [{id: aws-kr, country: KR, names: [ap-northeast-2]}]
weak: [수단]
no_places: []
followers: [의]
"""
REFUSED = {
    "no YAML": (GOOD.replace("[의]", "["), "is not YAML"),
    "a place without names": (GOOD.replace("names: [Seoul]", "names: []"), r"cities\.0\.names"),
    "a country in words": (GOOD.replace("KR, names: [Seoul]", "Korea, names: [Seoul]"), r"cities\.0\.country"),
    "an unknown key": (GOOD + "towns: []\n", "towns"),
    "an id given twice": (GOOD.replace("id: aws-kr", "id: seoul"), "seoul: the id is used twice"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_file_of_places_is_refused_with_the_place(tmp_path: Path, case: str) -> None:
    text, message = REFUSED[case]
    path = tmp_path / "places.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        load_places(path)


def test_every_place_lies_in_a_country() -> None:
    places = load_places(FILE)
    assert [p.id for p in (*places.all, *places.regions) if p.country not in codes() | BLOCS] == []


def test_no_name_means_two_countries() -> None:
    places = load_places(FILE)
    countries: dict[str, set[str]] = {}
    for place in (*places.all, *places.regions):
        for name in place.names:
            countries.setdefault(name.casefold(), set()).add(place.country)
    assert {name for name, where in countries.items() if len(where) > 1} == set()
