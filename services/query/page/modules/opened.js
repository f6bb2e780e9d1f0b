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
  document.getElementById("to-suggestions").toggleAttribute("aria-current", view?.name === "suggestions");
  if (!view) return close();
  if (opening) from = document.activeElement;
  const context = { asOf: now.as_of ?? null, at: now.at ?? null, closed: href(CLOSED, now) };
  try {
    await entered();
    if (shown !== wanted) return;
    place.hidden = false;
    place.setAttribute("aria-label", view.label);
    const found = await view.module();
    if (shown !== wanted) return;
    module = found;
    await found.show(place, view.of(now), context);
  } catch (error) {
    if (shown !== wanted) return;
    place.hidden = false;
    fill(place, trouble(error, context));
  }
  if (shown === wanted && opening) place.focus({ preventScroll: true });
}

function close() {
  place.hidden = true;
  fill(place);
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

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !place.hidden && !event.defaultPrevented) go(CLOSED);
});
