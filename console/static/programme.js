// @ts-check
// The rules of an aid are checked, and its cases played again, at each pause of typing.

const PAUSE = 500;
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("programme"));
const shown = document.getElementById("tried");
const status = document.getElementById("tried-status");
let timer = 0;
let asked = 0;

async function tell() {
  if (!form || !shown) return;
  const number = ++asked;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const answer = await fetch(form.dataset.try ?? "", { method: "POST", body }).catch(() => null);
  if (!answer?.ok || number !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = new Set([...shown.querySelectorAll("details[open] > summary")].map((each) => each.textContent));
  shown.replaceChildren(...page.body.childNodes);
  for (const each of shown.querySelectorAll("summary")) if (open.has(each.textContent)) each.parentElement?.setAttribute("open", "");
  if (status) status.textContent = document.getElementById("tried-told")?.textContent ?? "";
}

form?.addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target).id === "comment") return;
  clearTimeout(timer);
  timer = setTimeout(() => void tell(), PAUSE);
});
