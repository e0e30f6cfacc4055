// The page of a submission: a comment can be begun beside the change that it is about, and who
// leaves a change out is led to the reason. Without it both work by the form's own controls.

const about = document.querySelector("#id_about");
const text = document.querySelector("#id_text");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-about]");
  if (!link || !about || !text) return;
  event.preventDefault();
  about.value = link.dataset.about;
  text.focus();
});

document.addEventListener("change", (event) => {
  const box = event.target.closest(".judge__box");
  if (box?.checked) box.closest(".judge").querySelector(".judge__why")?.focus();
});
