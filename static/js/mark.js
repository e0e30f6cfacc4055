// <genga-mark>: the line on which members say where they stand with a film. What is pressed or chosen is
// sent at once and the line alone comes back; without this script its forms work as forms. And the marks
// on cards of films.

// Who has been logged out is told so, with the way in, and stays on the page.
const saysLoggedOut = async (answer) => {
  if (answer.status !== 401) return false;
  const said = new DOMParser().parseFromString(await answer.text(), "text/html");
  const detail = { message: said.querySelector(".message") };
  document.dispatchEvent(new CustomEvent("genga-say", { detail }));
  return true;
};

class Mark extends HTMLElement {
  connectedCallback() {
    this.classList.add("is-live");
    this.addEventListener("submit", (event) => {
      if ("whole" in event.target.dataset) return; // what the diary says changes more than this line
      event.preventDefault();
      this.send(event.target, event.submitter);
    });
    this.addEventListener("change", ({ target }) => {
      if (target.matches("select") && !("whole" in target.form.dataset)) this.send(target.form, null);
    });
  }

  async send(form, submitter) {
    const asked = new FormData(form, submitter);
    const place = submitter ? [...this.querySelectorAll("button")].indexOf(submitter) : -1;
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: asked,
        headers: { "Genga-Fragment": "1" },
      });
      if (await saysLoggedOut(answer)) return;
      if (!answer.ok) throw new Error(answer.statusText);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.replaceChildren(...fresh.querySelector("genga-mark").childNodes);
      (place < 0 ? this.querySelector("select") : this.querySelectorAll("button")[place])?.focus();
    } catch {
      const detail = { text: this.dataset.failed, level: "error" };
      document.dispatchEvent(new CustomEvent("genga-say", { detail }));
    } finally {
      this.removeAttribute("aria-busy");
    }
  }
}

customElements.define("genga-mark", Mark);

// The marks on cards: the same address answers with the mark alone. Where that fails, the form is sent.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.card-mark");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "Genga-Fragment": "card" } });
    if (await saysLoggedOut(answer)) return;
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    form.replaceWith(fresh);
    (fresh.matches("a") ? fresh : fresh.querySelector("button")).focus();
  } catch {
    form.append(Object.assign(document.createElement("input"), {
      type: "hidden",
      name: event.submitter.name,
      value: event.submitter.value,
    }));
    form.submit();
  }
});
