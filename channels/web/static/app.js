// The chat window: puts its parts together, and decides where focus goes and what is announced.
import { announce } from "./announce.js";
import { call, renew } from "./api.js";
import { away, check, place } from "./check.js";
import { at, clear, close, end, has, said, wrote } from "./bubbles.js";
import { composer } from "./composer.js";
import { contact } from "./contact.js";
import { byId } from "./dom.js";
import { expired, expires } from "./expiry.js";
import { frame } from "./frame.js";
import { hush, live } from "./live.js";
import { notice } from "./notice.js";
import { busy, listen, resume, send } from "./sender.js";
import texts from "./texts.js";
import { tell, writes } from "./typing.js";
import { arrived, atEnd, show } from "./view.js";

/** @typedef {import("./bubbles.js").Message} Message */
/** @typedef {{id: string, text: string, at: string, messages: Message[], thumb: number | null, danger?: boolean}} Turn */

const text = /** @type {HTMLTextAreaElement} */ (byId("text"));
const EMAIL = /[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}/i;
const PHONE = /(?:\+33|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}/;
let standing = "assistant";
/** The conversation shown and how much of it: its version grows with each turn, in any tab. */
let known = { conversation: "", version: 0 };
let newest = 0;
/** Another tab has erased it. */
let gone = false;

/** @param {string} id @param {string} title */
const press = (id, title) => send({ text: title, button: id });
const ask = (/** @type {string} */ words) => (words === "/humain" ? human() : send({ text: words }));
const outer = frame(text, ask);

listen({
  started(item) {
    if (standing !== "held") writes(true);
    show(item);
  },
  async answered(answer, item, sent) {
    const reading = !atEnd();
    writes(false);
    if (answer.forgotten) await forget();
    else if (answer.conversation) follow(answer.conversation, answer.version, item);
    const added = add(answer.messages, answer.forgotten ? undefined : end(item));
    arrived(added, reading);
    stand(answer.standing, answer.left ? { email: EMAIL.exec(sent.text)?.[0], phone: PHONE.exec(sent.text)?.[0] } : {});
    expires(answer.expires_in);
    if (answer.expires_in !== null && !answer.forgotten) live(heard);
  },
  rested,
});

/** Nothing is on its way: what other tabs did meanwhile is shown. */
function rested() {
  if (gone) void forget().then(() => expired(texts.forgotten));
  else if (newest > known.version) void agree();
}

/** Notes which conversation an answer is of: another one than shown, or one in which another tab has spoken. @param {string} conversation @param {number} version @param {HTMLElement} [item] */
function follow(conversation, version, item) {
  if (known.conversation !== conversation) {
    if (gone) clear(item);
    else if (known.conversation) close();
    gone = false;
    known = { conversation, version: 0 };
    newest = 0;
  }
  if (version === known.version + 1) known.version = version;
  newest = Math.max(newest, version);
}

/** Shows messages and announces them once, together. @param {Message[]} messages @param {HTMLElement} [after] */
function add(messages, after) {
  const shown = messages.map((message, rank) => {
    const item = said(message, { press, thumb: rank === messages.length - 1, after });
    if (after) after = item ?? after;
    return item;
  });
  const added = /** @type {HTMLElement[]} */ (shown.filter(Boolean));
  announce(messages.filter((_, rank) => shown[rank]).map(spoken).join(" "));
  if (added.length) outer.arrived();
  if (messages.length) helped(messages, shown);
  return added;
}

/** Helps with the last question asked, if that is what was said. @param {Message[]} messages @param {(HTMLElement | undefined)[]} shown */
function helped(messages, shown) {
  const rank = messages.map(({ question }) => Boolean(question)).lastIndexOf(true);
  check(messages[rank]?.question, shown[rank], { say: ask, press });
}

/** @param {Message} message */
function spoken(message) {
  const who = texts[message.author ?? "assistant"] ?? texts.assistant;
  const titles = message.buttons.filter(({ id }) => id !== message.question?.back).map(({ title }) => title);
  const choices = titles.length ? `${texts.choices} : ${titles.join(", ")}.` : "";
  const verdict = message.verdict ? (texts[`verdict_${message.verdict.verdict}`] ?? "") : "";
  const step = message.question ? `${place(message.question)}.` : "";
  return [`${who} : ${message.text}`, verdict, step, choices].filter(Boolean).join(" ");
}

/** @param {string} name @param {any} value */
function heard(name, value) {
  if (name === "message") {
    const reading = !atEnd();
    writes(false);
    arrived(add([value]), reading);
  }
  if (name === "typing") writes(true, true);
  if (name === "standing") stand(value);
  if (name === "expired" || name === "forgotten") hush();
  if (name === "expired") expired();
  if (name === "turns") newest = Math.max(newest, value.version);
  if (name === "forgotten") gone = true;
  if (!busy()) rested();
}

/** @param {{state: string}} now @param {{email?: string, phone?: string}} [given] */
function stand({ state }, given) {
  standing = state;
  notice("standing", { waiting: texts.waiting, held: texts.held }[state]);
  if (state === "form") contact(() => byId("human").focus(), given);
}

/** « Parler à un agent »: said when one is already there or already called. */
function human() {
  const already = { held: texts.already_held, waiting: texts.already_waiting }[standing];
  if (!already) return send({ text: "/humain" });
  notice("standing", already);
  text.focus();
}

async function forget() {
  hush();
  const left = byId("transcript").contains(document.activeElement);
  clear();
  if (left && !byId("transcript").contains(document.activeElement)) away();
  known = { conversation: "", version: 0 };
  newest = 0;
  gone = false;
  stand({ state: "assistant" });
  await renew().catch(() => undefined);
}

/** Asks the server for the conversation as it stands. */
async function read() {
  return call("/w/conversation").then((response) => response.json()).catch(() => ({ turns: [] }));
}

/** Shows the turns that are not shown yet, each in its place, and returns what was added. @param {Turn[]} turns */
function retell(turns) {
  /** @type {HTMLElement[]} */
  const added = [];
  let after = byId("law");
  let help = () => {};
  for (const turn of turns) {
    const item = has(turn.id);
    if (item) after = item;
    else if (turn.text) {
      const mine = wrote({ id: turn.id, text: turn.text, at: turn.at }, () => undefined, after);
      mine.become("sent");
      added.push((after = mine.item));
    }
    const shown = turn.messages.map((message, rank) => {
      const item = said({ ...message, at: turn.at, danger: turn.danger }, { press, thumb: rank === turn.messages.length - 1, rated: turn.thumb, after });
      if (item) added.push(item);
      after = item ?? at(message) ?? after;
      return item ?? at(message);
    });
    help = () => helped(turn.messages, shown);
  }
  if (added.length) help();
  return added;
}

/** Another tab of the same conversation has spoken. */
async function agree() {
  const reading = !atEnd();
  const answer = await read();
  if (busy() || !answer.conversation) return;
  follow(answer.conversation, answer.version);
  known.version = answer.version;
  arrived(retell(answer.turns), reading);
  expires(answer.expires_in);
}

/** Shows again what the tab had said, after a reload. */
async function restore() {
  const answer = await read();
  /** @type {Turn[]} */
  const turns = answer.turns ?? [];
  retell(turns);
  if (turns.length) {
    known = answer;
    stand(answer.standing);
    expires(answer.expires_in);
    live(heard);
    const all = [...document.querySelectorAll(".you")];
    show(/** @type {HTMLElement} */ (all[all.length - 1] ?? byId("transcript").lastElementChild));
  } else announce([byId("first-text"), byId("law")].map((each) => each.textContent).join(" "));
  resume(new Set(turns.map((turn) => turn.id)));
}

composer(text, ask);
text.addEventListener("input", () => standing === "held" && tell());
byId("human").addEventListener("click", human);
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const words = target.closest("[data-say]")?.getAttribute("data-say");
  if (words) ask(words);
  if (target.closest("[data-human]")) {
    event.preventDefault();
    human();
  }
});
void restore();
