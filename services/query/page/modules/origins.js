// The reports behind an incident, folded by origin: ten outlets that carry one wire text are one origin.

import { href } from "./address.js";
import { element, webAddress } from "./element.js";
import { grade } from "./statement.js";
import { count, time } from "./words.js";

/** Every report of the incident, by the text that it is a copy of. */
export function origins(sources) {
  const groups = new Map();
  for (const source of sources) (groups.get(source.origin_id) ?? groups.set(source.origin_id, []).get(source.origin_id)).push(source);
  return element("ul", { class: "origins" }, [...groups.values()].map((group) => element("li", {}, group.length > 1 ? shared(group) : report(group[0]))));
}

function shared(group) {
  const names = new Set(group.map((source) => source.publisher || source.name));
  return element(
    "details",
    {},
    element("summary", {}, element("strong", {}, `${count(names.size, "outlet")}, one text`), element("span", { class: "fine" }, ` first ${[...names][0]}, `, time(group[0].published_at ?? group[0].received_at))),
    element("ul", {}, group.map((source) => element("li", {}, report(source)))),
  );
}

function report(source) {
  const address = webAddress(source.url);
  return element(
    "p",
    { class: "source" },
    grade(source.grade),
    element("span", { class: "name" }, source.publisher || source.name),
    source.publisher && source.publisher !== source.name && element("span", {}, `via ${source.name}`),
    time(source.published_at ?? source.received_at),
    element("span", { class: "fine" }, count(source.statements, "statement")),
    source.status !== "decided" && element("span", { class: "badge" }, source.status),
    element("a", { href: href({ incident: null, report: source.report_id, view: null, at: null }) }, "report"),
    address && element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "original", element("span", { "aria-hidden": "true" }, " ↗"), element("span", { class: "unseen" }, " in a new window")),
  );
}
