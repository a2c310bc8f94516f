// Sends what a person writes, one message after the other: nothing is lost offline, nothing is answered twice.
import { announce } from "./announce.js";
import { call, renew } from "./api.js";
import { wrote } from "./bubbles.js";
import { byId, fill } from "./dom.js";
import { notice } from "./notice.js";
import { keep, kept } from "./store.js";
import texts from "./texts.js";

const TRIES = 4;

/**
 * @typedef {{id: string, text: string, button?: string}} Sent
 * @typedef {ReturnType<typeof wrote>} Shown
 * @typedef {{messages: import("./bubbles.js").Message[], standing: {state: string, until: string | null}, expires_in: number | null, forgotten: boolean, you?: string}} Answer
 */

/** @type {Sent[]} */
const queue = [];
/** @type {Map<string, Shown>} */
const shown = new Map();
let running = false;
/** @type {(answer: Answer, item: HTMLElement) => void | Promise<void>} */
let answered = () => {};
/** @type {(item: HTMLElement) => void} */
let started = () => {};

/** @param {{answered: typeof answered, started: typeof started}} listeners */
export function listen(listeners) {
  ({ answered, started } = listeners);
  addEventListener("online", () => {
    notice("offline");
    void run();
  });
  addEventListener("offline", () => notice("offline", texts.offline));
  if (!navigator.onLine) notice("offline", texts.offline);
}

/** @param {{text: string, button?: string}} what */
export function send(what) {
  add({ id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, ...what });
}

/** Takes up the messages that a reload found waiting, unless the server already has them. @param {Set<string>} known */
export function resume(known) {
  for (const sent of kept("queue", /** @type {Sent[]} */ ([]))) if (!known.has(sent.id)) add(sent);
}

/** @param {Sent} sent */
function add(sent) {
  const bubble = wrote(sent, () => again(sent));
  shown.set(sent.id, bubble);
  started(bubble.item);
  again(sent);
}

/** @param {Sent} sent */
function again(sent) {
  queue.push(sent);
  save();
  shown.get(sent.id)?.become(navigator.onLine ? "sending" : "queued");
  void run();
}

async function run() {
  if (running) return;
  running = true;
  while (queue.length && navigator.onLine) await deliver(queue[0]);
  for (const sent of queue) shown.get(sent.id)?.become("queued");
  byId("typing").hidden = true;
  running = false;
}

/** @param {Sent} sent */
async function deliver(sent) {
  const bubble = /** @type {Shown} */ (shown.get(sent.id));
  bubble.become("sending");
  const answer = await attempt(sent, 1).catch(() => null);
  if (answer === null && !navigator.onLine) return bubble.become("queued");
  queue.shift();
  if (answer === null) {
    bubble.become("failed");
    bubble.item.scrollIntoView({ block: "nearest" });
    keep("queue", [sent, ...queue]);
    announce(`${texts.failed}. ${texts.breakdown}`);
    return;
  }
  save();
  bubble.become("sent");
  if (answer.you) bubble.rewrite(answer.you);
  await answered(answer, bubble.item);
}

/**
 * One try, and others when the server says when; the same id makes a second try harmless.
 * @param {Sent} sent
 * @param {number} number
 * @returns {Promise<Answer | null>}
 */
async function attempt(sent, number) {
  const response = await call("/w/messages", { id: sent.id, text: sent.button ? "" : sent.text, button: sent.button });
  if (response.ok || response.status === 422) return response.json();
  if (response.status === 401 && number === 1) {
    await renew();
    return attempt(sent, number + 1);
  }
  const wait = Number(response.headers.get("Retry-After"));
  if (!wait || number >= TRIES) return null;
  notice("busy", fill(texts.busy, { n: wait }));
  await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  notice("busy");
  return attempt(sent, number + 1);
}

function save() {
  keep("queue", queue);
}
