// A question of the front page opens the chat on it; without the chat its form asks on the page without JavaScript.
document.querySelector(".doors")?.addEventListener("submit", (event) => {
  const question = event.submitter?.value;
  if (!question || !window.Beffroi) return;
  event.preventDefault();
  window.Beffroi.open(question);
});
