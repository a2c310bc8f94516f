// @ts-check
// Ticks or unticks a whole list of boxes; without it, each box is ticked by hand.

for (const button of document.querySelectorAll("button[data-boxes]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll(`input[type=checkbox][name="${button.dataset.boxes}"]`));
  const all = button.textContent ?? "";
  const told = () => { button.textContent = [...boxes].every((box) => box.checked) ? button.dataset.none ?? "" : all; };
  button.addEventListener("click", () => {
    const wanted = ![...boxes].every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
    told();
  });
  for (const box of boxes) box.addEventListener("change", told);
  told();
  button.hidden = false;
}
