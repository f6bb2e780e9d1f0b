// The reports behind an incident, folded by origin: ten outlets that carry one wire text are one origin.

import { element } from "./element.js";
import { source } from "./source.js";
import { toReport } from "./statement.js";
import { count, time } from "./words.js";

/** Every report of the incident, by the text that it is a copy of. */
export function origins(sources) {
  const groups = Map.groupBy(sources, (one) => one.origin_id);
  return element("ul", { class: "origins" }, [...groups.values()].map((group) => element("li", {}, group.length > 1 ? shared(group) : report(group[0]))));
}

function shared(group) {
  const names = new Set(group.map((one) => one.publisher || one.name));
  return element(
    "details",
    {},
    element("summary", {}, element("strong", {}, `${count(names.size, "outlet")}, one text`), element("span", { class: "fine" }, ` first ${[...names][0]}, `, time(group[0].published_at ?? group[0].received_at))),
    element("ul", {}, group.map((one) => element("li", {}, report(one)))),
  );
}

function report(one) {
  return source(
    one,
    element("span", { class: "fine" }, count(one.statements, "statement")),
    one.status !== "decided" && element("span", { class: "badge" }, one.status),
    toReport(one.report_id),
  );
}
