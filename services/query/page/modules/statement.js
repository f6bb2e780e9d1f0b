// One statement: who, how, when; its quote in the words around it; where it was published; why it is where it is.

import { href } from "./address.js";
import { element } from "./element.js";
import { evidence } from "./evidence.js";
import { source } from "./source.js";
import { SPEECH_ACTS, aspect, plain } from "./speech.js";
import { typeLabel } from "./vocabulary.js";
import { countryName, occurredWords, placeWords, rangeWords } from "./words.js";

/** The statement as an `<article>`; `after` goes to its end, for what else may be done with it; `own`: its report is beside it. */
export function statement(said, { level = 5, after = null, own = false } = {}) {
  return element(
    "article",
    { class: `statement${said.retracted ? " ended" : ""}`, id: `statement-${said.id}`, tabindex: "-1", "aria-label": `${said.claimant.name} ${SPEECH_ACTS[said.speech_act]?.label ?? said.speech_act}` },
    head(said, level),
    quote(said),
    slots(said),
    said.corrected.map(correction),
    !own && source(said.source, toReport(said.report_id)),
    element("div", { class: "more" }, evidence(said.evidence), after),
  );
}

function head(said, level) {
  const about = said.answers && aspect(said.speech_act, said.answers.aspect);
  return element(
    `h${level}`,
    {},
    act(said.speech_act),
    about && element("span", {}, ` ${about}`),
    said.retracted && element("span", { class: "badge" }, "retracted"),
    said.relayer && element("span", { class: "fine" }, ` through ${said.relayer.name}`),
  );
}

/** How it is said, as a word with its sign. */
export function act(name) {
  const { label, sign } = SPEECH_ACTS[name] ?? { label: plain(name), sign: "·" };
  return element("span", { class: `act ${name}` }, element("span", { class: "sign", "aria-hidden": "true" }, sign), label);
}

function quote(said) {
  if (said.erased) return element("p", { class: "none" }, "Its words were erased.");
  if (said.quote_pending) return element("p", { class: "none" }, "Its words have not come through yet.");
  if (!said.quote) return element("p", { class: "none" }, "Posted already coded, without words.");
  const { before, after } = said.context ?? { before: "", after: "" };
  return element("blockquote", {}, tail(before), element("mark", {}, said.quote), beginning(after));
}

// Around a quote its own sentence is enough, or as much of a longer one as fits two lines.
function tail(words) {
  const own = words.slice(Math.max(words.lastIndexOf("\n") + 1, words.search(/[^.!?]*$/)));
  return own.length < words.length || words.length < 200 ? own : `… ${own.slice(own.indexOf(" ") + 1)}`;
}

function beginning(words) {
  const end = /[.!?](?=[\s”"’)]|$)|\n/.exec(words);
  if (end) return words.slice(0, end.index + (end[0] === "\n" ? 0 : 1));
  return words.length < 200 ? words : `${words.slice(0, words.lastIndexOf(" "))} …`;
}

function slots(said) {
  const parts = [
    typeLabel(said.event_type),
    said.initiator && `by ${said.initiator.name}`,
    said.target && `against ${said.target.name}`,
    said.place && placeWords(said.place),
    said.occurred && occurredWords(said.occurred),
    ...said.casualties.map((each) => `${rangeWords(each)} ${each.category}${each.side ? ` (${/^[A-Z]{2}$/.test(each.side) ? countryName(each.side) : each.side})` : ""}`),
    said.civilian_targeting && "aimed at civilians",
    said.certainty !== "unspecified" && said.certainty,
  ];
  return element("p", { class: "slots" }, parts.filter(Boolean).join(" · "));
}

function correction({ slot, author, reason }) {
  return element("p", { class: "fine" }, `${author} corrected its ${plain(slot).toLowerCase()}${reason ? `: ${reason}` : "."}`);
}

/** The way to a report. */
export function toReport(id) {
  return element("a", { href: href({ incident: null, report: id, view: null, at: null }) }, "report");
}
