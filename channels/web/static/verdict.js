// Shows a verdict: each condition with its state in words and a sign, what was stated, the rule, its source, and a page to print.
import { el, fill, outside, tab } from "./dom.js";
import { posted, takeaway } from "./takeaway.js";
import texts from "./texts.js";

/** What fails is read first, then what is missing. */
const FIRST = ["not_met", "unknown", "met"];
const SIGNS = { met: "✓", not_met: "✗", unknown: "?" };

/**
 * @typedef {{title: string, url: string | null, date: string | null, date_label: string, kind: string, dead?: boolean, passage?: string}} Source
 * @typedef {{id: string, label: string, status: "met" | "not_met" | "unknown", stated: string | null, rule: string, expected?: string | null, source: Source | null, next_step?: string}} Condition
 * @typedef {{programme: string, title?: string, verdict: string, conditions: Condition[], estimate: {min: number, max: number, note: string} | null, rules_version: string, checked_on: string, opening?: string}} Verdict
 */

/** @param {Verdict} verdict @param {number | undefined} position */
export function card(verdict, position) {
  return el(
    "section",
    { class: "verdict", "aria-label": fill(texts.verdict_title, { title: verdict.title ?? verdict.programme }) },
    el("h2", {}, verdict.title ?? verdict.programme),
    verdict.opening && el("p", { class: "opening" }, verdict.opening),
    el("p", { class: "outcome", "data-verdict": verdict.verdict }, texts[`verdict_${verdict.verdict}`] ?? ""),
    el("p", { class: "indicative" }, texts.verdict_indicative),
    el(
      "ul",
      { class: "conditions" },
      ...FIRST.flatMap((status) => verdict.conditions.filter((each) => each.status === status)).map((each) => condition(each, position)),
    ),
    verdict.estimate && estimate(verdict.estimate),
    el(
      "p",
      { class: "version" },
      fill(texts.rules_version, { version: day(verdict.rules_version), date: day(verdict.checked_on) }),
      " ",
      el("a", { href: `/regles/${encodeURIComponent(verdict.programme)}`, target: "_blank", rel: "noopener" }, texts.rules_link, tab()),
    ),
    position !== undefined && takeaway(position, texts.print, true),
  );
}

/** @param {Condition} each @param {number | undefined} position */
function condition(each, position) {
  return el(
    "li",
    { "data-status": each.status },
    el("p", { class: "state" }, el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[each.status]), texts[`status_${each.status}`]),
    el("p", { class: "label" }, each.label),
    el("p", {}, stated(each)),
    each.next_step && el("p", { class: "next" }, el("strong", {}, `${texts.next_step} `), each.next_step),
    el("p", { class: "rule" }, `${texts.rule} : ${each.rule} `, each.source && `${texts.source} : `, each.source && source(each.source)),
    position !== undefined && posted("/dossier/contester", position, texts.contest, { condition: each.id }, each.label),
  );
}

/** What was said beside what is expected. @param {Condition} each */
function stated(each) {
  if (!each.stated) return texts.not_stated;
  return each.expected
    ? fill(texts.stated_expected, { value: each.stated, expected: each.expected })
    : fill(texts.stated, { value: each.stated });
}

/** The address with a text fragment that leads to the words quoted. @param {string} url @param {string | undefined} passage */
function quoted(url, passage) {
  const words = passage && /^https?:/.test(url) ? encodeURIComponent(passage).replaceAll("-", "%2D") : "";
  return words ? `${url}${url.includes("#") ? "" : "#"}:~:text=${words}` : url;
}

/** @param {Source} each */
export function source(each) {
  const name = each.url ? outside(quoted(each.url, each.passage), each.title) : el("span", {}, each.title);
  return el("span", { class: "source" }, name, ` · ${each.date_label} · `, el("span", { class: "kind" }, texts.kinds[each.kind] ?? each.kind), each.dead && el("strong", { class: "dead" }, ` · ${texts.dead_link}`));
}

/** @param {{min: number, max: number, note: string}} range */
function estimate({ min, max, note }) {
  const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
  return el("p", {}, `${fill(texts.estimate, { min: euros.format(min), max: euros.format(max) })}. ${note}`);
}

/** @param {string} iso */
export function day(iso) {
  const date = new Date(`${iso}T12:00:00`);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
}
