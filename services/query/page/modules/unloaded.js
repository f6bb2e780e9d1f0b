// A classic script: where one of the modules does not come, no module can say so.
addEventListener(
  "error",
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    for (const place of document.querySelectorAll("#connection, #list .reading")) place.textContent = "Not all of the page has come. Load it again.";
  },
  true,
);
