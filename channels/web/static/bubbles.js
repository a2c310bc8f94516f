// Draws the conversation: what the person wrote with its state, what was answered with its sources and choices.
import { aids, apart, around, elsewhere } from "./aids.js";
import { away } from "./check.js";
import { stamp } from "./clock.js";
import { byId, el, fill, linked } from "./dom.js";
import { copier } from "./takeaway.js";
import texts from "./texts.js";
import { thumbs } from "./thumbs.js";
import { card, source } from "./verdict.js";

/**
 * @typedef {import("./verdict.js").Source} Source
 * @typedef {{text: string, buttons: {title: string, id: string}[], sources: Source[], verdict?: import("./verdict.js").Verdict, case?: object, lang?: string, file?: {name: string, media_type: string, content: string}, position?: number, author?: string, danger?: boolean, at?: string, question?: import("./check.js").Question, aids?: import("./aids.js").Aid[]}} Message
 * @typedef {{id: string, text: string, button?: string, at?: string}} Sent
 */

const transcript = byId("transcript");

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => [...transcript.querySelectorAll(selector)].map((each) => /** @type {HTMLElement} */ (each));

/** Puts items after another, or at the end. @param {HTMLElement | undefined} place @param {(HTMLElement | false)[]} items */
function put(place, items) {
  const made = /** @type {HTMLElement[]} */ (items.filter(Boolean));
  if (place) place.after(...made);
  else transcript.append(...made);
}

/** The end of what already answers a message. @param {HTMLElement} question @returns {HTMLElement} */
export function end(question) {
  const next = /** @type {HTMLElement | null} */ (question.nextElementSibling);
  return next && !next.matches(".you") ? end(next) : question;
}

/**
 * Adds a message unless it is already shown; the last of a run bears the thumbs.
 * @param {Message} message
 * @param {{press: (id: string, title: string) => void, thumb?: boolean, rated?: number | null, after?: HTMLElement}} options
 * @returns {HTMLElement | undefined}
 */
export function said(message, { press, thumb = false, rated = null, after }) {
  if (at(message)) return undefined;
  const author = message.author ?? "assistant";
  const [before, rest] = message.aids ? around(message.text) : [message.text, ""];
  const { day, time } = stamp(message.at);
  const item = el(
    "li",
    { class: `from ${author}`, lang: message.lang, "data-position": message.position },
    el("p", { class: "who" }, texts[author] ?? texts.assistant, time),
    el(
      "div",
      { class: "bubble" },
      before && !repeats(message) && el("div", { class: "text" }, ...linked(before, message.danger)),
      message.aids && aids(message.aids, { buttons: message.buttons, press, position: message.position, prepared: message.case != null }),
      rest && el("div", { class: "text" }, ...linked(rest)),
      message.verdict && card(message.verdict, message.position),
      message.file && file(message.file),
      sources(elsewhere(message.sources, message.aids)),
    ),
    choices(apart(message.buttons, message.aids).filter(({ id }) => id !== message.question?.back), press),
    thumb && message.position !== undefined && informs(message) && thumbs(message.position, rated, copier(message)),
  );
  put(after, [day, item]);
  return item;
}

/** The text of a verdict says what its card shows. @param {Message} message */
function repeats({ text, verdict }) {
  return verdict?.opening !== undefined && text.startsWith(verdict.opening);
}

/** An answer worth rating has a source or a verdict; nobody in danger is asked for an opinion. @param {Message} message */
function informs(message) {
  return !message.danger && (message.sources.length > 0 || message.verdict != null);
}

/**
 * Adds what the person wrote; what is returned changes its state. The words stay as they were typed, in this tab's memory only.
 * @param {Sent} sent
 * @param {() => void} resend
 * @param {HTMLElement} [after]
 */
export function wrote(sent, resend, after) {
  const { day, time } = stamp(sent.at);
  const state = el("p", { class: "state" });
  const text = el("p", { class: "text" });
  text.textContent = texts.commands[sent.text] ?? sent.text;
  const bubble = el("div", { class: "bubble" }, text);
  const item = el("li", { class: "from you", "data-id": sent.id }, el("p", { class: "who" }, texts.you, time), bubble, state);
  put(after, [day, item]);
  return {
    item,
    /** @param {"sending" | "queued" | "failed" | "sent" | "held_back"} name @param {string} [reason] */
    become(name, reason) {
      item.dataset.state = name;
      if (state.contains(document.activeElement)) away();
      state.replaceChildren(texts[name]);
      if (name === "sent") all("[data-state=sent] > .state").slice(0, -1).forEach((each) => each.replaceChildren());
      if (name === "failed") state.append(` ${reason ?? ""} `, el("button", { type: "button", class: "plain", click: resend }, texts.resend));
    },
    masked() {
      bubble.append(el("p", { class: "masked" }, texts.masked));
    },
    remove() {
      text.replaceChildren(texts.removed);
    },
  };
}

/** Forgets what was shown, but the first message, the suggestions and what is not sent yet. @param {HTMLElement} [item] and this */
export function clear(item) {
  const kept = all(".you").filter((each) => each === item || each.dataset.state !== "sent");
  transcript.replaceChildren(byId("first"), byId("starters"), byId("law"), ...kept);
}

/** The conversation shown is over: its messages stay to be read, and no longer stand for those of the next one. */
export function close() {
  all("form, .thumbs, .away").forEach((each) => each.remove());
  all("[data-position]").forEach((each) => delete each.dataset.position);
}

export function last() {
  return Math.max(0, ...all("[data-position]").map((each) => Number(each.dataset.position)));
}

/** Where a message of the person is shown. @param {string} id */
export function has(id) {
  return all(`[data-id="${CSS.escape(id)}"]`)[0];
}

/** Where a message is shown. @param {Message} message @returns {HTMLElement | undefined} */
export function at({ position }) {
  return all(`[data-position="${position}"]`)[0];
}

/** @param {Source[]} all */
function sources(all) {
  if (!all.length) return null;
  return el(
    "div",
    { class: "sources" },
    el("p", {}, all.length > 1 ? texts.sources : texts.source),
    el("ul", {}, ...all.map((each) => el("li", {}, source(each)))),
  );
}

/** @param {{title: string, id: string}[]} buttons @param {(id: string, title: string) => void} press */
function choices(buttons, press) {
  if (!buttons.length) return null;
  const made = buttons.map(({ title, id }) =>
    el("button", { type: "button", class: "choice", "data-button": id, "data-title": title, click: (/** @type {Event} */ event) => chosen(/** @type {HTMLElement} */ (event.currentTarget), () => press(id, title)) }, title),
  );
  return el("div", { class: "choices", role: "group", "aria-label": texts.choices }, ...made);
}

/** @param {HTMLElement} button @param {() => void} then */
function chosen(button, then) {
  if (!button.classList.contains("chosen")) {
    button.classList.add("chosen");
    button.append(el("span", { class: "hide" }, ` (${texts.chosen})`));
  }
  then();
}

/** @param {{name: string, media_type: string, content: string}} given */
function file({ name, media_type, content }) {
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type: media_type })), download: name, class: "plain" });
  link.append(fill(texts.download_file, { name }));
  return el("p", {}, link);
}
