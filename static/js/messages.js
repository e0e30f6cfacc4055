// <genga-messages>: what has just been done, as slips at the edge of the page. They come into it after
// it is there, so that screen readers say them: errors at once, the rest when there is a pause. They take
// no focus. Good news leaves by itself, unless it holds a link, the pointer or the focus; all else stays
// until it is closed (its button, or Escape within it).
//
// Other scripts say something with the event "genga-say" on the document: {text, level} or {message}, one
// that came with a page. And no form is sent twice.

const SOON = 100;
const STAYS = 12_000;

class Messages extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    document.addEventListener("genga-say", ({ detail }) => this.say(detail.message ?? this.made(detail)));
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close(event.target.closest(".message"));
    });
    this.addEventListener("focusin", ({ relatedTarget }) => {
      if (!this.contains(relatedTarget)) this.before = relatedTarget;
    });
    for (const message of [...this.querySelectorAll(".message")]) {
      message.remove();
      setTimeout(() => this.say(message), SOON);
    }
  }

  made({ text, level }) {
    const message = document.createElement("div");
    message.className = `message message--${level}`;
    const words = document.createElement("span");
    words.textContent = text;
    message.append(words);
    return message;
  }

  say(message) {
    const urgent = message.matches(".message--error, .message--warning");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "message__close";
    button.setAttribute("aria-label", this.dataset.close);
    button.textContent = "✕";
    button.addEventListener("click", () => this.close(message));
    message.append(button);
    this.querySelector(urgent ? "[role=alert]" : "[role=status]").append(message);
    if (!urgent && !message.querySelector("a")) this.fade(message);
  }

  fade(message) {
    setTimeout(() => {
      if (message.matches(":hover, :focus-within")) this.fade(message);
      else message.remove();
    }, STAYS);
  }

  // The focus goes to the next message, or back to where it was.
  close(message) {
    if (!message) return;
    const held = message.contains(document.activeElement);
    message.remove();
    if (!held) return;
    const next = this.querySelector(".message__close");
    const before = this.before?.isConnected ? this.before : document.querySelector("main");
    (next ?? before).focus();
  }
}

customElements.define("genga-messages", Messages);

// A form that is on its way is not sent again, unless nothing came of it for long (js/form.js sees to its own).
addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || submitter?.formTarget === "_blank") return;
  if (form.hasAttribute("aria-busy")) event.preventDefault();
  else {
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), STAYS);
  }
});

// Back again: what was sent before can be sent anew.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});
