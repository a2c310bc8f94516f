// Several aids as cards: the three best first, the others behind a button, those that ended apart; each with why, until when and its sources.
import { counted, el, fill, tab } from "./dom.js";
import { takeaway } from "./takeaway.js";
import texts from "./texts.js";
import { day, source } from "./verdict.js";

/**
 * @typedef {{programme: string, name: string, title: string, standing: string, why: string[], opening: string, deadline: string | null, sources: import("./verdict.js").Source[]}} Aid
 * @typedef {{title: string, id: string}} Button
 */

const FIRST = 3;
const ENDED = "scheme_ended";

/**
 * @param {Aid[]} all most open first
 * @param {{buttons: Button[], press: (id: string, title: string) => void, position: number | undefined, prepared: boolean}} ways the buttons that tell one aid in full
 */
export function aids(all, { buttons, press, position, prepared }) {
  const card = (/** @type {Aid} */ aid) => {
    const more = buttons.find(({ title }) => title === aid.name);
    return el(
      "li",
      { class: "aid", "data-standing": aid.standing },
      el("h2", {}, aid.title),
      el("p", { class: "standing" }, texts[`standing_${aid.standing}`]),
      why(aid),
      el("p", {}, aid.opening),
      el("p", { class: "deadline" }, aid.deadline ? fill(texts.aid_deadline, { day: day(aid.deadline) }) : texts.aid_no_deadline),
      sources(aid),
      el("p", {}, el("a", { href: `/regles/${encodeURIComponent(aid.programme)}`, target: "_blank", rel: "noopener" }, texts.rules_link, tab(aid.name))),
      more && el("button", { type: "button", class: "plain", click: () => press(more.id, more.title) }, texts.aid_more, el("span", { class: "hide" }, ` : ${aid.name}`)),
    );
  };
  const going = all.filter(({ standing }) => standing !== ENDED);
  const ended = all.filter(({ standing }) => standing === ENDED);
  return el(
    "section",
    { class: "aids", "aria-label": texts.aids_title },
    el("ol", {}, ...going.slice(0, FIRST).map(card)),
    folded(going.length - FIRST, "aids_more", going.slice(FIRST).map(card)),
    folded(ended.length, "aids_ended", ended.map(card)),
    position !== undefined && takeaway(position, texts.aids_print, prepared),
  );
}

/** The buttons that no card holds. @param {Button[]} buttons @param {Aid[] | undefined} all */
export function apart(buttons, all) {
  const names = new Set((all ?? []).map(({ name }) => name));
  return buttons.filter(({ title }) => !names.has(title));
}

/** The sources that no card holds. @param {import("./verdict.js").Source[]} sources @param {Aid[] | undefined} all */
export function elsewhere(sources, all) {
  const titles = new Set((all ?? []).flatMap((aid) => aid.sources.map(({ title }) => title)));
  return sources.filter(({ title }) => !titles.has(title));
}

/** What is said before the cards and after them: the lists of the text are what they show. @param {string} text @returns {[string, string]} */
export function around(text) {
  const parts = text.split("\n\n");
  const lists = parts.map((part) => part.includes("\n• "));
  const first = lists.indexOf(true);
  const apart = parts.map((part, rank) => (lists[rank] ? "" : part));
  return [said(apart.slice(0, first)), said(apart.slice(first))];
}

/** @param {string[]} parts */
const said = (parts) => parts.filter(Boolean).join("\n\n");

/** @param {Aid} aid */
function why({ standing, why: reasons }) {
  const label = texts[`why_${standing}`];
  return label && reasons.length ? el("p", { class: "why" }, el("strong", {}, `${label} : `), reasons.join(" ; ")) : null;
}

/** @param {Aid} aid */
function sources({ sources: all }) {
  if (!all.length) return el("p", { class: "hint" }, texts.aid_no_source);
  return el("details", {}, el("summary", {}, all.length > 1 ? texts.sources : texts.source), el("ul", {}, ...all.map((each) => el("li", {}, source(each)))));
}

/** @param {number} count @param {string} key @param {HTMLElement[]} cards */
function folded(count, key, cards) {
  if (count <= 0) return null;
  const name = counted(key, count);
  return el("details", { class: "others" }, el("summary", {}, name), el("ol", {}, ...cards));
}
