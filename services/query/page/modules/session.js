// Letting the reader in: a key is posted once, and a cookie that no script can see stands for it from then on.
//
// A link may bring a ticket behind its `#`, good for one sign-in. It leaves the address before anything else is done.

import { get, send } from "./api.js";
import { element, fill } from "./element.js";

const TICKET = /^#sign-in=(dct_[\w-]+)$/;
const place = document.getElementById("session");

let session = null;
let refused = null;
let waiting = [];

/** The reader's session `{ label, scopes, expires_at }`, or null; known once this module is there. */
export function current() {
  return session;
}

/** Whether the reader may review. */
export function mayReview() {
  return Boolean(session?.scopes.includes("review"));
}

/** Resolves once the reader is let in. Throws Refusal or Unreachable where that cannot be found out. */
export async function entered() {
  if (session) return;
  try {
    session = await get("/session");
    tell();
  } catch (error) {
    if (error.status !== 401) throw error;
    await new Promise((resolve) => waiting.push(resolve));
  }
}

/** Ask for a key in `where`; resolves when the reader is let in. */
export function signIn(where) {
  return new Promise((resolve) => {
    const key = element("input", {
      id: "key", name: "key", type: "password", autocomplete: "current-password", required: true, spellcheck: "false", "aria-describedby": "key-help key-trouble",
    });
    const trouble = element("p", { id: "key-trouble", class: "trouble", role: "alert" }, refused);
    const button = element("button", { class: "primary" }, "Sign in");

    const enter = async (event) => {
      event.preventDefault();
      button.disabled = true;
      fill(trouble);
      try {
        await open(key.value.trim());
        resolve();
      } catch (error) {
        fill(trouble, error.message);
        button.disabled = false;
        key.select();
      }
    };
    fill(
      where,
      element(
        "form",
        { class: "state sign-in", onsubmit: enter },
        element("h2", { id: "list-title" }, "Sign in"),
        element("p", { id: "key-help" }, "With a key that may read; one that may also review lets you decide on what is uncertain. It is sent once and not kept: a session of twelve hours stands for it."),
        element("p", {}, element("label", { for: "key" }, "Key"), key, button),
        trouble,
        element("p", { class: "fine" }, "No key? Whoever runs this makes one with ", element("code", {}, "deconflict key add --scope read --scope review --label NAME"), ", or a link that signs in with ", element("code", {}, "deconflict signin"), "."),
      ),
    );
    key.focus();
  });
}

async function open(key) {
  session = await send("POST", "/session", { key });
  refused = null;
  tell();
  for (const resolve of waiting) resolve();
  waiting = [];
}

async function signOut() {
  try {
    await send("DELETE", "/session");
    location.reload();
  } catch (error) {
    tell(error.message);
  }
}

function tell(trouble = null) {
  fill(
    place,
    trouble && element("span", { class: "trouble", role: "alert" }, trouble),
    session && element("span", { class: "who", title: `Signed in until ${new Date(session.expires_at).toLocaleString()}` }, session.label),
    session && element("button", { type: "button", class: "quiet", onclick: signOut }, "Sign out"),
  );
}

async function begin() {
  const ticket = TICKET.exec(location.hash)?.[1];
  try {
    if (ticket) {
      history.replaceState(null, "", location.pathname + location.search);
      await open(ticket);
    } else {
      session = await get("/session");
    }
  } catch (error) {
    if (ticket) refused = "This link was used or is too old: ask for another, or sign in with a key.";
    else if (error.status !== 401) refused = error.message;
  }
  tell();
}

await begin();
