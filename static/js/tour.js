// <genga-tour>: leads through an edit form, one step at a time. Without it the steps are a list.
//
// A step is put before what it is about (data-at, the first that is there), in the flow of the page: it
// covers nothing and traps nobody. The focus goes to it when a key or button asked for it; Escape ends
// the tour. Which step was reached is kept for this tab, so that a form that is sent and shown again goes
// on where it was; that the tour was ended is told to the server.

const PLACE = "genga-tour-step";

// The step reached on this page, or null.
function kept() {
  try {
    const [path, step] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
    return path === location.pathname ? step : null;
  } catch {
    return null; // Storage is closed to this page: the tour begins anew with each.
  }
}

function keep(step) {
  try {
    if (step === null) sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, `${location.pathname} ${step}`);
  } catch {
    // The same.
  }
}

class Tour extends HTMLElement {
  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "true";
    this.list = this.querySelector(".tour__steps");
    this.steps = [...this.list.children];
    this.list.hidden = true;
    this.begin = this.querySelector("[data-begin]");
    this.begin.hidden = false;
    this.begin.addEventListener("click", () => this.show(0));
    const form = this.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.end();
    });
    const step = kept();
    // The form around it may still be on its way into the page.
    queueMicrotask(() => {
      if (step !== null) this.show(this.next(Number(step)), { focus: false });
      else if (this.hasAttribute("data-start")) this.show(0);
    });
    // A form that was sent stands there anew, with what the steps are about.
    document.addEventListener("genga-swapped", () => {
      const reached = kept();
      if (reached !== null && this.isConnected) this.show(this.next(Number(reached)), { focus: false });
    });
  }

  // A step that waits for something is over once that is there.
  next(step) {
    const until = this.steps[step]?.dataset.until;
    return until && document.querySelector(until) ? step + 1 : step;
  }

  show(step, { focus = true } = {}) {
    this.clear();
    const item = this.steps[step];
    const target = item && this.target(item);
    if (!target) return;
    keep(step);
    this.begin.hidden = true;
    this.note = this.made(item, step);
    this.about = target;
    target.before(this.note);
    target.classList.add("tour__about");
    target.setAttribute("aria-describedby", [target.getAttribute("aria-describedby"), this.note.id].filter(Boolean).join(" "));
    if (!focus) return;
    this.note.focus({ preventScroll: true });
    this.note.scrollIntoView({ block: "center" });
  }

  // What the step is about: never inside a row or a sentence, where a note would break the form.
  target(item) {
    const found = document.querySelector(item.dataset.at);
    return found?.closest("genga-rows, .mb-3, .form-bar, fieldset") ?? found;
  }

  made(item, step) {
    const note = document.createElement("div");
    note.className = "tour__note";
    note.id = "tour-note";
    note.tabIndex = -1;
    note.setAttribute("role", "group");
    const count = document.createElement("p");
    count.className = "tour__count";
    count.textContent = this.dataset.count.replace("{}", step + 1).replace("{}", this.steps.length);
    const body = document.createElement("div");
    body.append(...[...item.cloneNode(true).childNodes]);
    const title = body.querySelector("h3");
    title.id = "tour-title";
    note.setAttribute("aria-labelledby", title.id);
    const acts = document.createElement("p");
    acts.className = "form-actions";
    const last = step === this.steps.length - 1;
    if (step) acts.append(this.button(this.dataset.back, () => this.show(step - 1)));
    if (!last) acts.append(this.button(this.dataset.on, () => this.show(step + 1), "btn-primary"));
    acts.append(this.button(this.dataset.end, () => this.end(), last ? "btn-primary" : "btn-quiet"));
    note.append(count, body, acts);
    note.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.end();
    });
    return note;
  }

  button(label, act, look = "") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `btn btn-small ${look}`.trim();
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  clear() {
    if (!this.note) return;
    const rest = (this.about.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== this.note.id);
    if (rest.join("")) this.about.setAttribute("aria-describedby", rest.join(" "));
    else this.about.removeAttribute("aria-describedby");
    this.about.classList.remove("tour__about");
    this.note.remove();
    this.note = null;
  }

  end() {
    const about = this.about;
    this.clear();
    keep(null);
    const form = this.querySelector("form");
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams([...new FormData(form)]),
      headers: { Accept: "application/json" },
      keepalive: true,
    }).catch(() => {}); // told again the next time
    this.remove();
    const field = about?.matches(".form-bar") ? about.querySelector("button") : about?.querySelector("input:not([type=hidden]), select, textarea, button");
    (field ?? document.querySelector("#content"))?.focus();
  }
}

customElements.define("genga-tour", Tour);
