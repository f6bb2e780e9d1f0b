// One incident: who says what about it, side by side, how that came to be known, and what an analyst may do about it.

import { href, state } from "./address.js";
import { get } from "./api.js";
import { disputeBadge, supportBadge } from "./badges.js";
import { claims } from "./claims.js";
import { correctButton } from "./correction.js";
import { element, fill } from "./element.js";
import { evidence } from "./evidence.js";
import { glyph } from "./glyph.js";
import { matrix } from "./matrix.js";
import { origins } from "./origins.js";
import * as overview from "./overview.js";
import { reviewing, undoButton } from "./reviewing.js";
import { mayReview } from "./session.js";
import { SET_ASIDE } from "./speech.js";
import { statement } from "./statement.js";
import { steps, walk } from "./steps.js";
import { count, instant, occurredTime, placeName, time } from "./words.js";

let opened = null;
let turn = 0;
let live = () => {};

// Nothing is taken from under a reader's eyes: that there is something new is said, and shown when asked for.
overview.add((points, now, why) => why === "live" && live(points.byId));

/** Show the incident `id` in `place`; `context` is `{ asOf, at, closed }`: the instant, or the decision, to show it of. */
export async function show(place, id, context) {
  const mine = (turn += 1);
  const again = opened === id;
  opened = id;
  const kept = again && place.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
  const scrolled = again ? place.scrollTop : 0;
  const [incident, versions] = await found(id, context);
  // Whoever walks fast asks for a step before the last one is answered, and answers overtake each other.
  if (mine !== turn) return;
  const refresh = () => show(place, id, context).catch((error) => untold(place, error, refresh));
  fill(place, incident ? view(incident, versions, id, context, refresh) : gone(versions, context));
  place.scrollTop = scrolled;
  live = incident && context.at === null && !context.asOf ? news(place, incident, refresh) : () => {};
  if (again) (place.querySelector(`[data-keep="${CSS.escape(kept ?? "")}"]`) ?? place).focus({ preventScroll: true });
}

/** It is shown no more. */
export function hide() {
  turn += 1;
  live = () => {};
  if (!state().incident) opened = null;
}

function news(place, { id, version }, refresh) {
  let known = false;
  return (points) => {
    const now = points.get(id);
    const gone = known && !now;
    known = Boolean(now);
    if (!gone && !(now?.version > version)) return;
    live = () => {};
    tell(place, gone ? "This incident is no longer what it was." : "This incident has changed.", "Show it as it is now", refresh);
  };
}

function untold(place, error, refresh) {
  tell(place, `How it is now is not known: ${error.message}`, "Try again", refresh);
}

function tell(place, words, button, act) {
  place.querySelector(".news")?.remove();
  const bar = element("div", { class: "as-then news", role: "status" }, element("p", {}, words));
  place.querySelector(".opened")?.prepend(bar);
  bar.append(element("button", { type: "button", onclick: act }, button));
}

async function found(id, { asOf, at }) {
  const [incident, history] = await Promise.all([
    get(`/v1/incidents/${id}`, { as_of: asOf, as_of_n: at }).catch((error) => {
      if (error.status === 410) return null;
      throw error;
    }),
    get(`/v1/incidents/${id}/history`, { as_of: asOf }),
  ]);
  // What became a part of another has a history of its own up to then; what is shown is that other.
  const versions = incident && incident.id !== id ? (await get(`/v1/incidents/${incident.id}/history`, { as_of: asOf })).versions : history.versions;
  return [incident, versions];
}

function view(incident, versions, asked, context, refresh) {
  const open = versions.filter((version) => version.state === "open");
  const last = open.at(-1)?.version;
  const current = incident.version;
  const then = context.at !== null && current !== last;
  const may = mayReview() && !then && !context.asOf;
  const undo = (review) => may && review.action?.type !== "undo" && undoButton(incident, { review: review.id }, `Undo the review of ${review.author}`, refresh);
  const after = (said) => may && correctButton(said, incident, refresh);
  return [
    header(incident, context),
    element(
      "div",
      { class: `opened${then ? " then" : ""}` },
      (then || context.asOf) && asThen(incident, versions, current),
      asked !== incident.id && element("p", { class: "merged" }, "The incident that was asked for has become part of this one."),
      element("p", { class: "told" }, incident.told),
      standing(incident),
      may && reviewing(incident, refresh),
      section("Casualties", matrix(incident)),
      section("Who says what", claims(incident, after)),
      incident.background.length > 0 && section("Background", element("p", { class: "fine" }, "Said about it, but of something else."), incident.background.map((said) => [element("p", { class: "fine" }, `${said.claimant.name}. ${SET_ASIDE[said.set_aside] ?? ""}`), statement(said)])),
      incident.links.length > 0 && section("Put together from", links(incident, may, refresh)),
      section("History", versions.length > 1 && walk(open, current), steps(versions, current, undo)),
      section("Sources", element("p", { class: "fine" }, `${count(incident.counts.reports, "report")} from ${count(incident.counts.origins, "origin")}`), origins(incident.sources)),
      element("p", { class: "fine" }, "Id ", element("code", {}, incident.id), " · decision ", incident.version),
    ),
  ];
}

function header(incident, context) {
  return element(
    "header",
    {},
    glyph(incident.event_type, incident.dispute),
    element("div", {}, element("h2", {}, incident.headline), element("p", { class: "fine" }, placeName(incident.place), incident.place && " · ", occurredTime(incident.occurred), " · changed ", time(incident.updated_at))),
    element("a", { href: context.closed, class: "close button quiet", "data-keep": "close" }, "Close"),
  );
}

function standing(incident) {
  return element(
    "dl",
    { class: "standing" },
    element("div", {}, element("dt", {}, supportBadge(incident.support, incident.support_reason)), element("dd", {}, incident.support_reason)),
    incident.dispute !== "none" && element("div", {}, element("dt", {}, disputeBadge(incident.dispute)), element("dd", {}, incident.dispute_reasons.join("; "))),
  );
}

function asThen(incident, versions, current) {
  const version = versions.find((each) => each.version === current);
  return element(
    "div",
    { class: "as-then", role: "note" },
    element("p", {}, element("strong", {}, "As it was known then"), version ? ` – ${instant(version.known_at)}, decision ${current}` : ""),
    versions.length > 1 && walk(versions.filter((each) => each.state === "open"), current),
  );
}

function section(title, ...content) {
  return element("section", { class: "part" }, element("h3", {}, title), content);
}

function links(incident, may, refresh) {
  return element(
    "ul",
    { class: "links" },
    incident.links.map((link) =>
      element(
        "li",
        {},
        element("p", {}, "Two incidents were found to be one, ", time(link.known_at), " ", may && undoButton(incident, { link: [link.a, link.b] }, "Part what this link holds together", refresh)),
        evidence(link.evidence, "Why are they one?"),
      ),
    ),
  );
}

function gone(versions, context) {
  const into = versions.at(-1)?.merged_into;
  return [
    element("header", {}, element("div", {}, element("h2", {}, versions.findLast((version) => version.state === "open")?.summary.headline ?? "Incident")), element("a", { href: context.closed, class: "close button quiet" }, "Close")),
    element(
      "div",
      { class: "opened" },
      element("p", { class: "told" }, into ? "It became part of another incident." : "It was withdrawn: none of its statements stands any more."),
      into && element("p", {}, element("a", { href: href({ incident: into, at: null }) }, "Open that incident")),
      section("History", steps(versions, null)),
    ),
  ];
}
