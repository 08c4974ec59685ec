// Keys for whoever works without a mouse. What they do stands in ui/components/keyboard/keyboard.py; they press what is
// on the page, and nothing that is not. Where something is typed they are letters. Who needs them for something else
// (a voice that speaks letters, WCAG 2.1.4) turns them off; that is kept in this browser.

const OFF = "sonae.keyboard";
const SEQUENCE_MS = 1500; // So long after "g" a letter names a page.

let current = null;
let gone = 0;

const typing = (one) =>
  one.isContentEditable ||
  one.closest("textarea, select, [role=combobox], [role=textbox], [role=listbox], dialog") !== null ||
  (one.matches("input") && !["checkbox", "radio", "button"].includes(one.type));
const isOff = () => localStorage.getItem(OFF) === "off";
const navigation = (name) => document.querySelector(`[data-testid=stSidebarNavItems] a[href$="/${name}"]`);

function make(name, given, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

// Press the first control on the page, outside the navigation, that has one of these words.
function press(words) {
  const controls = document.querySelectorAll(
    "[data-testid=stMain] :is([role=tab], [data-testid=stRadio] label, button, [data-testid=stPageLink-NavLink])",
  );
  const found = [...controls].find((one) => words.includes(one.textContent.trim()) && one.getClientRects().length);
  found?.click();
  found?.focus();
  return Boolean(found);
}

function pressed(event) {
  if (!current || isOff() || event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const page = event.timeStamp - gone < SEQUENCE_MS && current.pages.find((one) => one.letter === event.key);
  gone = 0;
  if (page) navigation(page.name)?.click();
  else if (event.key === "g") gone = event.timeStamp;
  else if (event.key === "/") document.querySelector(`[data-testid=stMain] input[aria-label="${current.search}"]`)?.focus();
  else if (event.key === "?") show();
  else if (!(event.key === "n" && press(current.new)) && !(event.key === "e" && press(current.edit))) return;
  event.preventDefault();
}

function show() {
  const { words, pages } = current;
  const row = (keys, does) =>
    make("div", {}, make("dt", {}, ...keys.map((key) => make("kbd", {}, key))), make("dd", {}, does));
  const off = make("input", { type: "checkbox" });
  off.checked = isOff();
  off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "off" : "on"));
  const close = make("button", { type: "button" }, words.close);
  const dialog = make(
    "dialog",
    { class: "sonae-keyboard", "aria-labelledby": "sonae-keyboard-title" },
    make("h2", { id: "sonae-keyboard-title" }, words.title),
    make(
      "dl",
      {},
      row(["/"], words.search),
      row(["n"], words.new),
      row(["e"], words.edit),
      row(["?"], words.help),
      ...pages.map((one) => row(["g", one.letter], one.title)),
    ),
    make("label", {}, off, words.off),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", pressed);

export default function ({ data, parentElement }) {
  current = data;
  const button = parentElement.querySelector("button") ?? make("button", { type: "button", class: "sonae-keyboard-open" });
  button.textContent = current.words.title;
  button.onclick = show;
  if (!button.isConnected) parentElement.append(button);
}
