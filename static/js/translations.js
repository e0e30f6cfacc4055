// Whoever writes in a translation that is older than its original has most likely compared the two:
// tick the box that says so, where it can be seen, unless somebody has decided about it.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-compared]")) event.target.dataset.compared = "decided";
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  const box = event.target.closest("[data-row]")?.querySelector("[data-compared]");
  if (box && box.dataset.compared !== "decided") box.checked = true;
});
