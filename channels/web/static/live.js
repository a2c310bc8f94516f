// Listens for what arrives later: a person's reply, the end of a wait, a conversation expired or erased. Resumes where it was cut.
import { call } from "./api.js";
import { last } from "./bubbles.js";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** @type {AbortController | undefined} */
let stream;

/** @param {(name: string, value: any) => void} heard */
export function live(heard) {
  if (stream) return;
  stream = new AbortController();
  void follow(heard, stream);
}

export function hush() {
  stream?.abort();
  stream = undefined;
}

/** @param {(name: string, value: any) => void} heard @param {AbortController} mine */
async function follow(heard, mine) {
  let wait = FIRST_WAIT;
  while (!mine.signal.aborted) {
    const got = await read(heard, mine).catch(() => "cut");
    if (got === "nothing") break;
    wait = got === "ended" ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  if (stream === mine) stream = undefined;
}

/** @param {(name: string, value: any) => void} heard @param {AbortController} mine */
async function read(heard, mine) {
  const response = await call("/w/events", undefined, { signal: mine.signal, headers: { "Last-Event-ID": String(last()) } });
  if (response.status === 204) heard("forgotten", {});
  if (response.status === 204 || response.status === 401) return "nothing";
  if (!response.ok || !response.body) return "cut";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return "ended";
    const parts = (text + value).split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) tell(part, heard);
  }
}

/** @param {string} part @param {(name: string, value: any) => void} heard */
function tell(part, heard) {
  const lines = new Map(part.split("\n").map((line) => /** @type {[string, string]} */ (line.split(/: (.*)/s).slice(0, 2))));
  const name = lines.get("event");
  if (name) heard(name, JSON.parse(lines.get("data") ?? "{}"));
}
