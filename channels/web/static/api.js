// Speaks with the server: the session goes in a header, never in an address.
import { keep, kept } from "./store.js";

const HEADER = "X-Beffroi-Session";
const PATIENCE = 30_000;

let session = kept("session", "");
if (!session) use(document.body.dataset.session ?? "");

/** @param {string} token */
function use(token) {
  session = token;
  keep("session", token);
}

export function token() {
  return session;
}

/** Asks the server for another session: after an erasure, or when it no longer knows this one. */
export async function renew() {
  const answer = await fetch("/w/session", { method: "POST" });
  use((await answer.json()).session);
}

/** Gives up after a while; some browsers have no `AbortSignal.timeout`. */
function patience() {
  if (typeof AbortSignal.timeout === "function") return AbortSignal.timeout(PATIENCE);
  const end = new AbortController();
  setTimeout(() => end.abort(), PATIENCE);
  return end.signal;
}

/**
 * @param {string} path
 * @param {unknown} [body]
 * @param {{signal?: AbortSignal, headers?: Record<string, string>}} [options]
 */
export function call(path, body, options = {}) {
  const posted = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  /** @type {Record<string, string>} */
  const headers = { [HEADER]: session, ...options.headers };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return fetch(path, { ...posted, headers, signal: options.signal ?? patience(), cache: "no-store" });
}
