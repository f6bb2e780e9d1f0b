// Claims side by side, a claimant each; what answers a claim stands beside it.

import { element } from "./element.js";
import { grade } from "./source.js";
import { CREDIBILITY, ENDINGS, STANCES } from "./speech.js";
import { act, statement } from "./statement.js";
import { count, countryName, rangeWords, time } from "./words.js";
import { sideName } from "./matrix.js";

/** The claims of an incident; `after(statement)` is put to the end of each of its statements. */
export function claims(incident, after = () => null) {
  const said = new Map(incident.statements.map((each) => [each.id, each]));
  const answers = incident.claims.filter((claim) => claim.stance !== "supports");
  const taken = new Set();
  const rows = incident.claims
    .filter((claim) => claim.stance === "supports")
    .map((claim) => {
      const beside = answers.filter((answer) => !taken.has(answer) && answersIt(answer, claim, said));
      for (const answer of beside) taken.add(answer);
      return [claim, beside];
    });
  const alone = [...rows.filter(([, beside]) => !beside.length).map(([claim]) => claim), ...answers.filter((answer) => !taken.has(answer))];
  const draw = (claim) => card(claim, incident, said, after);
  return element(
    "div",
    { class: "claims" },
    rows
      .filter(([, beside]) => beside.length)
      .map(([claim, beside]) => element("div", { class: "exchange", role: "group", "aria-label": `${claim.claimant.name}, and who answers` }, draw(claim), element("div", { class: "answers" }, beside.map(draw)))),
    alone.map(draw),
  );
}

function answersIt(answer, claim, said) {
  return answer.statements.some((id) => {
    const answered = said.get(id)?.answers;
    return answered && (claim.statements.includes(answered.statement) || (!answered.statement && answered.claimant && answered.claimant === claim.claimant.id));
  });
}

function card(claim, incident, said, after) {
  const [newest, ...older] = folded(claim.statements.map((id) => said.get(id)).filter(Boolean).reverse());
  return element(
    "section",
    { class: `claim ${claim.stance}${claim.ended ? " ended" : ""}`, "aria-label": `${claim.claimant.name} ${STANCES[claim.stance]}` },
    element(
      "header",
      {},
      element("h4", {}, claim.claimant.name, claim.claimant.country && element("span", { class: "fine" }, ` ${countryName(claim.claimant.country)}`)),
      element("p", { class: "acts" }, claim.speech_acts.map(act)),
    ),
    claim.ended && element("p", { class: "badge" }, ENDINGS[claim.ended]),
    figures(claim, incident),
    element(
      "p",
      { class: "worth" },
      element("span", { class: "credibility", title: `Credibility ${claim.credibility}: ${CREDIBILITY[claim.credibility]}` }, element("span", { class: "unseen" }, "credibility "), claim.credibility),
      element("span", {}, `${CREDIBILITY[claim.credibility]}: ${claim.credibility_reason}`),
    ),
    element("p", { class: "fine" }, claim.reliability.map(grade), `${count(claim.reports, "report")}, ${claim.origins === 1 ? "one text" : `${claim.origins} texts`}; `, "last ", time(claim.last_said_at)),
    newest && group(newest, after),
    older.length > 0 && earlier(older, after),
  );
}

function group({ shown, copies }, after) {
  return [statement(shown, { after: after(shown) }), copied(copies, after)];
}

function earlier(groups, after) {
  const all = groups.reduce((sum, { copies }) => sum + 1 + copies.length, 0);
  return element("details", { class: "earlier" }, element("summary", {}, count(all, "earlier statement")), groups.map((each) => group(each, after)));
}

function copied(copies, after) {
  if (!copies.length) return null;
  const outlets = [...new Set(copies.map((each) => each.source.publisher || each.source.name))];
  const names = `${outlets.slice(0, 3).join(", ")}${outlets.length > 3 ? ` +${outlets.length - 3}` : ""}`;
  const words = copies.length === 1 ? `and a copy of the same text: ${names}` : `and ${copies.length} copies of the same text: ${names}`;
  return element("details", { class: "copies" }, element("summary", {}, words), copies.map((each) => statement(each, { after: after(each) })));
}

/** What several reports say in copies of one text is shown once, by the report that was first. */
function folded(statements) {
  const groups = [];
  for (const said of statements) {
    const same = (other) => ["event_type", "speech_act"].every((slot) => other[slot] === said[slot]) && other.source.origin_id === said.source.origin_id;
    const group = groups.find((each) => same(each[0]) && each.every((other) => other.report_id !== said.report_id));
    if (group) group.push(said);
    else groups.push([said]);
  }
  return groups.map((group) => {
    const [shown, ...copies] = group.sort((a, b) => when(a).localeCompare(when(b)));
    return { shown, copies };
  });
}

function when(said) {
  return said.source.published_at ?? said.source.received_at;
}

function figures(claim, incident) {
  if (!claim.figures.length) return null;
  return element("ul", { class: "figures" }, claim.figures.map((each) => element("li", {}, element("strong", {}, rangeWords(each)), ` ${each.category}`, element("span", { class: "fine" }, ` ${sideName(each.side, incident)}`))));
}
