// Leaving a page: what still stands in a field is handed in first, and who would lose something is asked. What a form is,
// and what would be lost, is told by ui/components/leaving/leaving.py.

const HANDED_MS = 5000; // So long after a field was left its text may still be on its way,
const LONGEST_MS = 15000; // and so long at most the server is waited for.

let current = null;
let tell = null; // Asks the server to answer with what it is given, once it has all that was handed in before.
let typing = null; // The field with a text that was not handed in yet.
let handed = -HANDED_MS; // When the last was.
let going = false;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
// What is typed into a list of choices only finds one of them.
const WRITTEN = "textarea, input:is([type=text], [type=password], [type=number]):not([role=combobox])";
const inForm = (one) =>
  one.matches(WRITTEN) && current?.forms.some((form) => one.closest(`[class*="st-key-${form}-"]`));

function make(name, given, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

// Text and page handed in together lose the text, however busy the server is: the page is not left before it has the text.
async function arrived() {
  typing?.blur();
  const began = performance.now();
  const left = String(began);
  tell("left", left);
  while (current.left !== left && performance.now() < began + LONGEST_MS) await pause(20);
  return current.left === left;
}

function ask() {
  const { words } = current;
  const [stay, leave] = ["stay", "leave"].map((value) => make("button", { value }, words[value]));
  const given = { class: "sonae-leaving", "aria-labelledby": "sonae-leaving-title", "aria-describedby": "sonae-leaving-told" };
  const told = [make("h2", { id: "sonae-leaving-title" }, words.title), make("p", { id: "sonae-leaving-told" }, words.told)];
  const dialog = make("dialog", given, ...told, make("form", { method: "dialog" }, stay, leave));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "leave");
    }),
  );
}

function go(link) {
  const there = link.isConnected ? link : document.querySelector(`a[href="${CSS.escape(link.getAttribute("href"))}"]`);
  going = true;
  there?.click();
  going = false;
}

function taken({ target }) {
  if (target !== typing) return;
  typing = null;
  handed = performance.now();
}

document.addEventListener("input", ({ target }) => {
  if (inForm(target)) typing = target;
});
// Streamlit takes a text as its field is left, or by Enter.
document.addEventListener("focusout", taken);
document.addEventListener("keydown", (event) => {
  const { key, isComposing, ctrlKey, metaKey, target } = event;
  if (key === "Enter" && !isComposing && (ctrlKey || metaKey || target.localName !== "textarea")) taken(event);
});
addEventListener("beforeunload", (event) => {
  if (current?.unsaved || typing?.isConnected) event.preventDefault();
});
// Before Streamlit hears of it.
document.addEventListener(
  "click",
  async (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link?.target === "_blank";
    if (going || elsewhere || !link || link.origin !== location.origin || link.hasAttribute("download")) return;
    const underWay = typing?.isConnected || performance.now() - handed < HANDED_MS;
    if (!underWay && !current?.unsaved) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const here = !underWay || (await arrived());
    if ((current.unsaved || !here) && !(await ask())) return;
    current = { ...current, unsaved: false, forms: [] };
    go(link);
  },
  true,
);

export default function ({ data, setTriggerValue }) {
  current = data;
  tell = setTriggerValue;
  if (!typing?.isConnected) typing = null;
}
