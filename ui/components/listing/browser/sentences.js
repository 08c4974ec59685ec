// Sentences in which names lead to their pages. Whatever comes from data becomes text and nothing else.
import { leading } from "./leading.js";

export default function ({ data, parentElement, setTriggerValue }) {
  let block = parentElement.querySelector(".sonae-sentences");
  if (!block) parentElement.append((block = Object.assign(document.createElement("div"), { className: "sonae-sentences" })));
  // What is the same as before stays, with the focus that may be in it.
  const before = block.dataset.shown;
  block.dataset.shown = JSON.stringify(data);
  if (block.dataset.shown === before) return;
  const lines = data.lines.map((line) => {
    const made = document.createElement(data.bullets ? "li" : "p");
    made.append(...line.map((one) => (one.page ? leading(one, data.query, setTriggerValue) : (one.text ?? one))));
    return made;
  });
  const list = document.createElement("ul");
  list.append(...lines);
  block.replaceChildren(...(data.bullets ? [list] : lines));
}
