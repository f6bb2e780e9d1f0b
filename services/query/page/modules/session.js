// Letting the reader in: a key is asked for once. Stands in until sessions are there: the key is kept in memory alone.

import { element, fill } from "./element.js";

/** Ask for a key in `place`; resolves when there is one to try. */
export function signIn(place) {
  return new Promise((resolve) => {
    const key = element("input", { id: "key", type: "password", autocomplete: "current-password", required: true });
    const form = element(
      "form",
      { class: "state", onsubmit: (event) => { event.preventDefault(); withKey(key.value.trim()); resolve(); } },
      element("h2", {}, "Sign in"),
      element("p", {}, element("label", { for: "key" }, "A key with the scope read")),
      element("p", {}, key, " ", element("button", {}, "Sign in")),
    );
    fill(place, form);
    key.focus();
  });
}

const plain = window.fetch.bind(window);

function withKey(key) {
  window.fetch = (resource, options = {}) => {
    const headers = new Headers(options.headers);
    headers.set("Authorization", `Bearer ${key}`);
    return plain(resource, { ...options, headers });
  };
}
