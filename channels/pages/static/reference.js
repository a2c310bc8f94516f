// Writes the reference of the address in its field: what follows # is never sent to a server.
const field = document.getElementById("reference");
const given = location.hash.slice(1);
if (field && !field.value && /^[0-9A-Za-z-]{1,40}$/.test(given)) {
  field.value = given;
  history.replaceState(null, "", location.pathname);
  document.querySelector("button.send").focus();
}
