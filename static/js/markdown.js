// <genga-markdown>: a text field for Markdown with a preview beside or below it, made by the server as the
// page makes it, half a second after the last key. Ctrl+B and Ctrl+I mark what is selected. The words come
// from the form around it (data-markdown-…).

const PAUSE = 500;
const MARKS = { b: "**", i: "*" };
let count = 0;

class Markdown extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.words = this.closest("form")?.dataset ?? {};
    if (this.ready || !this.text || !this.words.markdownUrl) return;
    this.ready = true;
    this.text.addEventListener("keydown", (event) => this.keyed(event));
    this.text.addEventListener("input", () => this.later(PAUSE));
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "btn btn-small", textContent: this.words.markdownShow });
    this.button.setAttribute("aria-expanded", "false");
    this.button.addEventListener("click", () => this.toggle());
    this.note = document.createElement("span");
    this.note.className = "form-text";
    this.note.setAttribute("role", "status");
    const bar = document.createElement("p");
    bar.className = "markdown__bar";
    bar.append(this.button, this.note);
    this.append(this.made(), bar);
  }

  made() {
    this.pane = document.createElement("div");
    this.pane.className = "markdown__pane prose";
    this.pane.id = `markdown-${++count}`;
    this.pane.hidden = true;
    this.pane.tabIndex = 0; // it may scroll
    this.pane.setAttribute("role", "region");
    const label = this.text.labels?.[0]?.textContent.trim() || this.text.getAttribute("aria-label") || "";
    this.pane.setAttribute("aria-label", this.words.markdownLabel.replace("{}", label));
    this.button.setAttribute("aria-controls", this.pane.id);
    // What is opened in it is no change of the form.
    for (const type of ["input", "change"]) this.pane.addEventListener(type, (event) => event.stopPropagation());
    return this.pane;
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  toggle() {
    this.pane.hidden = !this.pane.hidden;
    this.button.setAttribute("aria-expanded", String(!this.pane.hidden));
    this.later(0);
  }

  later(wait) {
    clearTimeout(this.timer);
    if (!this.pane.hidden) this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    const text = this.text.value;
    if (text === this.shown) return;
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    this.pane.setAttribute("aria-busy", "true");
    try {
      const token = this.closest("form").elements.csrfmiddlewaretoken.value;
      const body = new URLSearchParams({ text, csrfmiddlewaretoken: token });
      const answer = await fetch(this.words.markdownUrl, { method: "POST", body, signal });
      const { html, error } = await answer.json();
      if (answer.ok) this.show(html, text);
      else this.say(error);
      if (answer.status === 429) this.later(1000 * Number(answer.headers.get("Retry-After") ?? 10));
    } catch (error) {
      if (error.name === "AbortError") return; // something newer is asked for
      this.say(this.words.markdownFailed);
    }
    this.pane.removeAttribute("aria-busy");
  }

  // Says nothing when all goes well: who types does not want to be told so twice a second.
  show(html, text) {
    this.shown = text;
    this.pane.innerHTML = html; // harmless: wiki/markdown.py
    if (!html.trim()) this.pane.textContent = this.words.markdownEmpty;
    for (const link of this.pane.querySelectorAll("a")) link.target = "_blank";
    this.say("");
  }

  say(text) {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  keyed(event) {
    const mark = MARKS[event.key.toLowerCase()];
    if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end, value } = this.text;
    // As if typed, so that it can be undone by the browser's own means.
    document.execCommand("insertText", false, mark + value.slice(start, end) + mark);
    this.text.setSelectionRange(start + mark.length, end + mark.length);
  }
}

customElements.define("genga-markdown", Markdown);
