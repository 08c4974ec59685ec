// A list whose rows open records: a table that is filtered and sorted here, and chosen from by pointer or by keyboard.
// What it holds, and what it may be told, stands in ui/components/listing/listing.py. Whatever comes from data becomes
// text and nothing else: it is appended as strings, never as HTML.

import { leading } from "./leading.js";

const FIRST = 100; // So many rows are drawn at once, and
const MORE = 200; // so many more whenever their end comes
const NEAR_PX = 600; // so near.
const SHORT = 10; // So many signs stand in one line: a day, a ward.
const LONG = 60; // From so many on a text has a wider column.

// What lists are filtered by, by their keys. It may be a name: it is kept nowhere but here, while the page is open.
const typed = new Map();
const lists = new WeakMap();

const fold = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
const fill = (sentence, blanks) => sentence.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
const textOf = (cell) => (cell === null ? "" : (cell.text ?? cell));
const sortedBy = (cell) => (cell === null || cell === "" ? null : cell.by === undefined ? textOf(cell) : cell.by);

const safe = (text) => (/^[\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);

// A city's own server has no certificate at times, and browsers keep the clipboard to pages that came safely.
function copyOld(text) {
  const field = make("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

function make(name, given, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

class List {
  constructor(parent) {
    this.shown = FIRST;
    this.filter = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    this.filterName = make("span", {});
    this.filterLabel = make("label", { class: "sonae-list-filter" }, this.filterName, this.filter);
    this.count = make("p", { class: "sonae-list-count", role: "status" });
    this.head = make("thead", {});
    this.body = make("tbody", {});
    this.table = make("table", {}, this.head, this.body);
    this.box = make("div", { class: "sonae-list-box" }, this.table);
    this.copy = make("button", { type: "button" });
    this.told = make("span", { role: "status" });
    const copying = make("p", { class: "sonae-list-copy" }, this.copy, this.told);
    this.root = make("div", { class: "sonae-list" }, this.filterLabel, this.count, this.box, copying);
    parent.append(this.root);
    this.filter.addEventListener("input", () => {
      typed.set(this.data.key, this.filter.value);
      this.shown = FIRST;
      this.draw();
    });
    this.box.addEventListener("scroll", () => {
      if (this.box.scrollTop + this.box.clientHeight > this.box.scrollHeight - NEAR_PX) this.grow(this.shown + MORE);
    });
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.body.addEventListener("change", (event) => this.ticked(event.target));
    this.body.addEventListener("keydown", (event) => this.pressed(event));
    this.body.addEventListener("focusin", (event) => this.reach(event.target.closest("tr")));
    this.copy.addEventListener("click", () => this.copyText());
    this.whole = () => this.grow(Infinity);
    window.addEventListener("beforeprint", this.whole);
  }

  leave() {
    window.removeEventListener("beforeprint", this.whole);
  }

  // Show what came; where the focus is, and how far it is scrolled, stays.
  show(data, tell) {
    const before = this.data;
    const sort = before && !data.opens ? this.sort : data.sort;
    Object.assign(this, { data, tell, sort, chosen: data.chosen, ticks: new Set(data.ticked) });
    if (before?.key !== data.key) this.filter.value = typed.get(data.key) ?? "";
    this.folded = null;
    this.collator = new Intl.Collator(data.language, { numeric: true });
    this.filterLabel.hidden = !data.finds;
    this.filterName.textContent = data.words.filter;
    this.copy.textContent = data.words.copy;
    this.copy.hidden = !data.rows.length;
    this.table.setAttribute("aria-label", data.label);
    this.table.classList.toggle("opens", data.opens);
    this.draw();
    if (before?.chosen !== data.chosen) this.seen();
  }

  draw() {
    const at = this.root.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    this.found = this.wanted();
    this.shown = Math.max(this.shown, this.found.findIndex((row) => this.data.ids[row] === this.chosen) + 1);
    this.box.classList.toggle("chosen", this.chosen !== null);
    this.table.setAttribute("aria-rowcount", this.found.length + 1);
    this.head.replaceChildren(this.heads());
    this.body.replaceChildren();
    this.grow(this.shown);
    this.reach(this.body.querySelector("tr[aria-current]") ?? this.body.firstElementChild);
    const { words, rows } = this.data;
    const filtered = this.filter.value.trim() !== "" && this.data.finds;
    const said = this.found.length ? (filtered ? words.of : "") : words.nothing;
    this.count.textContent = fill(said, { count: this.found.length, all: rows.length });
    if (at) this.root.querySelector(`[data-at="${at}"]`)?.focus({ preventScroll: true });
  }

  // Return which rows are looked for, in their order; the chosen one always is, since its record stands on the page.
  wanted() {
    const { rows, ids, columns, finds } = this.data;
    const parts = finds ? fold(this.filter.value).split(/\s+/).filter(Boolean) : [];
    if (parts.length) this.folded ??= rows.map((cells) => fold(cells.map(textOf).join("\n")));
    const found = [...rows.keys()].filter(
      (row) => ids[row] === this.chosen || parts.every((part) => this.folded[row].includes(part)),
    );
    const down = this.sort.startsWith("-");
    const column = columns.findIndex((one) => one.code === this.sort.slice(down ? 1 : 0));
    if (column < 0) return found;
    const by = rows.map((cells) => sortedBy(cells[column]));
    const compare = (one, other) => {
      if (by[one] === null || by[other] === null) return (by[one] === null) - (by[other] === null);
      const numbers = typeof by[one] === "number" && typeof by[other] === "number";
      const order = numbers ? by[one] - by[other] : this.collator.compare(by[one], by[other]);
      return down ? -order : order;
    };
    return found.sort(compare);
  }

  heads() {
    const { columns, words } = this.data;
    const unseen = (text) => make("span", { class: "sonae-list-unseen" }, text);
    const picks = [this.data.opens && words.pick, this.data.ticked && words.ticks]
      .filter(Boolean)
      .map((word) => make("th", { scope: "col", class: "pick" }, unseen(word)));
    const heads = columns.map(({ code, label, number }) => {
      const order = { [code]: "ascending", [`-${code}`]: "descending" }[this.sort] ?? null;
      const sign = make("span", { "aria-hidden": "true" }, { ascending: "▲", descending: "▼" }[order] ?? "");
      const button = make("button", { type: "button", "data-at": `head-${code}` }, label, sign);
      button.addEventListener("click", () => {
        this.sort = { ascending: `-${code}`, descending: "" }[order] ?? code;
        this.draw();
        if (this.data.opens) this.tell("sorted", this.sort);
      });
      // Paper repeats the heads on each page, but draws buttons on the first alone: there the label stands in their place.
      const given = { scope: "col", "aria-sort": order, class: number ? "number" : null, "data-label": label };
      return make("th", given, button);
    });
    return make("tr", {}, ...picks, ...heads);
  }

  row(row, place) {
    const { rows, ids, columns, words } = this.data;
    const [id, cells, chosen] = [ids[row], rows[row], ids[row] === this.chosen];
    const name = cells.filter((cell, column) => !column || cell?.page !== undefined).map(textOf).join(" ");
    const told = (sentence) => fill(sentence, { name });
    const still = { tabindex: "-1" };
    const open = { type: "button", "data-at": `open-${id}`, "aria-pressed": String(chosen), "aria-label": told(words.open) };
    const made = make("tr", { "data-id": id, "aria-current": chosen ? "true" : null, "aria-rowindex": place + 2 });
    if (this.data.opens) made.append(make("td", { class: "pick" }, make("button", { ...open, ...still })));
    if (this.data.ticked) {
      const box = make("input", { type: "checkbox", "data-at": `tick-${id}`, "aria-label": told(words.tick), ...still });
      box.checked = this.ticks.has(id);
      made.append(make("td", { class: "pick" }, box));
    }
    cells.forEach((cell, column) => {
      const unknown = cell === null;
      const signs = textOf(cell).length;
      const length = signs <= SHORT ? "short" : signs >= LONG && "long";
      const kind = [columns[column].number && "number", unknown && "unknown", length].filter(Boolean).join(" ") || null;
      const pieces = unknown ? [this.data.unknown] : (cell.pieces ?? [cell]);
      const inside = pieces.map((one, number) => (one.page ? this.link(one, `link-${id}-${column}-${number}`) : textOf(one)));
      const [tag, scope] = column === this.data.head ? ["th", "row"] : ["td", null];
      // What fills half a page is read in the record; on paper all of it.
      const held = length === "long" && this.data.opens ? [make("div", { class: "sonae-list-clamp" }, ...inside)] : inside;
      made.append(make(tag, { scope, class: kind }, ...held));
    });
    return made;
  }

  link(name, at) {
    const made = leading(name, this.data.query, (...told) => this.tell(...told));
    made.dataset.at = at;
    made.tabIndex = -1;
    return made;
  }

  grow(most) {
    this.shown = Math.min(Math.max(most, FIRST), Math.max(this.found.length, FIRST));
    const drawn = this.body.childElementCount;
    this.body.append(...this.found.slice(drawn, this.shown).map((row, place) => this.row(row, drawn + place)));
  }

  // What is found, in its order, with its heads: cells apart by tabulators, as spreadsheets paste it. A cell that one
  // would run is text there, as in a file (desk/export.py).
  text() {
    const { data } = this;
    const line = (cells) => cells.map((cell) => safe(String(cell).replace(/\s+/g, " "))).join("\t");
    const told = this.found.map((row) => line(data.rows[row].map((cell) => (cell === null ? data.unknown : textOf(cell)))));
    return [line(data.columns.map(({ label }) => label)), ...told].join("\n");
  }

  async copyText() {
    const { words } = this.data;
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(this.text());
      else if (!copyOld(this.text())) throw new Error();
      this.told.textContent = fill(words.copied, { count: this.found.length });
    } catch {
      this.told.textContent = words.not_copied;
    }
    this.copy.focus({ preventScroll: true });
  }

  clicked({ target }) {
    if (!this.data.opens || target.closest("a, input") || (!target.closest("button") && String(window.getSelection()))) return;
    const id = Number(target.closest("tr").dataset.id);
    if (id === this.chosen) return;
    this.chosen = id;
    this.draw();
    this.tell("opened", id);
  }

  ticked(box) {
    const id = Number(box.closest("tr").dataset.id);
    box.checked ? this.ticks.add(id) : this.ticks.delete(id);
    this.tell("ticked", [...this.ticks]);
  }

  // Up, down and to either end, from a control of a row to the same of another.
  pressed(event) {
    const row = event.target.closest("tr");
    if (event.key === "End") this.whole();
    const to = {
      ArrowDown: row.nextElementSibling,
      ArrowUp: row.previousElementSibling,
      Home: this.body.firstElementChild,
      End: this.body.lastElementChild,
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const kind = event.target.dataset.at.replace(/\d+/, to.dataset.id);
    (to.querySelector(`[data-at="${kind}"]`) ?? to.querySelector("[data-at]"))?.focus();
  }

  // One row at a time is reached by the tabulator, or a long list would have to be gone through to what stands below.
  reach(row) {
    for (const one of this.body.querySelectorAll("[tabindex='0']")) one.tabIndex = -1;
    for (const one of row?.querySelectorAll("[data-at]") ?? []) one.tabIndex = 0;
  }

  // Bring the chosen row into view within the list, and leave the page where it is.
  seen() {
    const row = this.body.querySelector("tr[aria-current]");
    if (!row) return;
    const top = row.offsetTop - this.head.offsetHeight;
    const below = row.offsetTop + row.offsetHeight - this.box.clientHeight;
    if (this.box.scrollTop > top) this.box.scrollTop = top;
    else if (this.box.scrollTop < below) this.box.scrollTop = below;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = lists.get(parentElement) ?? new List(parentElement);
  lists.set(parentElement, list);
  list.show(JSON.parse(new TextDecoder().decode(data)), setTriggerValue);
  // A call that was overtaken by the next is cleaned up, too: only a list that is gone from the page leaves.
  return () => parentElement.isConnected || list.leave();
}
