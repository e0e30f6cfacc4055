// <genga-search>: the search box of every page. Offers entries while one types, and on an empty box what
// was searched for lately, which only this browser knows. Enter without a choice is a plain search.

import { Combobox } from "./combobox.js";

const KEPT = 8;
const STORE = "genga-searches";

function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

function remember(texts) {
  try {
    localStorage.setItem(STORE, JSON.stringify(texts.slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing just offers nothing.
  }
}

class SearchBox extends Combobox {
  wait = 120;

  connectedCallback() {
    this.combine(this.querySelector("input[type=search]"), "search-box", this.dataset.label);
    this.state.className = "visually-hidden";
    this.field.addEventListener("focus", () => this.field.value.trim() || this.offerRecent());
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.contains(relatedTarget)) this.close();
    });
    this.field.form.addEventListener("submit", () => this.keep(this.field.value));
  }

  typed() {
    const query = this.field.value.trim();
    if (query) this.askSoon(query);
    else this.offerRecent();
  }

  offer(results, query) {
    const options = results.map((result) => this.found(result));
    const all = this.plain(this.dataset.all.replace("{}", query), "all");
    all.dataset.query = query;
    this.open([...options, all]);
    const said = results.length ? this.dataset.found : this.dataset.none;
    this.state.textContent = said.replace("{}", results.length);
  }

  offerRecent() {
    const texts = recent();
    this.close();
    if (!texts.length) return;
    const options = texts.map((text) => {
      const option = this.plain(text, "recent");
      option.dataset.query = text;
      return option;
    });
    const forget = this.plain(this.dataset.forget, "all");
    forget.dataset.forget = "";
    this.open([...options, forget]);
    this.state.textContent = this.dataset.recent.replace("{}", texts.length);
  }

  plain(text, kind) {
    const option = this.option([]);
    option.classList.add(`search-box__option--${kind}`);
    option.textContent = text;
    return option;
  }

  found({ shown, second, url, note, found, kind }) {
    const option = this.option([["title", shown], ["native", second], ["found", found], ["note", note || kind]]);
    option.dataset.url = url;
    return option;
  }

  choose(option, { ctrlKey, metaKey }) {
    if ("forget" in option.dataset) {
      remember([]);
      this.close();
      this.field.focus();
    } else if (option.dataset.query !== undefined) {
      this.field.value = option.dataset.query;
      this.field.form.requestSubmit();
    } else {
      this.keep(this.field.value);
      if (ctrlKey || metaKey) window.open(option.dataset.url, "_blank", "noopener");
      else location.assign(option.dataset.url);
    }
  }

  keep(text) {
    const query = text.trim();
    if (query) remember([query, ...recent().filter((other) => other !== query)]);
  }

  close() {
    super.close();
    this.state.textContent = "";
  }
}

customElements.define("genga-search", SearchBox);
