// A list of buttons, one of them chosen; a click reports the id. Arrow keys move within the list.
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const list = parentElement.querySelector(".choice_list");
  if (data.made < list.dataset.made) return;
  list.dataset.made = data.made;
  const shown = JSON.stringify(data.items);
  if (list.dataset.shown !== shown) {
    list.replaceChildren(...data.items.map(button));
    list.dataset.shown = shown;
  }
  for (const item of list.children) item.setAttribute("aria-pressed", String(item.dataset.id === data.selected));
  list.onclick = (event) => {
    const item = event.target.closest("button");
    if (item) setTriggerValue("chosen", item.dataset.id);
  };
  list.onkeydown = (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest("button")?.[step];
    if (next) { event.preventDefault(); next.focus(); }
  };
}

function button({ id, html }) {
  const element = document.createElement("button");
  element.type = "button";
  element.dataset.id = id;
  element.innerHTML = html;
  return element;
}
