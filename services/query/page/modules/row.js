// One incident in the list.

import { href } from "./address.js";
import { disputeBadge, supportBadge } from "./badges.js";
import { element, fill } from "./element.js";
import { glyph } from "./glyph.js";
import { CATEGORIES, typeLabel } from "./vocabulary.js";
import { ago, count, countryName, names, occurredTime, placeWords, rangeWords } from "./words.js";

/** `<li>` of an incident; `folded` are the notes of those that were merged into it. */
export function row(incident, folded = []) {
  const made = element("li", { class: "row", "data-id": incident.id });
  return describe(made, incident, folded);
}

/** Make a row say what is known of its incident now. */
export function describe(made, incident, folded = []) {
  made.dataset.version = incident.version;
  const link = made.querySelector("a.open") ?? element("a", { class: "open", tabindex: -1 });
  link.setAttribute("href", href({ incident: incident.id, report: null, view: null, at: null }));
  fill(
    link,
    element("span", { class: "sign" }, glyph(incident.event_type, incident.dispute)),
    element("span", { class: "what" }, element("b", {}, typeLabel(incident.event_type)), where(incident)),
    element("span", { class: "toll" }, toll(incident.casualties)),
    element("span", { class: "who" }, parties(incident)),
    element("span", { class: "when" }, occurredTime(incident.occurred)),
    element(
      "span",
      { class: "how" },
      supportBadge(incident.support, incident.support_reason),
      disputeBadge(incident.dispute, incident.dispute_reasons),
      element("span", { class: "sources" }, sources(incident.counts)),
    ),
    element("span", { class: "changed" }, ago(incident.updated_at)),
  );
  return fill(made, link, folded.map(note));
}

function where(incident) {
  const words = placeWords(incident.place);
  const code = incident.place?.country ?? incident.countries[0];
  return [words && ` ${words}`, code && [words ? ", " : " in ", element("span", { class: "country" }, countryName(code))]];
}

function toll(casualties) {
  const parts = Object.keys(CATEGORIES)
    .filter((category) => casualties[category])
    .map((category) => element("span", { class: category }, element("b", {}, rangeWords(casualties[category])), ` ${CATEGORIES[category]}`));
  return parts.flatMap((part, at) => (at ? [" ", part] : [part]));
}

const BETWEEN = new Set(["exchange_of_fire", "ceasefire_agreement"]);

function parties({ initiators, targets, event_type }) {
  if (!initiators.length && !targets.length) return "nobody is named";
  const sign = BETWEEN.has(event_type) ? " – " : " → ";
  const of = (actors) => names(actors) || "unnamed";
  return [of(initiators), targets.length || BETWEEN.has(event_type) ? [element("span", { class: "to" }, sign), of(targets)] : null];
}

function sources({ reports, origins }) {
  return origins < reports ? `${count(reports, "report")}, ${count(origins, "origin")}` : count(reports, "report");
}

/** The line that says which incident was merged into this one, with a link to the decision that did. */
export function note({ headline, incident, decision }) {
  return element(
    "p",
    { class: "folded" },
    "Merged into this: ",
    element("span", { class: "gone" }, headline),
    " ",
    element("a", { href: href({ incident, at: decision, report: null, view: null }), title: "The decision that merged them, and why" }, `decision ${decision}`),
  );
}
