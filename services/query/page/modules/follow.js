// Following the feed over server-sent events (WHATWG HTML 9.2), from a cursor on, through every outage.
//
// `EventSource` shows neither why it was refused nor the ids that come without data, by which a quiet connection is told
// from a dead one; so the stream is read as what it is, a long answer.

import { ask, refusal } from "./api.js";

const SILENCE = 40_000; // ms: the server says something every 15 s
const LONGEST_PAUSE = 15_000; // ms between two tries

/**
 * Follow from cursor `since`. `on.change(change)` for each in its order; `on.live()` when the connection stands;
 * `on.lost(ms)` when it does not, with the time until the next try; `on.over(refusal)` when trying again is no use: the
 * cursor is too old (410) or the reader is not let in (401). Returns what ends it.
 */
export function follow(since, filters, on) {
  const ending = new AbortController();
  let cursor = since;
  let failures = 0;
  let wake = () => {};

  async function run() {
    while (!ending.signal.aborted) {
      try {
        await connected();
        failures = 0;
      } catch (error) {
        if (ending.signal.aborted) return;
        if (error.status === 410 || error.status === 401 || error.status === 403) return on.over(error);
      }
      if (ending.signal.aborted) return;
      const pause = failures ? Math.min(500 * 2 ** failures, LONGEST_PAUSE) : 250;
      failures += 1;
      on.lost(pause);
      await new Promise((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
    }
  }

  async function connected() {
    const link = new AbortController();
    const end = () => link.abort();
    ending.signal.addEventListener("abort", end);
    let silence = setTimeout(end, SILENCE);
    try {
      const answer = await ask("/v1/feed/stream", { ...filters, since: cursor }, { signal: link.signal, cache: "no-store" });
      if (!answer.ok) throw await refusal(answer);
      failures = 0;
      on.live();
      for await (const event of events(answer.body, () => {
        clearTimeout(silence);
        silence = setTimeout(end, SILENCE);
      })) {
        if (event.data) on.change(JSON.parse(event.data));
        if (event.id) cursor = event.id;
      }
    } finally {
      clearTimeout(silence);
      ending.signal.removeEventListener("abort", end);
    }
  }

  const hurry = () => wake();
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);
  run();
  return () => {
    removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", hurry);
    ending.abort();
    wake();
  };
}

async function* events(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    text += value.replaceAll("\r", "");
    const whole = text.split("\n\n");
    text = whole.pop();
    for (const block of whole) yield event(block);
  }
}

function event(block) {
  const found = {};
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    if (at > 0) found[line.slice(0, at)] = line.slice(at + 1).replace(/^ /, "");
  }
  return found;
}
