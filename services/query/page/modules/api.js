// Asking the query api. The browser's session lets it in; see session.js.

/** An answer that is no success: its status, and the problem (RFC 9457) in it. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The answer was ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** The server was not reached at all. */
export class Unreachable extends Error {}

/** The address of `path` of the API with these parameters; null ones are left out. */
export function url(path, parameters = {}) {
  const at = new URL(path.replace(/^\//, ""), document.baseURI);
  for (const [name, value] of Object.entries(parameters)) if (value !== null && value !== undefined) at.searchParams.set(name, value);
  return at;
}

/**
 * The answer, whatever it says.
 *
 * @throws Unreachable, or AbortError when `options.signal` says so.
 */
export async function ask(path, parameters = {}, options = {}) {
  try {
    return await fetch(url(path, parameters), { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable("The server cannot be reached.", { cause: error });
  }
}

/**
 * The document at `path`.
 *
 * @throws Refusal, Unreachable.
 */
export async function get(path, parameters = {}, options = {}) {
  const answer = await ask(path, parameters, options);
  if (!answer.ok) throw await refusal(answer);
  return answer.json();
}

/**
 * The answer to a request that changes something, or null where it has none.
 *
 * Its header is one that no form of another page can send: the server refuses what comes without it.
 *
 * @throws Refusal, Unreachable.
 */
export async function send(method, path, body = null, headers = {}) {
  const bears = { "X-Deconflict-Page": "1", ...(body && { "Content-Type": "application/json" }), ...headers };
  const answer = await ask(path, {}, { method, headers: bears, body: body && JSON.stringify(body) });
  if (!answer.ok) throw await refusal(answer);
  return answer.status === 204 ? null : answer.json();
}

/** What an answer that is no success says. */
export async function refusal(answer) {
  let problem = {};
  try {
    problem = await answer.json();
  } catch {
    // A proxy may answer with anything.
  }
  return new Refusal(answer.status, problem);
}
