// Copies the text shown beside the button: the line to integrate, a request ready to be sent.
const button = document.getElementById("copy");
if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    const text = document.getElementById("snippet").textContent;
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    said.textContent = done ? button.dataset.done : button.dataset.failed;
  });
}
