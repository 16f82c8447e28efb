"""Where datagil keeps what it keeps: DATAGIL_HOME and DATAGIL_CACHE, else the platform's own places."""

import os
from pathlib import Path

import platformdirs

_NAME = "datagil"


def home() -> Path:
    """The folder of the database, its password and its logs: DATAGIL_HOME, else the user's data folder."""
    given = _folder("DATAGIL_HOME")
    return given or platformdirs.user_data_path(_NAME, appauthor=False)


def cache() -> Path:
    """The folder of downloads: DATAGIL_CACHE, else `cache` in DATAGIL_HOME, else the user's cache folder."""
    given = _folder("DATAGIL_CACHE")
    moved = _folder("DATAGIL_HOME")
    return given or (moved / "cache" if moved else platformdirs.user_cache_path(_NAME, appauthor=False))


def _folder(variable: str) -> Path | None:
    value = os.environ.get(variable, "").strip()
    return Path(value).expanduser().absolute() if value else None
