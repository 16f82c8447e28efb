// Shows the SVG of ui/drawing.py; a click, Enter or Space on a step (or on a node: the step into it) reports its key.
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const frame = parentElement.querySelector(".drawing");
  if (data.made < frame.dataset.made) return;
  frame.dataset.made = data.made;
  if (frame.dataset.shown !== data.svg) {
    frame.innerHTML = data.svg;
    frame.dataset.shown = data.svg;
    squeeze(frame);
  }
  frame.querySelectorAll("[data-step]").forEach((element) => {
    const chosen = element.dataset.step === data.selected;
    element.classList.toggle("selected", chosen && element.classList.contains("step"));
    if (element.classList.contains("step")) element.setAttribute("aria-pressed", String(chosen));
  });
  const choose = (event) => {
    const element = event.target.closest("[data-step]");
    if (!element || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    setTriggerValue("chosen", element.dataset.step);
  };
  frame.onclick = choose;
  frame.onkeydown = choose;
}

// The widths were estimated without the reader's fonts: a name that runs wider here is drawn narrower, never cut.
function squeeze(frame) {
  frame.querySelectorAll(".node").forEach((node) => {
    const room = Number(node.querySelector("rect").getAttribute("width")) - 8;
    node.querySelectorAll("text").forEach((text) => {
      if (text.getComputedTextLength() <= room) return;
      text.setAttribute("textLength", room);
      text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    });
  });
}
