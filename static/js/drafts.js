// <genga-draft>: keeps on the server what is typed into the form that it stands in, two seconds after
// the last key and at least every ten while typing goes on, one request at a time; and says so.
// Drafts that the page offers are discarded without leaving it.

const PAUSE = 2000;
const LONGEST = 10000;
const AGAIN = 15000;
// What browsers send while a page goes away: 64 kB at most, for all requests together.
const PARTING = 60000;

class Draft extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    this.away = new AbortController();
    const { signal } = this.away;
    this.kept = this.body();
    const typed = () => this.later(PAUSE);
    this.form.addEventListener("input", typed, { signal });
    this.form.addEventListener("change", typed, { signal });
    const stop = ({ submitter }) => {
      if (submitter?.formTarget !== "_blank") this.stop();
    };
    this.form.addEventListener("submit", stop, { signal });
    // It did not get through (js/form.js): typing goes on, and so does keeping.
    const unsent = () => {
      this.sent = false;
      this.later(PAUSE);
    };
    this.form.addEventListener("genga-unsent", unsent, { signal });
    addEventListener("pageshow", () => (this.sent = false), { signal });
    addEventListener("pagehide", () => this.part(), { signal });
    const hidden = () => document.visibilityState === "hidden" && this.part();
    document.addEventListener("visibilitychange", hidden, { signal });
  }

  // A form that is closed, or that another takes the place of.
  disconnectedCallback() {
    this.away?.abort();
    if (this.form) this.part();
    this.sent = true;
  }

  body() {
    // Files wait until the form is sent.
    const typed = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(typed).toString();
  }

  later(wait) {
    this.since ??= Date.now();
    clearTimeout(this.timer);
    const rest = Math.max(0, this.since + LONGEST - Date.now());
    this.timer = setTimeout(() => this.keep(), Math.min(wait, wait === PAUSE ? rest : wait));
  }

  async keep() {
    if (this.sent || this.request) return;
    const body = this.body();
    this.since = undefined;
    if (body === this.kept) return;
    this.request = new AbortController();
    try {
      const answer = await this.send(body, { signal: this.request.signal });
      const { kept, error } = await answer.json();
      this.say(kept ?? error ?? this.dataset.failed, answer.ok);
      if (answer.ok) this.kept = body;
      else if (answer.status >= 500 || answer.status === 429) this.later(AGAIN);
      // Anything else is not taken as it is: the next key tries again.
    } catch {
      if (!this.sent) {
        this.say(this.dataset.failed, false);
        this.later(AGAIN);
      }
    } finally {
      this.request = undefined;
    }
    if (!this.sent && this.kept === body && this.body() !== body) this.later(PAUSE);
  }

  say(text, well) {
    this.textContent = text;
    this.classList.toggle("form-bar__note--alert", !well);
  }

  send(body, options) {
    return fetch(this.dataset.url, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
      body,
      ...options,
    });
  }

  // The page may not come back: what is not kept yet is sent without waiting for an answer.
  part() {
    const body = this.body();
    if (this.sent || body === this.kept || body.length > PARTING) return;
    clearTimeout(this.timer);
    this.send(body, { keepalive: true }).then(
      (answer) => {
        if (answer.ok) this.kept = body;
      },
      () => this.later(PAUSE),
    );
  }

  // The form is being sent: a draft of it that arrived later would come back as one nobody wants.
  stop() {
    this.sent = true;
    clearTimeout(this.timer);
    this.request?.abort();
  }
}

customElements.define("genga-draft", Draft);

// A draft that the page offers goes without leaving the page, and the focus stays near.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const offer = form.closest("[data-offer]");
  if (!offer || !form.getAttribute("action").startsWith("/drafts/")) return;
  event.preventDefault();
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    if (!answer.ok) throw new Error(answer.status);
    const { gone } = await answer.json();
    const near = offer.parentElement.querySelector("genga-guard form") ?? document.querySelector("main");
    offer.remove();
    const controls = [...near.querySelectorAll("fieldset :is(input:not([type=hidden]), select, textarea)")];
    const first = controls.find((control) => control.checkVisibility());
    (first ?? near).focus();
    document.dispatchEvent(new CustomEvent("genga-say", { detail: { text: gone, level: "success" } }));
  } catch {
    form.submit();
  }
});
