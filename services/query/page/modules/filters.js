// The filter bar: every control shows what the address says, and changes it.

import { FILTERS, go, listen, state } from "./address.js";
import { get } from "./api.js";
import { element, fill } from "./element.js";
import { sign } from "./glyph.js";
import { menu } from "./menu.js";
import { DISPUTES, EVENT_TYPES, FAMILIES, SUPPORTS } from "./vocabulary.js";
import { countryName, instant } from "./words.js";

const TYPING = 350; // ms of rest after which what was typed is asked for
const CHANGED = { "": "any time", 1: "last hour", 24: "last 24 hours", 168: "last 7 days" };
const HOUR = 3_600_000;

const form = document.getElementById("filters");
const shows = [];

/** Put the controls in their places. */
export function begin() {
  const controls = element("div", { id: "controls" },
    menu("event_type", "Type", byFamily(), shows),
    menu("dispute", "Dispute", [["", entries(DISPUTES, (name) => sign("fighting", name))]], shows),
    menu("support", "Support", [["", entries(SUPPORTS)]], shows),
    labelled("Country", choice("country", "any")),
    labelled("Theatre", choice("theatre", "any")),
    labelled("Party", named("actor", "any party")),
    labelled("Claimant", named("claimant", "anyone")),
    labelled("Killed, at least", number()),
    labelled("From", date("occurred_from")),
    labelled("To", date("occurred_to")),
    labelled("Changed", changed()),
    labelled("As known at", known()),
  );
  // On a desk all filters are there; in a hand one asks for them, beside the search.
  const opener = element("button", { type: "button", id: "filters-open", "aria-expanded": "false", "aria-controls": "controls" });
  opener.addEventListener("click", () => opener.setAttribute("aria-expanded", String(form.classList.toggle("open"))));
  const rest = element("div", { id: "rest" });
  shows.push((now) => fill(rest, chips(now)), (now) => fill(opener, `Filters${active(now).length ? ` (${active(now).length})` : ""}`));
  fill(document.getElementById("search"), typed("text", "search", "Search places, actors, headlines"), opener);
  fill(form, controls, rest);
  form.addEventListener("submit", (event) => event.preventDefault());
  listen(showAll);
  showAll(state());
}

/** Offer the countries and theatres that these points have. */
export function offer(points) {
  const [countries, theatres] = [new Map(), new Map()];
  const one = (counts, key) => key && counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const point of points) {
    point.countries.forEach((code) => one(countries, code));
    one(theatres, point.theatre);
  }
  options("country", countries, countryName);
  options("theatre", theatres, (name) => name.replaceAll("-", " ").replace(/\b\w/g, (first) => first.toUpperCase()));
}

function showAll(now) {
  for (const show of shows) show(now);
}

function active(now) {
  return [...FILTERS, "as_of"].filter((name) => now[name]);
}

function entries(words, picture = () => null) {
  return Object.entries(words).map(([name, { label, meaning }]) => ({ name, label, meaning, picture: () => picture(name) }));
}

function byFamily() {
  return Object.entries(FAMILIES).map(([family, { label }]) => [
    label,
    Object.entries(EVENT_TYPES).filter(([, type]) => type.family === family).map(([name, type]) => ({ name, label: type.label, picture: () => sign(family, "none") })),
  ]);
}

function labelled(label, control) {
  return element("label", { class: "field" }, element("span", {}, label), control);
}

function shown(control, name, value = (now) => now[name] ?? "") {
  shows.push((now) => {
    // What is being typed is the reader's.
    if (document.activeElement !== control || !now[name]) control.value = value(now);
    control.closest(".field")?.classList.toggle("active", Boolean(now[name]));
  });
  return control;
}

function typed(name, type, placeholder, list = null) {
  const control = element("input", { type, name, placeholder, list, autocomplete: "off", spellcheck: "false", maxlength: 200, "aria-label": placeholder });
  let waiting = 0;
  const apply = (replace) => { clearTimeout(waiting); go({ [name]: control.value.trim() || null }, { replace }); };
  control.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => apply(true), TYPING); });
  control.addEventListener("change", () => apply(false));
  return shown(control, name);
}

function named(name, placeholder) {
  const list = element("datalist", { id: `${name}-names` });
  const control = typed(name, "text", placeholder, list.id);
  control.removeAttribute("aria-label");
  let asked = null;
  control.addEventListener("input", async () => {
    const text = control.value.trim();
    if (text.length < 2 || text === asked) return;
    asked = text;
    try {
      const { actors } = await get("/v1/actors", { text, limit: 12 });
      if (asked === text) fill(list, actors.map((actor) => element("option", { value: actor.id ?? actor.name }, actor.name)));
    } catch {
      // Names are an offer; whoever knows the id needs none.
    }
  });
  return element("span", {}, control, list);
}

function choice(name, any) {
  const control = element("select", { name }, element("option", { value: "" }, any));
  control.addEventListener("change", () => go({ [name]: control.value || null }));
  shows.push((now) => keep(control, now[name]));
  return shown(control, name);
}

function keep(control, value) {
  if (value && ![...control.options].some((one) => one.value === value)) control.append(element("option", { value }, value));
}

function options(name, counts, label) {
  const control = form.elements[name];
  const sorted = [...counts].map(([value, many]) => [label(value), value, many]).sort((a, b) => a[0].localeCompare(b[0]));
  const first = control.options[0];
  fill(control, first, sorted.map(([words, value, many]) => element("option", { value }, `${words} (${many})`)));
  keep(control, state()[name]);
  control.value = state()[name] ?? "";
}

function number() {
  const control = element("input", { type: "number", name: "min_killed", min: 0, max: 999999, step: 1, placeholder: "0" });
  control.addEventListener("change", () => go({ min_killed: control.value && control.checkValidity() ? control.value : null }));
  return shown(control, "min_killed");
}

function date(name) {
  const control = element("input", { type: "date", name });
  control.addEventListener("change", () => go({ [name]: control.value || null }));
  return shown(control, name, (now) => now[name]?.slice(0, 10) ?? "");
}

function changed() {
  const control = element("select", { name: "updated_since" }, Object.entries(CHANGED).map(([hours, label]) => element("option", { value: hours }, label)));
  control.addEventListener("change", () => go({ updated_since: control.value ? new Date(Date.now() - control.value * HOUR).toISOString().slice(0, 16) + "Z" : null }));
  return shown(control, "updated_since", (now) => {
    if (!now.updated_since) return "";
    const words = `since ${instant(now.updated_since)}`;
    const other = control.querySelector(".given") ?? element("option", { class: "given" });
    other.value = now.updated_since;
    control.append(fill(other, words));
    return now.updated_since;
  });
}

function known() {
  const control = element("input", { type: "datetime-local", name: "as_of" });
  control.addEventListener("change", () => go({ as_of: control.value ? new Date(control.value).toISOString().slice(0, 19) + "Z" : null }));
  return shown(control, "as_of", (now) => {
    if (!now.as_of) return "";
    const then = new Date(now.as_of);
    return new Date(then - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  });
}

function chips(now) {
  const others = { bbox: "In the map's view", near: `Near ${now.near}`, source: `Source ${now.source}` };
  const found = Object.entries(others).filter(([name]) => now[name]).map(([name, label]) =>
    element("button", { type: "button", class: "chip", "aria-label": `Remove the filter: ${label}`, onclick: () => go({ [name]: null }) }, label, element("span", { "aria-hidden": "true" }, " ×")));
  if (active(now).length)
    found.push(element("button", { type: "button", class: "quiet", id: "clear", onclick: () => go(Object.fromEntries([...FILTERS, "as_of"].map((name) => [name, null]))) }, "Clear all"));
  return found;
}
