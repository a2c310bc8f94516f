// What helps to answer a question of a check: which question it is, the way out, and the commune found as one types.
import { commune } from "./commune.js";
import { el, fill } from "./dom.js";
import texts from "./texts.js";

/** @typedef {{form: string, asked: string}} Check */

/** The questions of a check whose number is known: facts that answer the same question share its place. @type {Record<string, string[][]>} */
const QUESTIONS = { ami_form: [["org_type", "public_interest", "manages_public_policy"], ["commune", "departement"], ["amount"], ["expenses"]] };
/** @type {HTMLElement | undefined} */
let shown;

/** @param {Check | undefined} check @param {HTMLElement | undefined} item the question @param {(words: string) => void} say */
export function check(check, item, say) {
  shown?.remove();
  shown = undefined;
  if (!check || !item) return;
  const rank = (QUESTIONS[check.form] ?? []).findIndex((facts) => facts.includes(check.asked));
  const words = rank < 0 ? texts.check_on : fill(texts.check_step, { step: rank + 1, of: QUESTIONS[check.form].length });
  const cancel = el("button", { type: "button", class: "thumb", click: () => say(texts.check_cancel_say) }, texts.check_cancel);
  shown = el("div", { class: "check-on" }, check.asked === "commune" && commune(say), el("p", { class: "step" }, words, cancel));
  item.append(shown);
}
