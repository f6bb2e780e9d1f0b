// The history of an incident as steps that one can walk: each shows the incident as it was known then.

import { href } from "./address.js";
import { element } from "./element.js";
import { DISPUTES, SUPPORTS, typeLabel } from "./vocabulary.js";
import { count, occurredWords, placeName, rangeWords, time } from "./words.js";

const STATES = { merged: "became part of another incident", withdrawn: "was withdrawn: none of its statements stands any more" };
const ACTIONS = { merge: "merged incidents", split: "split off statements", move: "moved statements", correct: "corrected a statement", undo: "undid something" };

/** The steps; `current` is the version that is shown, `undo(review)` what may be put beside a review. */
export function steps(versions, current, undo = () => null) {
  return element(
    "ol",
    { class: "steps" },
    versions.map((version, at) => step(version, versions[at - 1], version.version === current, at === versions.length - 1, undo)).reverse(),
  );
}

/** To the step before and the step after the current one. */
export function walk(versions, current) {
  const at = versions.findIndex((version) => version.version === current);
  const last = versions.length - 1;
  const to = (target) => href({ at: target === last ? null : String(versions[target].version) });
  return element(
    "nav",
    { class: "walk", "aria-label": "Through its history" },
    link(at > 0 && to(at - 1), "earlier", "‹ Earlier"),
    element("span", {}, `step ${at + 1} of ${versions.length}`),
    link(at < last && to(at + 1), "later", "Later ›"),
    at < last && link(to(last), "now", "Now"),
  );
}

function link(target, keep, words) {
  return target ? element("a", { class: "button", href: target, "data-keep": keep }, words) : element("span", { class: "button", "aria-disabled": "true" }, words);
}

function step(version, before, isCurrent, isLast, undo) {
  const open = version.state === "open";
  const words = element("span", { class: "what" }, differences(version, before));
  return element(
    "li",
    { class: isCurrent ? "current" : null },
    element("p", { class: "fine" }, time(version.known_at), ` · decision ${version.version}`),
    open ? element("a", { href: href({ at: isLast ? null : String(version.version) }), "aria-current": isCurrent ? "step" : null, "data-keep": `step-${version.version}` }, words) : words,
    version.merged_into && element("p", {}, element("a", { href: href({ incident: version.merged_into, at: null }) }, "the incident that it became part of")),
    version.review && reviewed(version.review, undo),
  );
}

function reviewed(review, undo) {
  return element("p", { class: "reviewed" }, element("strong", {}, review.author), ` ${ACTIONS[review.action?.type] ?? "reviewed"}: “${review.reason}” `, undo(review));
}

/** What a version says otherwise than the one before it, in words. */
export function differences(version, before) {
  if (STATES[version.state]) return STATES[version.state];
  const now = version.summary;
  const then = before?.summary;
  if (!then || before.state !== "open") return then ? "stands again" : `opened: ${now.headline}`;
  const told = [
    more(now.counts.reports - then.counts.reports, "report"),
    more(now.counts.statements - then.counts.statements, "statement"),
    ...voices(now, then),
    changed(now.support, then.support, (word) => SUPPORTS[word]?.label.toLowerCase() ?? word),
    changed(now.dispute, then.dispute, (word) => DISPUTES[word]?.label.toLowerCase() ?? word),
    changed(now.event_type, then.event_type, (word) => typeLabel(word).toLowerCase()),
    changed(placeName(now.place), placeName(then.place), (word) => word || "no place"),
    changed(occurredWords(now.occurred), occurredWords(then.occurred), String),
    ...tolls(now.casualties, then.casualties),
  ].filter(Boolean);
  return told.length ? told.join("; ") : "other words, the same account";
}

function more(number, word) {
  return number && `${number > 0 ? "+" : "−"}${count(Math.abs(number), word)}`;
}

function changed(now, then, words) {
  return now !== then && `${words(then)} → ${words(now)}`;
}

function voices(now, then) {
  const key = (claim) => `${claim.stance} ${claim.claimant.id ?? claim.claimant.name}`;
  const known = new Set(then.claims.map(key));
  const verbs = { supports: "says so", denies: "denies it", cannot_confirm: "cannot confirm it" };
  return now.claims.filter((claim) => !known.has(key(claim))).map((claim) => `${claim.claimant.name} ${verbs[claim.stance]}`);
}

function tolls(now, then) {
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].map((category) => {
    const [a, b] = [then[category], now[category]].map((range) => (range ? rangeWords(range) : "none"));
    return a !== b && `${category} ${a} → ${b}`;
  });
}
