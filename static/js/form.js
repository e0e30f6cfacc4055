// <genga-form>: sends an edit form without leaving its page. What comes back, with what is wrong or
// with what would change, takes its place; once it is saved, "genga-saved" tells the page around it, or
// the browser goes where it is shown. An answer that is neither is left to the browser, with the form
// sent as it would be without a script. One sending at a time; long ones say how far they are.

const LONG = 500; // milliseconds until a wait is worth a word

class Form extends HTMLElement {
  constructor() {
    super();
    this.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pageshow", () => this.rest());
  }

  // Closed while it was on its way: nobody waits for the answer.
  disconnectedCallback() {
    this.request?.abort();
  }

  get form() {
    return this.querySelector(".edit-form");
  }

  submitted(event) {
    const { target: form, submitter } = event;
    if (form !== this.form || submitter?.formTarget === "_blank" || submitter?.name === "add") return;
    event.preventDefault();
    if (this.request) return;
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
    this.request = request;
    request.open("POST", form.getAttribute("action"));
    request.setRequestHeader("Genga-Fragment", "1");
    request.upload.addEventListener("progress", ({ loaded, total }) => this.sent(loaded, total));
    request.addEventListener("load", () => this.answered(request, submitter));
    for (const failure of ["error", "abort"]) request.addEventListener(failure, () => this.unsent());
    request.send(body);
    form.setAttribute("aria-busy", "true");
    this.waiting = setTimeout(() => this.tell(), LONG);
  }

  tell() {
    const busy = this.querySelector("[data-busy]");
    if (!busy || !this.request) return;
    busy.hidden = false;
    busy.querySelector("progress").removeAttribute("value");
    busy.querySelector("[role=status]").textContent = this.dataset.saving;
  }

  sent(loaded, total) {
    const busy = this.querySelector("[data-busy]");
    if (!busy || busy.hidden || !total) return;
    busy.querySelector("[role=status]").textContent =
      loaded < total ? this.dataset.sending : this.dataset.saving;
    const bar = busy.querySelector("progress");
    if (loaded < total) bar.value = loaded / total;
    else bar.removeAttribute("value"); // the server is at work, nobody knows how long
  }

  rest() {
    clearTimeout(this.waiting);
    this.request = undefined;
    this.form?.removeAttribute("aria-busy");
    const busy = this.querySelector("[data-busy]");
    if (busy) busy.hidden = true;
  }

  answered(request, submitter) {
    const url = request.getResponseHeader("Genga-Location");
    if (request.status === 401 && url) this.leave(url);
    else if (request.status === 204 && url) {
      this.rest();
      const saved = new CustomEvent("genga-saved", { bubbles: true, cancelable: true });
      if (this.dispatchEvent(saved)) this.leave(url);
    } else {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const fresh = page.body.firstElementChild;
      if (fresh?.localName === "genga-form") this.swap(fresh, submitter);
      else this.plainly(submitter);
    }
  }

  // What was typed is sent, or is kept as a draft: nobody asks whether to leave.
  leave(url) {
    this.querySelector("genga-guard").leaving = true;
    location.assign(url);
  }

  plainly(submitter) {
    if (submitter?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
      this.form.append(pressed);
    }
    this.querySelector("genga-guard").leaving = true;
    this.form.submit();
  }

  unsent() {
    this.rest();
    this.form.dispatchEvent(new Event("genga-unsent"));
    if (!this.isConnected) return;
    const detail = { text: this.dataset.unsent, level: "error" };
    document.dispatchEvent(new CustomEvent("genga-say", { detail }));
  }

  // The focus goes to what is wrong or is to be looked at, else to the button that was pressed.
  swap(fresh, submitter) {
    clearTimeout(this.waiting);
    for (const script of fresh.querySelectorAll("script")) script.remove(); // they run already
    this.replaceWith(fresh);
    document.dispatchEvent(new Event("genga-swapped"));
    const again = [...fresh.querySelectorAll("button:not([tabindex])")].find(
      ({ name, value }) => name === submitter?.name && value === submitter?.value,
    );
    const wanted =
      fresh.querySelector(".is-invalid") ?? fresh.querySelector("[data-attention]") ?? again ?? fresh.querySelector("button:not([tabindex])");
    wanted?.focus();
    wanted?.scrollIntoView({ block: "center" });
  }
}

customElements.define("genga-form", Form);
