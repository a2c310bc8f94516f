// Sends what a person writes, one message after the other, in their order: nothing is lost offline, nothing is answered twice.
import { announce } from "./announce.js";
import { call, renew } from "./api.js";
import { has, wrote } from "./bubbles.js";
import { counted } from "./dom.js";
import { notice } from "./notice.js";
import { keep, kept } from "./store.js";
import texts from "./texts.js";
import { writes } from "./typing.js";

const TRIES = 4;

/**
 * @typedef {{id: string, text: string, button?: string}} Sent
 * @typedef {ReturnType<typeof wrote>} Shown
 * @typedef {{messages: import("./bubbles.js").Message[], standing: {state: string, until: string | null}, expires_in: number | null, forgotten: boolean, you?: string, refused?: boolean, left?: boolean, conversation?: string, version: number}} Answer
 */

/** @type {Sent[]} */
const queue = [];
/** @type {Map<string, Shown>} */
const shown = new Map();
let running = false;
/** @type {(answer: Answer, item: HTMLElement, sent: Sent) => void | Promise<void>} */
let answered = () => {};
/** @type {(item: HTMLElement) => void} */
let started = () => {};
let rested = () => {};

/** @param {{answered: typeof answered, started: typeof started, rested: () => void}} listeners `rested`: nothing more is on its way */
export function listen(listeners) {
  ({ answered, started, rested } = listeners);
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
  save();
}

/** Is something on its way? */
export function busy() {
  return running;
}

/** @param {Sent} sent */
function add(sent) {
  if (has(sent.id)) return;
  const bubble = wrote(sent, () => void run());
  shown.set(sent.id, bubble);
  started(bubble.item);
  queue.push(sent);
  save();
  bubble.become(navigator.onLine ? (queue.length > 1 ? "held_back" : "sending") : "queued");
  void run();
}

async function run() {
  if (running) return;
  running = true;
  while (queue.length && navigator.onLine && (await deliver(queue[0])));
  if (!navigator.onLine) for (const sent of queue) shown.get(sent.id)?.become("queued");
  writes(false);
  running = false;
  rested();
}

/** One message; false when those after it must wait. @param {Sent} sent */
async function deliver(sent) {
  const bubble = /** @type {Shown} */ (shown.get(sent.id));
  bubble.become("sending");
  for (const next of queue.slice(1)) shown.get(next.id)?.become("held_back");
  const answer = await attempt(sent, 1).catch(() => texts.reason_network);
  if (typeof answer === "string") return fail(bubble, answer);
  queue.shift();
  save();
  bubble.become("sent");
  if (answer.refused) bubble.remove();
  else if (answer.you) bubble.masked();
  await answered(answer, bubble.item, sent);
  return true;
}

/** @param {Shown} bubble @param {string} reason */
function fail(bubble, reason) {
  if (!navigator.onLine) return false;
  const refused = reason === texts.reason_refused;
  bubble.become("failed", reason);
  bubble.item.scrollIntoView({ block: "nearest" });
  announce(`${texts.failed} ${reason}`);
  if (refused) queue.shift();
  save();
  return refused;
}

/**
 * One try, and others when the server says when; the same id makes a second try harmless. A sentence says why it failed.
 * @param {Sent} sent
 * @param {number} number
 * @returns {Promise<Answer | string>}
 */
async function attempt(sent, number) {
  const response = await call("/w/messages", { id: sent.id, text: sent.button ? "" : sent.text, button: sent.button });
  if (response.ok || response.status === 422) return response.json();
  if (response.status === 401 && number === 1) {
    await renew();
    return attempt(sent, number + 1);
  }
  const wait = Number(response.headers.get("Retry-After"));
  if (!wait || number >= TRIES) return wait || response.status === 429 ? texts.reason_busy : response.status < 500 ? texts.reason_refused : texts.reason_network;
  notice("busy", counted("busy", wait));
  await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  notice("busy");
  return attempt(sent, number + 1);
}

function save() {
  keep("queue", queue);
}
