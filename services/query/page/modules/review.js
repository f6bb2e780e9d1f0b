// Submitting a review: a dialog that asks for the reason, and stays until it is decided.

import { get, send } from "./api.js";
import { element, fill } from "./element.js";
import { differences } from "./steps.js";
import { time } from "./words.js";

const WAIT_SECONDS = 10;
const MOST_WAITS = 6;
const WHY = {
  stale: "It changed while you were looking, so nothing was done.",
  unknown: "What it speaks of is not on record any more, so nothing was done.",
  conflict: "It stands against another review, so nothing was done.",
  invalid: "It cannot be done.",
};

let unsent = "";

/**
 * Ask for a reason and submit. Resolves with whether the record changed or has to be looked at again.
 *
 * `action` gives the action, or throws an Error that says what is missing; `body` is what the dialog asks before the
 * reason; `incidents` are the ids of those whose changes a stale review is about.
 */
export function review({ title, body = null, action, seen, incidents = [], button = "Submit" }) {
  return new Promise((resolve) => {
    const key = unique();
    const reason = element("textarea", { id: "review-reason", rows: 3, required: true, maxlength: 2000, "aria-describedby": "review-help" }, unsent);
    const outcome = element("div", { class: "outcome", role: "status" });
    const submit = element("button", { class: "primary" }, button);
    const leave = element("button", { type: "button" }, "Cancel");
    const asked = element("fieldset", {}, body, element("label", { for: "review-reason" }, "Reason"), reason, element("p", { id: "review-help", class: "fine" }, "It is kept with the review for ever, beside your key’s name."));
    const form = element("form", { method: "dialog" }, element("h2", { id: "review-title" }, title), asked, outcome, element("p", { class: "buttons" }, submit, leave));
    const dialog = element("dialog", { class: "review", "aria-labelledby": "review-title" }, form);
    let decided = false;

    leave.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      unsent = decided ? "" : reason.value;
      dialog.remove();
      resolve(decided);
    });
    // The page behind closes what is opened on Escape: this one is for the dialog.
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      let chosen;
      try {
        chosen = action();
        if (!reason.value.trim()) throw new Error("A reason is needed.");
      } catch (error) {
        return fill(outcome, element("p", { class: "trouble" }, error.message));
      }
      submit.disabled = asked.disabled = true;
      fill(outcome, element("p", {}, "Waiting for the decision …"));
      try {
        const accepted = await send("POST", "/v1/reviews", { action: chosen, reason: reason.value.trim(), seen_n: seen }, { "Idempotency-Key": key });
        const found = await outcomeOf(accepted.review_id);
        decided = found.status === "applied" || found.why === "stale";
        fill(outcome, await told(found, seen, incidents));
        submit.hidden = found.status !== "pending";
        fill(leave, decided && found.why === "stale" ? "Look at it as it is now" : "Close");
        leave.focus();
      } catch (error) {
        submit.disabled = asked.disabled = false;
        fill(outcome, element("p", { class: "trouble" }, troubleWords(error)));
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    (asked.querySelector("input, select, button, textarea") ?? reason).focus();
  });
}

async function outcomeOf(id) {
  let found = { status: "pending" };
  for (let waits = 0; waits < MOST_WAITS && found.status === "pending"; waits += 1) {
    found = await get(`/v1/reviews/${id}`, { wait: WAIT_SECONDS });
  }
  return found;
}

/** What became of it. */
async function told(found, seen, incidents) {
  if (found.status === "applied") return element("p", { class: "applied" }, element("span", { "aria-hidden": "true" }, "✓ "), `Applied in decision ${found.decision.n}.`);
  if (found.status === "pending") return element("p", {}, "It is durable and on its way, but not decided yet. It will be, whether or not this stays open.");
  return [
    element("p", { class: "trouble" }, WHY[found.why] ?? "It was rejected."),
    found.detail && element("p", { class: "fine" }, found.detail),
    found.why === "stale" && (await changesSince(seen, incidents)),
  ];
}

async function changesSince(seen, incidents) {
  const lines = [];
  for (const id of new Set(incidents)) {
    try {
      const { versions } = await get(`/v1/incidents/${id}/history`);
      versions.forEach((version, at) => {
        if (version.version > seen) lines.push(element("li", {}, time(version.known_at), `: ${differences(version, versions[at - 1])}`));
      });
    } catch {
      // Then the sentence of the record has to do.
    }
  }
  return lines.length > 0 && [element("h3", {}, "What changed since"), element("ul", { class: "since" }, lines)];
}

function troubleWords(error) {
  const named = error.problem?.errors?.map((each) => `${each.field}: ${each.detail}`).join("; ");
  return named || error.message;
}

// Where a page is served without TLS from another machine there is no randomUUID.
function unique() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
