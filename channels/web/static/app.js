// The chat window: puts its parts together, and decides where focus goes and what is announced.
import { announce } from "./announce.js";
import { call, renew } from "./api.js";
import { clear, said, wrote } from "./bubbles.js";
import { composer } from "./composer.js";
import { contact } from "./contact.js";
import { byId, el } from "./dom.js";
import { expired, expires } from "./expiry.js";
import { hush, live } from "./live.js";
import { notice } from "./notice.js";
import { listen, resume, send } from "./sender.js";
import texts from "./texts.js";

/** @typedef {import("./bubbles.js").Message} Message */

const scroll = byId("scroll");
const text = /** @type {HTMLTextAreaElement} */ (byId("text"));
const framed = parent !== window;

/** @param {string} id @param {string} title */
const press = (id, title) => send({ text: title, button: id });
const ask = (/** @type {string} */ words) => send({ text: words });

listen({
  started(item) {
    byId("typing").hidden = false;
    show(item);
  },
  async answered(answer, item) {
    byId("typing").hidden = true;
    if (answer.forgotten) await forget();
    add(answer.messages);
    if (!answer.forgotten) show(item);
    stand(answer.standing);
    expires(answer.expires_in);
    if (answer.expires_in !== null && !answer.forgotten) live(heard);
  },
});

/** Shows messages and announces them once, together. @param {Message[]} messages */
function add(messages) {
  const added = messages.filter((message, rank) => said(message, { press, thumb: rank === messages.length - 1 }));
  announce(added.map(spoken).join(" "));
  if (added.length && framed) parent.postMessage({ beffroi: "arrived" }, "*");
}

/** @param {Message} message */
function spoken(message) {
  const who = texts[message.author ?? "assistant"] ?? texts.assistant;
  const choices = message.buttons.length ? `${texts.choices} : ${message.buttons.map(({ title }) => title).join(", ")}.` : "";
  const verdict = message.verdict ? (texts[`verdict_${message.verdict.verdict}`] ?? "") : "";
  return [`${who} : ${message.text}`, verdict, choices].filter(Boolean).join(" ");
}

/** @param {string} name @param {any} value */
function heard(name, value) {
  if (name === "message") {
    add([value]);
    show(/** @type {HTMLElement} */ (byId("transcript").lastElementChild));
  }
  if (name === "standing") stand(value);
  if (name === "expired") {
    hush();
    expired();
  }
}

/** @param {{state: string}} standing */
function stand({ state }) {
  notice("standing", { waiting: texts.waiting, held: texts.held }[state]);
  if (state === "form") contact(() => byId("human").focus());
}

async function forget() {
  hush();
  clear();
  await renew().catch(() => undefined);
}

/** Brings a message into view without moving focus. @param {HTMLElement} item */
function show(item) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const within = scroll.scrollHeight > scroll.clientHeight;
  if (within) scroll.scrollTo({ top: item.offsetTop - 12, behavior: calm ? "auto" : "smooth" });
  else item.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

/** Shows again what the tab had said, after a reload. */
async function restore() {
  const answer = await call("/w/conversation").then((response) => response.json()).catch(() => ({ turns: [] }));
  const turns = answer.turns ?? [];
  for (const turn of turns) {
    if (turn.text) wrote({ id: turn.id, text: turn.text }, () => undefined).become("sent");
    turn.messages.forEach((/** @type {Message} */ message, /** @type {number} */ rank) =>
      said(message, { press, thumb: rank === turn.messages.length - 1, rated: turn.thumb }),
    );
  }
  if (turns.length) {
    stand(answer.standing);
    expires(answer.expires_in);
    live(heard);
    show(/** @type {HTMLElement} */ (byId("transcript").lastElementChild));
  } else announce(byId("first-text").textContent ?? "");
  resume(new Set(turns.map((/** @type {{id: string}} */ turn) => turn.id)));
}

async function download() {
  const answer = await call("/w/transcript").catch(() => null);
  if (!answer?.ok) return announce(texts.breakdown);
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "beffroi.txt";
  const link = el("a", { href: URL.createObjectURL(await answer.blob()), download: name });
  link.click();
}

function leave() {
  parent.postMessage({ beffroi: "close" }, "*");
}

composer(text, ask);
byId("human").addEventListener("click", () => ask("/humain"));
byId("download").addEventListener("click", download);
byId("close").hidden = !framed;
byId("close").addEventListener("click", leave);
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const words = target.closest("[data-say]")?.getAttribute("data-say");
  if (words) ask(words);
  if (target.closest("[data-human]")) {
    event.preventDefault();
    ask("/humain");
  }
  if (!target.closest("summary")) byId("menu").removeAttribute("open");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = byId("menu");
  if (menu.hasAttribute("open")) {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  } else if (framed) leave();
});
addEventListener("message", (event) => {
  if (event.source === parent && event.data?.beffroi === "opened") text.focus();
});
if (framed) parent.postMessage({ beffroi: "ready" }, "*");
else text.focus();
void restore();
