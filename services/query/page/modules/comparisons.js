// The comparisons of the record in the reader's words: what is compared, and what was found, by the record's own names.
//
// Written as JSON, so that a test can hold it complete.

const COMPARISONS = {
  "prior": { "": "before comparing", "one report": "both in one report" },
  "place": {
    "": "place", "far abroad": "another country, far away", "other country": "another country", "other place": "another place", "other name": "another name", "inside": "one lies in the other",
    "round": "a day’s march apart", "near": "a few kilometres apart", "same area": "the same area", "same": "the same"
  },
  "day": {
    "": "day", "told apart": "told of months apart", "30 apart": "more than a month apart", "2 apart": "days apart", "1 apart": "a day apart",
    "overlap": "they overlap", "same": "the same"
  },
  "type": {
    "": "kind of event", "apart": "violence, and none", "other": "another", "vague": "left open by one", "related": "they go together", "family": "akin",
    "same": "the same"
  },
  "initiator": { "": "who did it", "other": "another", "reversed": "each accuses the other", "same": "the same" },
  "target": { "": "who was hit", "other": "another", "reversed": "the other way round", "same": "the same" },
  "casualties": { "": "figures", "differ": "they differ", "compatible": "both can be right", "same": "the same" },
  "answers": {
    "": "one answers the other", "none": "no", "own side": "both of one side", "accuses": "rejects what it is accused of", "claimant": "answers who says so",
    "claimant accuses": "answers who accuses it", "this": "yes, this very statement"
  },
  "gap": { "": "between the reports", "0-1": "a day at most", "2-4": "2 to 4 days", "5-14": "5 to 14 days", "15-30": "15 to 30 days", "more": "over 30 days" },
  "text": {
    "": "wording", "< 0.04": "unlike", ">= 0.04": "hardly alike", ">= 0.07": "a little alike", ">= 0.1": "somewhat alike", ">= 0.14": "alike",
    ">= 0.18": "alike", ">= 0.24": "much alike", ">= 0.32": "nearly the same"
  },
  "rare words": {
    "": "rare words in common", "< 4 bits": "none", ">= 4 bits": "hardly any", ">= 8 bits": "a few", ">= 14 bits": "some", ">= 20 bits": "many",
    ">= 24 bits": "very many"
  },
  "names": {
    "": "persons in common", "none": "none", "one": "one", "one rare or two": "one of a rare name, or two", "two, one rare": "two, one of a rare name"
  },
  "ages": { "": "ages in common", "none": "none", "common": "a common one", "some": "some", "rare": "a rare one" },
  "streets": { "": "streets in common", "none": "none", "common": "a common name", "rare": "a rare name", "same block": "the same block" },
  "event words": {
    "": "words for what happened", "< -10 bits": "other words", ">= -10 bits": "mostly other words", ">= -4 bits": "neither like nor unlike",
    ">= -1 bits": "somewhat alike", ">= 2 bits": "alike", ">= 5 bits": "much alike"
  },
  "title": { "": "titles", "< 7 bits": "unlike", ">= 7 bits": "a little alike", ">= 10 bits": "alike", ">= 14 bits": "much alike" },
  "boilerplate": { "": "set phrases in common", "< 0.015": "none", ">= 0.015": "a few", ">= 0.06": "some", ">= 0.3": "many" },
  "after": {
    "": "day, from the other report", "before -89": "over three months before", "-89 to -8": "weeks before", "-7 to -2": "days before",
    "-1 to 0": "the same, or just before", "+1": "the day after", "+2 to +3": "days after", "+4 on": "four days after, or more"
  },
  "report place": {
    "": "place the report is about", "other state": "another part of the country", "same state": "the same part of the country",
    "town named": "a town both name", "rare town named": "a town both name, seldom named", "main town": "the same town",
    "rare main town": "the same town, seldom named"
  },
  "report day": {
    "": "day the report is about", "30 apart": "more than a month apart", "2 apart": "days apart", "1 apart": "a day apart", "a day named": "a day both name",
    "same": "the same"
  },
  "report killed": {
    "": "dead, by the report", "conflict": "the numbers conflict", "one none": "one tells of none", "differ": "the numbers differ", "same": "the same number",
    "same, explicit": "the same number, spelt out"
  },
  "report injured": {
    "": "injured, by the report", "explicit differ": "the numbers conflict", "differ": "the numbers differ", "same": "the same number"
  },
  "words": { "": "the reports as wholes", "several happenings": "one tells of several happenings" },
  "incident": { "": "the incident’s others", "the other members": "all taken together" },
  "rivals": { "": "other candidates" }
};

const UNKNOWN = "one does not say";

/** What is compared; one that is not known yet is called as the record calls it. */
export function comparisonLabel(name) {
  return COMPARISONS[name]?.[""] ?? name.replaceAll("_", " ");
}

/** What was found by the comparison `name`, of the record's name for it. */
export function levelLabel(name, level) {
  if (level === "unknown") return UNKNOWN;
  if (name === "prior" && level.endsWith(" reports")) return `among ${level} of these days`;
  return COMPARISONS[name]?.[level] ?? level;
}
