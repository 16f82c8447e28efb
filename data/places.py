"""The file of places (`lexicon/places.yaml`): names of countries, cities and cloud regions, and words that deceive."""

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.errors import KnowledgeError
from data.models import CountryCode

FILE = Path(__file__).parent / "lexicon" / "places.yaml"


class Place(BaseModel):
    """A place and its names; `country` is its ISO 3166-1 alpha-2 code, or EU for the Union and the EEA.

    `weak`: the names are ordinary words as well, or mean another place to others; alone they decide nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    country: CountryCode
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    weak: bool = False


class Places(BaseModel):
    """The whole file.

    Attributes:
        countries: names beyond those of CLDR and ISO 3166.
        blocs: the European Union and the EEA.
        cities: cities, states and provinces.
        regions: regions of cloud services by their codes.
        weak: names from the libraries that decide nothing alone.
        no_places: words that hold the name of a country and are none.
        followers: what may follow a short Korean name without a space.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    countries: tuple[Place, ...]
    blocs: tuple[Place, ...]
    cities: tuple[Place, ...]
    regions: tuple[Place, ...]
    weak: frozenset[str]
    no_places: tuple[str, ...]
    followers: tuple[str, ...]

    @property
    def all(self) -> tuple[Place, ...]:
        """Every place but the cloud regions."""
        return self.countries + self.blocs + self.cities


@cache
def load_places(path: Path = FILE) -> Places:
    """The places; KnowledgeError names the file, the place and the key that is refused."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        places = Places.model_validate(raw)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(path.name, "file", f"is not YAML in UTF-8: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise KnowledgeError(path.name, ".".join(map(str, first["loc"])), first["msg"]) from error
    seen: set[str] = set()
    for place in places.all + places.regions:
        if place.id in seen:
            raise KnowledgeError(path.name, place.id, "the id is used twice")
        seen.add(place.id)
    return places
