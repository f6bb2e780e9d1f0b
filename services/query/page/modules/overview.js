// List, map and time of one set of incidents: read as the address says, then kept up with the feed.

import { ASKED, FILTERS, FOLLOWED, WINDOW, given, go, state } from "./address.js";
import { get } from "./api.js";
import * as connection from "./connection.js";
import { element, fill } from "./element.js";
import * as filters from "./filters.js";
import { follow } from "./follow.js";
import * as list from "./list.js";
import { Points, within } from "./points.js";
import { signIn } from "./session.js";
import { count, time } from "./words.js";

const PAGE = 60;
const SCOPE = [...FOLLOWED, ...ASKED, "as_of"];
const TOGETHER_MS = 120; // changes that come within are shown together
const MANY = 6; // more at once are put in place without a move each
const AGAIN_MS = 1000; // where only a query can tell what a change is

const notice = document.getElementById("notice");
const announcer = document.getElementById("announcer");

const points = new Points();
const views = [];
let scope = null;
let chosen = null;
let reading = new AbortController();
let unfollow = () => {};
let waiting = [];
let again = 0;

/** A view is `show(points, state, why)`: all points of the scope; why is "read", "window" or "live". */
export function add(view) {
  views.push(view);
  if (scope !== null) view(points, state(), "read");
}

/** Read what the address says, as far as it is not shown yet. */
export function show(now = state()) {
  list.mark(now.incident);
  const wanted = { scope: key(given(SCOPE, now)), window: key(given(WINDOW, now)) };
  if (wanted.scope === chosen?.scope && wanted.window === chosen?.window) return;
  const anew = wanted.scope !== chosen?.scope;
  chosen = wanted;
  if (anew) read(now);
  else readWindow(now);
}

/** Read all anew and follow from there. */
export async function read(now = state()) {
  const signal = begin();
  unfollow();
  waiting = [];
  if (now.as_of) connection.asOf(now.as_of);
  else connection.reading();
  fill(notice, now.as_of && [element("span", {}, "This is what was known at ", time(now.as_of), "."), element("button", { type: "button", onclick: () => go({ as_of: null }) }, "Back to now")]);
  try {
    const [listed, about] = await Promise.all([first(now, signal), points.read(given(SCOPE, now), signal)]);
    if (signal.aborted) return;
    scope = key(given(SCOPE, now));
    performance.mark("points");
    filters.offer(points.byId.values());
    tell("read");
    if (!now.as_of) keepUp(listed.as_of_n < about.as_of_n ? listed.feed : about.feed, now);
  } catch (error) {
    await failed(error, signal, () => read());
  }
}

async function readWindow(now) {
  const signal = begin();
  tell("window");
  try {
    await first(now, signal);
  } catch (error) {
    await failed(error, signal, () => read());
  }
}

function begin() {
  reading.abort();
  reading = new AbortController();
  clearTimeout(again);
  return reading.signal;
}

async function first(now, signal) {
  const asked = { ...given([...FILTERS, "as_of"], now), limit: PAGE };
  const found = await get("/v1/incidents", asked, { signal });
  let cursor = found.next;
  list.show(found.incidents, cursor && next);
  list.mark(now.incident);
  if (!found.incidents.length) empty(now);
  performance.mark("list");
  return found;

  async function next() {
    if (!cursor) return null;
    const page = await get("/v1/incidents", { ...given(FILTERS, now), limit: PAGE, cursor }, { signal });
    cursor = page.next;
    return page.incidents;
  }
}

function empty(now) {
  const filtered = FILTERS.some((name) => now[name]);
  if (now.as_of && !filtered) return list.say(element("h3", {}, "No incident was known then"), element("p", {}, "The record had none by that time."));
  list.say(
    element("h3", {}, filtered ? "No incident passes these filters" : "No incidents yet"),
    filtered
      ? element("p", {}, "Take one away, or ", element("button", { type: "button", onclick: () => go(Object.fromEntries(FILTERS.map((name) => [name, null]))) }, "clear them all"), ".")
      : element("p", {}, "They appear here by themselves once reports are posted. The ", element("a", { href: "docs" }, "API’s description"), " says how."),
  );
  return undefined;
}

async function failed(error, signal, retry) {
  if (signal.aborted || error.name === "AbortError") return;
  if (error.status === 401 || error.status === 403) {
    connection.waiting();
    await signIn(document.getElementById("list"));
    return retry();
  }
  if (error.status === 400) connection.refused();
  else connection.none();
  list.say(
    element("h3", {}, error.status ? "The server cannot answer this" : "The server cannot be reached"),
    element("p", { class: "trouble" }, error.message),
    element("p", {}, error.status === 400 ? "Correct the filter, or clear all." : "It is tried again every few seconds. ", element("button", { type: "button", onclick: retry }, "Try now")),
  );
  if (error.status !== 400) again = setTimeout(retry, 3000);
}

function keepUp(since, now) {
  const followed = given(FOLLOWED, now);
  const asked = ASKED.some((name) => now[name]);
  unfollow = follow(since, followed, {
    live: connection.live,
    lost: connection.lost,
    over: () => read(),
    change(change) {
      if (asked) return later();
      if (!waiting.length) setTimeout(apply, TOGETHER_MS);
      waiting.push(change);
    },
  });
}

function later() {
  clearTimeout(again);
  again = setTimeout(() => read(), AGAIN_MS);
}

function apply() {
  const changes = waiting;
  waiting = [];
  if (!changes.length) return;
  const now = state();
  const passes = within(given(WINDOW, now));
  const said = changes.map((change) => take(change, passes, changes.length > MANY)).filter(Boolean);
  if (list.isEmpty()) empty(now);
  tell("live");
  announcer.textContent = said.length > 3 ? `${count(said.length, "incident")} changed` : said.join(". ");
}

// One change of the feed; what is to be said of it.
function take(change, passes, several) {
  const { incident_id: id, before, after, kind } = change;
  const stays = after?.state === "open" && change.reason !== "filter";
  if (!stays) {
    const known = points.drop(id);
    const headline = before?.headline ?? "An incident";
    if (kind === "merged" && after?.merged_into) list.fold(id, after.merged_into, headline, change.version);
    else list.drop(id);
    return known && (kind === "merged" ? `${headline} was merged into another incident` : `${headline} is gone`);
  }
  if (!points.take(after)) return null;
  if (!passes(points.byId.get(id))) {
    list.drop(id);
    return null;
  }
  list.put(after, several);
  return `${kind === "opened" ? "New" : "Changed"}: ${after.headline}`;
}

function tell(why) {
  const now = state();
  const passes = within(given(WINDOW, now));
  let total = 0;
  for (const point of points.byId.values()) total += passes(point);
  list.tell(total, points.complete, given([...FILTERS, "as_of"], now));
  if (why !== "live") announcer.textContent = count(total, "incident");
  for (const view of views) view(points, now, why);
}

function key(members) {
  return JSON.stringify(members);
}
