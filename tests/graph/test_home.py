"""DATAGIL_HOME moves everything; DATAGIL_CACHE moves downloads alone."""

from pathlib import Path

import pytest

from graph.home import cache, home


def test_by_default_the_platform_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATAGIL_HOME", raising=False)
    monkeypatch.delenv("DATAGIL_CACHE", raising=False)
    assert home().name == cache().name == "datagil"
    assert home() != cache()


def test_downloads_move_with_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATAGIL_HOME", str(tmp_path))
    monkeypatch.delenv("DATAGIL_CACHE", raising=False)
    assert (home(), cache()) == (tmp_path, tmp_path / "cache")


def test_downloads_have_a_folder_of_their_own_where_one_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATAGIL_HOME", str(tmp_path))
    monkeypatch.setenv("DATAGIL_CACHE", "~/parts")
    assert (home(), cache()) == (tmp_path, Path.home() / "parts")
