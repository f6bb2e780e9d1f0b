// What is opened beside the list, as the address says: an incident, a report, or the suggestions.

import { CLOSED, go, href, state } from "./address.js";
import { element, fill } from "./element.js";
import { entered } from "./session.js";

const place = document.getElementById("detail");
const VIEWS = [
  { name: "incident", of: (at) => at.incident, module: () => import("./detail.js"), label: "The incident" },
  { name: "report", of: (at) => at.report, module: () => import("./report.js"), label: "The report" },
  { name: "suggestions", of: (at) => at.view === "suggestions" && "suggestions", module: () => import("./suggestions.js"), label: "Suggestions" },
];

// In a hand it lies over all the rest, which nobody must then get to by Tab without seeing it.
const over = matchMedia("(max-width: 860px)");
const behind = ["top", "filters", "notice", "main"].map((id) => document.getElementById(id));

const suggestions = document.getElementById("to-suggestions");

let shown = null;
let module = null;
let from = null;

/** Show what the address opens. Called whenever it changes. */
export async function follow(now = state()) {
  const view = VIEWS.find((each) => each.of(now));
  const wanted = view ? `${view.name} ${view.of(now)} ${now.at ?? ""} ${now.as_of ?? ""}` : null;
  if (wanted === shown) return;
  const opening = shown === null;
  shown = wanted;
  module?.hide();
  module = null;
  suggestions.setAttribute("aria-current", view?.name === "suggestions" ? "page" : "false");
  if (!view) return close();
  place.setAttribute("aria-busy", "true");
  if (opening) from = document.activeElement;
  const context = { asOf: now.as_of ?? null, at: now.at ?? null, closed: href(CLOSED, now) };
  try {
    await entered();
    if (shown !== wanted) return;
    place.setAttribute("aria-label", view.label);
    reveal(true);
    const found = await view.module().catch(() => {
      throw new Error("This part of the page could not be fetched.");
    });
    if (shown !== wanted) return;
    module = found;
    await found.show(place, view.of(now), context);
    if (shown === wanted) call(view.label);
  } catch (error) {
    if (shown !== wanted) return;
    fill(place, trouble(error, context));
    reveal(true);
  }
  if (shown !== wanted) return;
  place.removeAttribute("aria-busy");
  if (opening) place.focus({ preventScroll: true });
}

// What is opened is called by its own title: in the window's, and to who comes to it by ear.
function call(label) {
  const title = place.querySelector("h2")?.textContent;
  place.setAttribute("aria-label", title && title !== label ? `${label}: ${title}` : label);
  document.title = title ? `${title} – Deconflict` : "Deconflict";
}

function reveal(open) {
  place.hidden = !open;
  for (const part of behind) part.inert = open && over.matches;
}

function close() {
  reveal(false);
  fill(place);
  place.removeAttribute("aria-busy");
  document.title = "Deconflict";
  if (from?.isConnected) from.focus({ preventScroll: true });
}

function trouble(error, context) {
  return element(
    "div",
    { class: "state" },
    element("h2", {}, "This cannot be shown"),
    element("p", { class: "trouble" }, error.message),
    element("p", {}, element("a", { href: context.closed }, "Close"), " or load the page again."),
  );
}

over.addEventListener("change", () => reveal(!place.hidden));

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !place.hidden && !event.defaultPrevented) go(CLOSED);
});
