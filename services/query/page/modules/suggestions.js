// The queue of links that the record suggests and nobody has judged, the most doubtful first, the two sides side by side.

import { href } from "./address.js";
import { get } from "./api.js";
import { disputeBadge, supportBadge } from "./badges.js";
import { element, fill } from "./element.js";
import { evidence, signed } from "./evidence.js";
import { glyph } from "./glyph.js";
import { review } from "./review.js";
import { mayReview } from "./session.js";
import { typeLabel } from "./vocabulary.js";
import { ago, count, names, occurredWords, placeName, placeWords, rangeWords } from "./words.js";

const PAGE = 20;
const ROWS = [
  ["what", (incident) => typeLabel(incident.event_type)],
  ["where", (incident) => placeWords(incident.place) || "not told"],
  ["when", (incident) => occurredWords(incident.occurred)],
  ["by", (incident) => names(incident.initiators) || "not told"],
  ["against", (incident) => names(incident.targets) || "not told"],
  ["toll", (incident) => Object.entries(incident.casualties).map(([category, range]) => `${rangeWords(range)} ${category}`).join(", ") || "no figure"],
  ["says so", (incident) => voices(incident, "supports")],
  ["denies", (incident) => voices(incident, "denies")],
];

let turn = 0;

/** Show the queue in `place`; `context` is `{ closed }`. */
export async function show(place, id, context) {
  const mine = (turn += 1);
  const page = await get("/v1/suggestions", { limit: PAGE });
  if (mine !== turn) return;
  const list = element("ol", { class: "queue" });
  const more = element("div", { class: "further" });
  fill(
    place,
    element("header", {}, element("div", {}, element("h2", {}, "Suggestions"), element("p", { class: "fine" }, "Pairs of incidents that may be one. The most doubtful come first: at 0 bits the odds are even.")), element("a", { href: context.closed, class: "close button quiet", "data-keep": "close" }, "Close")),
    element("div", { class: "opened suggestions" }, !mayReview() && element("p", { class: "status" }, "You may read these. To judge them, sign in with a key of the scope review."), list, more),
  );
  add(list, more, page);
}

/** It is shown no more. */
export function hide() {
  turn += 1;
}

function add(list, more, page) {
  list.append(...page.suggestions.map((each) => item(each, page.as_of_n)));
  if (!list.childElementCount) return fill(more, element("div", { class: "state" }, element("h3", {}, "Nothing is waiting"), element("p", {}, "No two incidents are doubtful now. New suggestions come as reports do.")));
  const load = async (event) => {
    const button = event.target;
    button.disabled = true;
    const first = list.childElementCount;
    try {
      add(list, more, await get("/v1/suggestions", { limit: PAGE, cursor: page.next }));
    } catch (error) {
      button.disabled = false;
      return fill(more, element("p", { class: "trouble" }, error.message), button);
    }
    list.children[first]?.querySelector("a, button")?.focus();
  };
  return fill(more, page.next ? element("button", { type: "button", onclick: load }, "More") : element("p", { class: "fine" }, "That is all."));
}

function item(suggestion, seen) {
  const { a, b, bits, answers } = suggestion;
  const titles = `${a.incident.headline} and ${b.incident.headline}`;
  const box = element("li", { class: "pair", tabindex: "-1", "aria-label": titles });
  const judge = (title, action, button) => async () => {
    const changed = await review({ title, body: element("p", {}, titles), action: () => action, seen, incidents: [a.incident.id, b.incident.id], button });
    if (!changed) return;
    const next = box.nextElementSibling ?? box.previousElementSibling;
    fill(box, element("p", { class: "applied" }, "Judged: ", element("a", { href: href({ view: null, incident: a.incident.id }) }, a.incident.headline)));
    (next?.querySelector("button") ?? box).focus();
  };
  fill(
    box,
    element("p", { class: "doubt" }, element("strong", {}, `${signed(bits)} bits`), ` ${leaning(bits)}`, element("span", { class: "fine" }, " suggested ", ago(suggestion.suggested_at))),
    comparison(a.incident, b.incident),
    evidence(suggestion.evidence, "What speaks for and against?"),
    mayReview() &&
      element(
        "p",
        { class: "buttons" },
        element("button", { type: "button", onclick: judge("They are one incident", answers.same, "Merge") }, "The same incident"),
        element("button", { type: "button", onclick: judge("They are two incidents", answers.different, "Keep apart") }, "Different incidents"),
      ),
  );
  return box;
}

function leaning(bits) {
  if (Math.abs(bits) < 0.5) return "– as likely one as two";
  return bits > 0 ? "– rather one" : "– rather two";
}

function comparison(a, b) {
  const rows = ROWS.map(([name, of]) => [name, of(a), of(b)]).filter(([, one, other]) => one || other);
  return element(
    "table",
    { class: "sides" },
    element("caption", { class: "unseen" }, "The two side by side"),
    element("thead", {}, element("tr", {}, element("td", {}), [a, b].map((each) => element("th", { scope: "col" }, glyph(each.event_type, each.dispute), opener(each))))),
    element(
      "tbody",
      {},
      rows.map(([name, one, other]) =>
        element("tr", { class: one === other ? "same" : null }, element("th", { scope: "row" }, name, element("span", { class: "sign", title: one === other ? "the same" : "different" }, one === other ? "=" : "≠", element("span", { class: "unseen" }, one === other ? " the same" : " different"))), element("td", {}, one || "–"), element("td", {}, other || "–")),
      ),
      element("tr", {}, element("th", { scope: "row" }, "stands"), [a, b].map((each) => element("td", {}, supportBadge(each.support, each.support_reason), " ", disputeBadge(each.dispute, each.dispute_reasons), element("span", { class: "fine" }, ` ${count(each.counts.reports, "report")}`)))),
    ),
  );
}

// The rows below tell the rest: two whole headlines would fill a telephone.
function opener(incident) {
  return element("a", { href: href({ view: null, incident: incident.id }), "aria-label": incident.headline, title: incident.headline }, placeName(incident.place) || typeLabel(incident.event_type));
}

function voices(incident, stance) {
  return incident.claims.filter((claim) => claim.stance === stance).map((claim) => claim.claimant.name).join(", ");
}
