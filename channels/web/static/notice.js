// The line above the composer that says the state of the conversation: offline, waiting, with a person, about to close.
import { announce } from "./announce.js";
import { byId, french } from "./dom.js";

/** @type {Map<string, string>} */
const said = new Map();
const ORDER = ["offline", "busy", "expired", "standing", "expiry"];

/** @param {string} kind @param {string} [text] nothing takes the notice away */
export function notice(kind, text) {
  const before = said.get(kind);
  if (text) said.set(kind, text);
  else said.delete(kind);
  if (text && text !== before) announce(text);
  const shown = ORDER.find((each) => said.has(each));
  const line = byId("notice");
  line.hidden = shown === undefined;
  line.textContent = shown === undefined ? "" : french(said.get(shown) ?? "");
  line.dataset.kind = shown ?? "";
}
