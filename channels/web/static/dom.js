// Makes and finds the elements of the chat window; text always goes in as text, never as HTML, and is set as French is.
import texts from "./texts.js";

const RULES = texts.rules.map(([pattern, put]) => /** @type {const} */ ([new RegExp(pattern, "g"), put]));

/** Binds the spaces of « ? », « : » and their like and curls apostrophes: the rules are web/typography.py's. @param {string} text */
export function french(text) {
  return RULES.reduce((said, [pattern, put]) => said.replace(pattern, put), text);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, /** @type {EventListener} */ (value));
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, name === "aria-label" ? french(String(value)) : String(value));
  }
  for (const child of children) if (child) made.append(typeof child === "string" ? french(child) : child);
  return made;
}

/** What a browser says of a key that an input method keeps for itself. */
const COMPOSING = 229;

/** Is it the Enter of who is done, and not that of an input method? @param {KeyboardEvent} event */
export function enters(event) {
  return event.key === "Enter" && !event.isComposing && event.keyCode !== COMPOSING;
}

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** The sentence for one, or for several. @param {string} key @param {number} n */
export function counted(key, n) {
  return fill(n < 2 ? texts[`${key}_one`] : texts[key], { n });
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)»]|(^|[\s(«])((?:[a-z0-9-]+\.)+(?:fr|eu|org|com|net)(?![\w@-])(?:\/[^\s<>"']*[^\s<>"'.,;:!?)»])?)/gi;
const NUMBER = /(^|[\s(])(\d{3,4}|1[578])(?=[\s.,;)]|$)(?! (?:heures|jours|ans))/g;
const BULLET = /^\s*[•·–-]\s+/;
/** Answers texts only. */
const WRITTEN = "114";

/**
 * The text with its addresses as links opened beside the conversation, its lists as lists, and in danger its numbers to call.
 * @param {string} text
 * @param {boolean} [danger]
 * @returns {Node[]}
 */
export function linked(text, danger = false) {
  /** @type {Node[]} */
  const made = [];
  /** @type {HTMLElement | undefined} */
  let list;
  for (const line of text.split("\n")) {
    const parts = (danger ? called : addressed)(line.replace(BULLET, ""));
    if (BULLET.test(line)) {
      if (!list) made.push((list = el("ul")));
      list.append(el("li", {}, ...parts));
    } else {
      if (made.length && !list) made.push(document.createTextNode("\n"));
      list = undefined;
      made.push(...parts.map((part) => (typeof part === "string" ? document.createTextNode(french(part)) : part)));
    }
  }
  return made;
}

/** @param {string} text */
function addressed(text) {
  return split(text, LINK, ([whole, before = "", bare]) => [before, bare ? outside(`https://${bare}`, bare) : outside(whole, whole)]);
}

/** @param {string} text */
function called(text) {
  return split(text, NUMBER, ([, before, number]) => [before, el("a", { href: `${number === WRITTEN ? "sms" : "tel"}:${number}`, class: "call" }, number)]);
}

/** @param {string} text @param {RegExp} pattern @param {(match: RegExpMatchArray) => (Node | string)[]} put */
function split(text, pattern, put) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), ...put(match));
    end = /** @type {number} */ (match.index) + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

/**
 * A link that opens elsewhere, and says so; anything but http(s) stays plain text.
 * @param {string} url
 * @param {string} label
 */
export function outside(url, label) {
  if (!/^https?:\/\//i.test(url)) return el("span", {}, label);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label, tab());
}

/** Says to the ear what a link or a button is about, and that it opens a tab. @param {string} [about] */
export function tab(about) {
  return el("span", { class: "hide" }, `${about ? ` : ${about}` : ""} (${texts.new_tab})`);
}
