// Builds the line to copy from the settings chosen, and shows the button as a site would with them.
const form = document.getElementById("settings");
const snippet = document.getElementById("snippet");
const line = snippet.textContent.replace(/ async><\/script>$/, "");

function chosen() {
  const given = new FormData(form);
  const side = given.get("side") === "left" ? ["data-side", "left"] : null;
  const label = String(given.get("label")).trim();
  const bottom = String(given.get("bottom")).trim();
  return [side, label && ["data-label", label], bottom !== "0" && bottom && ["data-bottom", bottom], given.get("open") && ["data-open", ""]].filter(Boolean);
}

function attribute([name, value]) {
  return value === "" ? ` ${name}` : ` ${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`;
}

form.hidden = false;
form.addEventListener("input", () => {
  snippet.textContent = `${line}${chosen().map(attribute).join("")} async></script>`;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (window.Beffroi) window.Beffroi.leave();
  const script = document.createElement("script");
  script.src = "/widget.js";
  for (const [name, value] of chosen()) script.setAttribute(name, value);
  document.body.append(script);
});
