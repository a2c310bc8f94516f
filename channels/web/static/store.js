// What the tab keeps for itself: its session and the messages not sent yet. Where storage is refused, memory serves.

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {string} key @param {unknown} value */
export function keep(key, value) {
  const said = JSON.stringify(value);
  memory.set(key, said);
  try {
    sessionStorage.setItem(`beffroi.${key}`, said);
  } catch {
    return; // private mode or a blocked third-party frame: the tab's memory is enough
  }
}

/**
 * @template T
 * @param {string} key
 * @param {T} otherwise
 * @returns {T}
 */
export function kept(key, otherwise) {
  try {
    const said = sessionStorage.getItem(`beffroi.${key}`) ?? memory.get(key);
    return said == null ? otherwise : JSON.parse(said);
  } catch {
    const said = memory.get(key);
    return said == null ? otherwise : JSON.parse(said);
  }
}
