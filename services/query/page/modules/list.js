// The list of incidents, the last changed first. Pages are read as one comes near their end; the browser lays out only
// what is seen (`content-visibility`). Arrow keys walk, Enter opens.

import { url } from "./api.js";
import { element, fill } from "./element.js";
import { describe, note, row } from "./row.js";
import { count } from "./words.js";

const place = document.getElementById("list");
const title = element("h2", { id: "list-title" }, "Incidents");
const order = element("p", { class: "order" }, "last changed first");
const downloads = element("p", { class: "downloads" });
const rows = element("ol", { id: "rows", "aria-labelledby": "list-title" });
const end = element("div", { id: "list-end" });
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const MOST = 500; // incidents that one answer may have
const FOLD = { duration: 380, easing: "cubic-bezier(0.3, 0, 0.2, 1)" };

const shown = new Map();
const gone = new Set();
const notes = new Map();
let current = null;
let more = null;
let reading = false;

let pointed = () => {};

/** Have `listener` called with an incident's id, or null, as the reader points at a row. */
export function onPointed(listener) {
  pointed = listener;
}

/** Show the first page; `next()` gives the incidents of the following page, or null after the last. */
export function show(incidents, next) {
  shown.clear();
  gone.clear();
  notes.clear();
  more = next;
  fill(rows, incidents.map(made));
  fill(place, element("header", { class: "list-head" }, title, order, downloads), rows, end);
  fill(end);
  settle();
  place.scrollTop = 0;
  near.disconnect();
  near.observe(end);
}

/** Say that it cannot be shown, or that there is nothing. */
export function say(...words) {
  if (!rows.isConnected) fill(place, element("header", { class: "list-head" }, title, order, downloads), rows, end);
  shown.clear();
  fill(rows);
  fill(end, element("div", { class: "state" }, words));
}

/** How many there are, and where else they can be had. */
export function tell(total, complete, filters) {
  fill(title, `${complete ? "" : "more than "}${count(total, "incident")}`);
  const most = total > MOST ? `The ${MOST} of these that changed last` : "All of these";
  const link = (f, name) => element("a", { href: url("/v1/incidents", { ...filters, f, limit: MOST }), download: `incidents.${f}`, title: most }, name);
  fill(downloads, link("csv", "CSV"), " ", link("geojson", "GeoJSON"));
}

/** An incident is, or still is, one of these; what is new moves to the top. Several at once are not told apart by moves. */
export function put(incident, several = false) {
  gone.delete(incident.id);
  const known = shown.get(incident.id);
  if (known && Number(known.dataset.version) >= incident.version) return;
  const before = several ? null : positions();
  const one = known ? describe(known, incident, notes.get(incident.id)) : made(incident);
  if (!known && shown.size === 1) fill(end);
  const held = one.contains(document.activeElement);
  rows.prepend(one);
  if (held) one.querySelector("a").focus({ preventScroll: true });
  settle();
  if (before) move(before);
  flash(one, known ? "changed" : "new");
}

/** An incident is none of these any more. */
export function drop(id) {
  gone.add(id);
  const one = shown.get(id);
  if (!one) return;
  shown.delete(id);
  leave(one);
}

/** An incident was found to be the same as another; `decision` is the number of what decided so. */
export function fold(id, into, headline, decision) {
  const folded = { headline, incident: into, decision };
  notes.set(into, [...(notes.get(into) ?? []), folded]);
  gone.add(id);
  const [one, other] = [shown.get(id), shown.get(into)];
  shown.delete(id);
  other?.append(note(folded));
  if (one) leave(one, other);
}

/** Mark what is opened. */
export function mark(id) {
  shown.get(current)?.querySelector("a").removeAttribute("aria-current");
  current = id ?? null;
  shown.get(current)?.querySelector("a").setAttribute("aria-current", "true");
  settle();
}

/** Whether any row is there. */
export function isEmpty() {
  return shown.size === 0;
}

function made(incident) {
  const one = row(incident, notes.get(incident.id));
  if (incident.id === current) one.querySelector("a").setAttribute("aria-current", "true");
  shown.set(incident.id, one);
  return one;
}

const near = new IntersectionObserver(
  async ([entry]) => {
    if (!entry.isIntersecting || reading || !more) return;
    reading = true;
    const asked = more;
    fill(end, element("p", { class: "reading" }, "Reading more…"));
    try {
      const found = await asked();
      if (asked !== more) return;
      if (found === null) more = null;
      else rows.append(...found.filter((one) => !shown.has(one.id) && !gone.has(one.id)).map(made));
      fill(end);
    } catch (error) {
      const again = element("button", { type: "button", onclick: () => { near.unobserve(end); near.observe(end); } }, "Try again");
      fill(end, element("div", { class: "state" }, element("p", { class: "trouble" }, error.message), again));
      return;
    } finally {
      reading = false;
    }
    // Seen again at once while it is still near.
    near.unobserve(end);
    if (more) near.observe(end);
  },
  { rootMargin: "800px" },
);

// One row is in the order of Tab, the others are reached by arrow keys.
function settle() {
  const held = rows.querySelector('a.open[tabindex="0"]');
  const wanted = shown.get(current)?.querySelector("a.open") ?? (held?.isConnected ? held : rows.querySelector("a.open"));
  if (held && held !== wanted) held.tabIndex = -1;
  if (wanted) wanted.tabIndex = 0;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

rows.addEventListener("keydown", (event) => {
  const link = event.target.closest("a.open");
  const step = STEPS[event.key];
  if (!link || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const links = [...rows.querySelectorAll("a.open")];
  const to = links[Math.max(0, Math.min(links.length - 1, links.indexOf(link) + step))];
  link.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
});

const idAt = (event) => event.target.closest?.("li.row")?.dataset.id ?? null;
rows.addEventListener("pointerover", (event) => pointed(idAt(event)));
rows.addEventListener("pointerleave", () => pointed(null));
rows.addEventListener("focusin", (event) => pointed(idAt(event)));
rows.addEventListener("focusout", () => pointed(null));

function positions() {
  if (calm.matches || document.hidden) return null;
  const bottom = innerHeight;
  const found = new Map();
  for (const one of rows.children) {
    const { top } = one.getBoundingClientRect();
    if (top > bottom) break;
    found.set(one, top);
  }
  return found;
}

function move(before) {
  for (const [one, top] of before) {
    const by = one.isConnected ? top - one.getBoundingClientRect().top : 0;
    if (by) one.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], FOLD);
  }
}

function flash(one, kind) {
  one.classList.remove("changed", "new");
  void one.offsetWidth;
  one.classList.add(kind);
}

function leave(one, other) {
  const held = one.contains(document.activeElement);
  const next = other ?? one.nextElementSibling ?? one.previousElementSibling;
  if (held) next?.querySelector("a.open")?.focus({ preventScroll: true });
  one.inert = true;
  const by = other ? other.offsetTop - one.offsetTop : 0;
  const ending = [
    { height: `${one.offsetHeight}px`, opacity: 1, transform: "none" },
    { height: `${one.offsetHeight}px`, opacity: 0.5, transform: `translateY(${by}px)`, offset: 0.6 },
    { height: "0", opacity: 0, transform: `translateY(${by}px)` },
  ];
  one.classList.add("leaving");
  if (calm.matches || document.hidden) one.remove();
  else one.animate(ending, { ...FOLD, duration: 500 }).finished.then(() => one.remove());
  settle();
}
