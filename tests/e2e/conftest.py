"""A real browser before the real explorer, on a real graph."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factory import fill

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


SCREENSHOTS = Path(__file__).parent / "screenshots"
SIZE = {"width": 1280, "height": 1400}
LACKING = "needs Chromium: apt-get install chromium, or playwright install chromium"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Chromium: the system's, else the one that Playwright fetched.

    Where there is none the tests skip; in CI as root, where `make` was to install it, they fail.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        if not found and not Path(playwright.chromium.executable_path).exists():
            lacking(in_ci=os.environ.get("CI") == "true", as_root=os.geteuid() == 0)
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def lacking(*, in_ci: bool, as_root: bool) -> None:
    """Skip for want of a browser, or fail where it should be there."""
    if in_ci and as_root:
        pytest.fail(f"{LACKING} (CI as root installs it by `make chromium`)", pytrace=False)
    pytest.skip(LACKING)


@pytest.fixture(scope="module")
def site(explorer: str) -> str:
    """The address that `visit` opens pages of."""
    return explorer


@pytest.fixture
def visit(chromium: Any, site: str, request: Any) -> Iterator[Callable[[str], Any]]:
    """Opens an address in a browser that has never been there; a picture of each page is kept at the end."""
    pages: list[Any] = []

    def open_(address: str) -> Any:
        page = chromium.new_context(viewport=SIZE, locale="en-US").new_page()
        page.goto(address if address.startswith("http") else site + address)
        page.locator(".stApp").wait_for()
        pages.append(page)
        return page

    yield open_
    SCREENSHOTS.mkdir(exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9_]+", "-", request.node.name)
    for number, page in enumerate(pages):
        page.screenshot(path=SCREENSHOTS / f"{name}-{number}.png")
        page.context.close()


@pytest.fixture(scope="module")
def explorer(neo4j_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an explorer over the bundled knowledge and the policy of an example shop."""
    fill(tmp_path_factory.mktemp("documents"))
    port = _free_port()
    code = "from ui.cli import main; main()"
    command = [sys.executable, "-c", code, "ui", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}) as process:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _free_port() -> int:
    from ui.cli.launch import free_port

    return free_port()


def _await(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the explorer did not start"
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the explorer does not answer")
