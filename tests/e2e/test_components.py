"""The two components by themselves, called as Streamlit calls them."""

from importlib.resources import files
from typing import Any

import pytest

from ui.components import Item

CALLS = """async ([name, source, calls]) => {
    document.body.innerHTML = `<div class="${name}"></div>`;
    const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    for (const data of calls) module.default({ parentElement: document.body, data, setTriggerValue: () => {} });
    return document.body.innerText.trim();
}"""
DATA = {
    "drawing": lambda words: {"svg": f"<p>{words}</p>", "selected": None},
    "choice_list": lambda words: {"items": [Item("1", words)._asdict()], "selected": None},
}


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("order", [("older", "newer"), ("newer", "older")], ids=" ".join)
def test_what_was_made_last_is_shown_in_whatever_order_the_browser_calls(
    chromium: Any, name: str, order: tuple[str, ...]
) -> None:
    made = {"older": 1790000000.25, "newer": 1790000001.5}
    page = chromium.new_page()
    source = files("ui.components").joinpath(f"{name}.js").read_text(encoding="utf-8")
    calls = [DATA[name](words) | {"made": made[words]} for words in order]
    assert page.evaluate(CALLS, [name, source, calls]) == "newer"
    page.close()
