// One report: its text with its statements marked, what became of each, and why it has none if it has none.

import { href } from "./address.js";
import { get } from "./api.js";
import { element, fill } from "./element.js";
import { source } from "./source.js";
import { SET_ASIDE, plain } from "./speech.js";
import { statement } from "./statement.js";
import { count, time } from "./words.js";

const STATUS = {
  queued: "Taken in. What it says has not been read yet.",
  decided: null,
  duplicate: "The same report was posted before. That one stands.",
  stale: "A newer revision of it stands.",
  set_aside: "Nothing in it belongs to an incident.",
  parked: "It could not be processed, and waits for an operator.",
  retracted: "Its source took it back: it counts for nothing any more.",
  erased: "Its words were erased.",
};

let turn = 0;

/** Show the report `id` in `place`; `context` is `{ asOf, closed }`. */
export async function show(place, id, context) {
  const mine = (turn += 1);
  const report = await get(`/v1/reports/${id}`, { as_of: context.asOf });
  if (mine === turn) fill(place, view(report, context));
}

/** It is shown no more. */
export function hide() {
  turn += 1;
}

function view(report, context) {
  const numbered = [...report.statements].sort((a, b) => order(a) - order(b)).map((said, at) => ({ said, number: at + 1 }));
  return [
    element("header", {}, element("div", {}, element("h2", {}, report.title ? marked(report, "title", numbered) : "A report without a title"), report.source && source(report.source)), element("a", { href: context.closed, class: "close button quiet", "data-keep": "close" }, "Close")),
    element(
      "div",
      { class: "opened report" },
      status(report),
      element(
        "div",
        { class: "leaf" },
        text(report, numbered),
        element(
          "section",
          { class: "part", "aria-label": "Its statements" },
          element("h3", {}, numbered.length ? count(numbered.length, "statement") : "No statements"),
          report.truncated > 0 && element("p", { class: "fine" }, `${count(report.truncated, "further statement")} of it ${report.truncated === 1 ? "was" : "were"} left out: it has too many.`),
          element("ol", { class: "statements" }, numbered.map(({ said, number }) => element("li", {}, placed(said, number)))),
        ),
      ),
      revisions(report),
    ),
  ];
}

function order(said) {
  return (said.span?.field === "title" ? 0 : 1e9) + (said.span?.start ?? 2e9);
}

function status(report) {
  const words = STATUS[report.status];
  if (report.status === "decided" || !(report.status in STATUS)) return report.reason && element("p", { class: "fine" }, report.reason);
  return element("div", { class: `status ${report.status}`, role: "note" }, element("p", {}, element("strong", {}, plain(report.status)), words && ` – ${words}`), reason(report));
}

function reason({ reason }) {
  if (!reason) return null;
  const [first, ...rest] = reason.split(": ");
  const told = first.split(", ").map((word) => SET_ASIDE[word]).filter(Boolean);
  const own = told.length ? rest.join(": ") : reason;
  return [told.length > 0 && element("p", {}, told.join(" ")), own && element("p", { class: "fine" }, own)];
}

function placed(said, number) {
  return [
    element(
      "p",
      { class: "where" },
      element("span", { class: "number" }, number),
      element("strong", {}, said.claimant.name),
      said.incident_id ? element("a", { href: href({ incident: said.incident_id, report: null, view: null, at: null }) }, "its incident") : element("span", { class: "badge", title: SET_ASIDE[said.set_aside] }, "set aside"),
      said.set_aside && element("span", { class: "fine" }, SET_ASIDE[said.set_aside] ?? plain(said.set_aside)),
    ),
    statement(said, { level: 4, own: true }),
  ];
}

/** The text; where several statements share words, these are marked once and bear all their numbers. */
function text(report, numbered) {
  if (report.text === null) return element("p", { class: "none" }, report.status === "erased" ? "Its words were erased." : "Its words have not come through yet.");
  if (!report.text) return element("p", { class: "none" }, "It has no text of its own.");
  return element("section", { class: "text", "aria-label": "Its text" }, element("div", { class: "body" }, marked(report, "text", numbered)));
}

/** The words of a field, with the statements marked that are of the revision that is shown. */
function marked(report, field, numbered) {
  return pieces([...report[field]], numbered.filter(({ said }) => said.span?.field === field && said.revision === report.revision));
}

// Spans count Unicode code points, as the spread of a string does.
function pieces(points, spans) {
  const edges = [...new Set([0, points.length, ...spans.flatMap(({ said }) => [said.span.start, said.span.end])])].filter((edge) => edge <= points.length).sort((a, b) => a - b);
  const begun = new Set();
  return edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1];
    const words = points.slice(from, to).join("");
    const holding = spans.filter(({ said }) => said.span.start <= from && to <= said.span.end);
    if (!holding.length) return words;
    const fresh = holding.filter(({ number }) => !begun.has(number) && begun.add(number));
    return element(
      "mark",
      { class: holding.length > 1 ? "several" : null, "data-statements": holding.map(({ said }) => said.id).join(" ") },
      fresh.map(({ said, number }) => element("a", { class: "number", href: `#statement-${said.id}`, "data-statement": said.id, "aria-label": `Statement ${number}: ${said.claimant.name}` }, number)),
      words,
    );
  });
}

function revisions(report) {
  if (report.revisions.length < 2) return null;
  return element(
    "section",
    { class: "part" },
    element("h3", {}, "Revisions"),
    element("ol", { class: "steps" }, report.revisions.map((each) => element("li", { class: each.stands ? "current" : null }, element("p", {}, time(each.stored_at), ` ${plain(each.status)}`, each.stands && element("strong", {}, " – it stands"))))),
  );
}
