// When a message was said: its hour where the hour changes, a line where the day does.
import { el } from "./dom.js";

let last = new Date();
const HOUR = new Intl.DateTimeFormat("fr-FR", { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long" });

/** « 14 h 05 » @param {Date} at */
export function hour(at) {
  return HOUR.format(at).replace(":", " h ");
}

/** « 26 novembre 2026 à 14 h 05 » @param {Date} at */
export function moment(at) {
  return `${at.toLocaleDateString("fr-FR", { dateStyle: "long" })} à ${hour(at)}`;
}

/** What is to be said of the time before a message. @param {string} [iso] now, when it is not said */
export function stamp(iso) {
  const at = iso ? new Date(iso) : new Date();
  const otherDay = at.toDateString() !== last.toDateString();
  const otherHour = otherDay || at.getHours() !== last.getHours();
  last = at;
  return {
    day: otherDay && el("li", { class: "day" }, DAY.format(at)),
    time: otherHour && el("time", { datetime: at.toISOString() }, ` ${hour(at)}`),
  };
}
