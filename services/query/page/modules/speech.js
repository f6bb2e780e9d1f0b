// How things are said, and how much that is worth: the words for them.

/** What a claimant does in saying it, the strongest first; a sign beside the word tells them apart at a glance. */
export const SPEECH_ACTS = {
  admits: { label: "admits", sign: "✓" },
  observes: { label: "observed", sign: "◉" },
  asserts: { label: "says", sign: "“" },
  alleges: { label: "alleges", sign: "?" },
  relays: { label: "passes on", sign: "→" },
  threatens: { label: "threatens", sign: "!" },
  corrects: { label: "corrects", sign: "±" },
  retracts: { label: "takes back", sign: "↶" },
  denies: { label: "denies", sign: "✕" },
  cannot_confirm: { label: "cannot confirm", sign: "∅" },
};

const ASPECTS = { happening: "that it happened", authorship: "who did it", detail: "a detail of it" };
const OF_ITSELF = new Set(["admits", "denies"]);

/** What an answer is about, after the label of its act. Who admits or denies the authorship speaks of itself. */
export function aspect(act, name) {
  return name === "authorship" && OF_ITSELF.has(act) ? "having done it" : ASPECTS[name];
}

/** Where a claim stands towards the happening. */
export const STANCES = { supports: "says that it happened", denies: "denies it", cannot_confirm: "cannot confirm it" };

/** Why a claim counts for nothing any more. */
export const ENDINGS = {
  retracted: "Its source took the report back",
  taken_back: "The claimant took it back",
  amended: "The claimant amended it later",
};

/** Admiralty reliability of a source (STANAG 2511). */
export const RELIABILITY = {
  A: "completely reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable", E: "unreliable", F: "reliability cannot be judged",
};

/** Admiralty credibility of a claim (STANAG 2511). */
export const CREDIBILITY = {
  1: "confirmed by others", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "truth cannot be judged",
};

/** Why a statement belongs to no incident, or a report has none. */
export const SET_ASIDE = {
  historical: "It speaks of the past as background.",
  hypothetical: "It speaks of what might happen.",
  no_happening: "It tells of nothing that happened.",
  unanswered: "It answers a claim that no report has made yet. It waits for one.",
  nothing_found: "No attributed statement about an incident was found in it.",
  unsupported_language: "It is in a language that is not read.",
  failed: "It could not be read.",
};

/** Words of the record that have none of their own here. */
export function plain(name) {
  return String(name ?? "").replaceAll("_", " ");
}
