// The address bar is the state of the page: a view can be shared by its address, and gone back from.
//
// Filters are named as in the API. `incident`, `report` and `view` say what is opened; `at` which decision of it.

/** Filters that the feed can follow as well. */
export const FOLLOWED = ["country", "theatre", "event_type", "actor", "claimant", "source", "support", "dispute", "min_killed", "near"];
/** Filters that only a query can answer. */
export const ASKED = ["text", "updated_since"];
/** Where and when: the map and the timeline show what is around them too. */
export const WINDOW = ["bbox", "occurred_from", "occurred_to"];
export const FILTERS = [...FOLLOWED, ...ASKED, ...WINDOW];
const OPENED = ["incident", "report", "view", "at"];
const KNOWN = [...FILTERS, "as_of", ...OPENED];

const listeners = new Set();

/** The known parameters of the address that have a value. */
export function state() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(KNOWN.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
}

/** The members of `names` that the address has. */
export function given(names, from = state()) {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
}

/** The address after `changes`, in which null takes a parameter away. */
export function href(changes, from = state()) {
  const after = new URLSearchParams();
  const members = { ...from, ...changes };
  for (const name of KNOWN) if (members[name]) after.set(name, members[name]);
  const query = after.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return location.pathname + (query ? `?${query}` : "");
}

/** Change the address and tell who listens. `replace`: without a step to go back to. */
export function go(changes, { replace = false } = {}) {
  const target = href(changes);
  if (target === location.pathname + location.search) return;
  const before = state();
  history[replace ? "replaceState" : "pushState"](null, "", target);
  tell(before);
}

/** What is opened, taken away. */
export const CLOSED = Object.fromEntries(OPENED.map((name) => [name, null]));

/** Call `listener(now, before)` after every change of the address. */
export function listen(listener) {
  listeners.add(listener);
}

let last = state();

function tell(before) {
  const now = (last = state());
  for (const listener of listeners) listener(now, before);
}

addEventListener("popstate", () => tell(last));

// A link to this page changes the address alone, unless the reader wants it elsewhere.
addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  if (link.target || link.hasAttribute("download") || url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
  event.preventDefault();
  if (url.search === location.search) return;
  const before = state();
  history.pushState(null, "", url);
  tell(before);
});
