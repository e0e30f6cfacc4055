// <genga-search>: the search box of every page. Offers entries while one types, and on an empty box what
// was searched for lately, which only this browser knows. Enter without a choice is a plain search.

const WAIT = 120;
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

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    this.form = this.input.form;
    this.list = document.createElement("ul");
    this.list.id = "site-search-list";
    this.list.className = "search-box__list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.state = document.createElement("span");
    this.state.className = "visually-hidden";
    this.state.setAttribute("role", "status");
    this.append(this.list, this.state);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("focus", () => this.input.value.trim() || this.offerRecent());
    this.input.addEventListener("keydown", (event) => this.keyed(event));
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.contains(relatedTarget)) this.close();
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("submit", () => this.keep(this.input.value));
  }

  typed() {
    clearTimeout(this.timer);
    this.request?.abort();
    const query = this.input.value.trim();
    if (!query) return this.offerRecent();
    this.timer = setTimeout(() => this.ask(query), WAIT);
  }

  async ask(query) {
    this.request = new AbortController();
    const url = new URL(this.dataset.url, location.href);
    url.searchParams.set("q", query);
    try {
      const answer = await fetch(url, {
        headers: { Accept: "application/json" },
        signal: this.request.signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      const { results } = await answer.json();
      if (document.activeElement === this.input) this.offer(results, query);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  offer(results, query) {
    const options = results.map((result) => this.option(result));
    const all = this.plain(this.dataset.all.replace("{}", query), "search-box__option--all");
    all.dataset.query = query;
    this.show([...options, all]);
    const said = results.length ? this.dataset.found : this.dataset.none;
    this.state.textContent = said.replace("{}", results.length);
  }

  offerRecent() {
    const texts = recent();
    if (!texts.length) return this.close();
    const options = texts.map((text) => {
      const option = this.plain(text, "search-box__option--recent");
      option.dataset.query = text;
      return option;
    });
    const forget = this.plain(this.dataset.forget, "search-box__option--all");
    forget.dataset.forget = "";
    this.show([...options, forget]);
    this.state.textContent = this.dataset.recent.replace("{}", texts.length);
  }

  show(options) {
    options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
    });
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.select(null);
  }

  plain(text, name) {
    const option = document.createElement("li");
    option.className = `search-box__option ${name}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = text;
    return option;
  }

  option({ shown, second, url, note, found, kind }) {
    const option = this.plain("", "");
    option.dataset.url = url;
    for (const [name, text] of [["title", shown], ["native", second], ["found", found], ["note", note || kind]]) {
      if (!text) continue;
      const part = document.createElement("span");
      part.className = `search-box__${name}`;
      part.dir = "auto";
      part.textContent = text;
      option.append(part, " ");
    }
    return option;
  }

  get options() {
    return [...this.list.children];
  }

  get selected() {
    return this.list.querySelector("[aria-selected=true]");
  }

  select(option) {
    this.selected?.setAttribute("aria-selected", "false");
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  keyed(event) {
    if (event.isComposing) return; // an input method is still at work
    const open = !this.list.hidden;
    const at = this.options.indexOf(this.selected);
    if (event.key === "ArrowDown" && !open) this.typed();
    else if (event.key === "ArrowDown") this.select(this.options[(at + 1) % this.options.length]);
    else if (event.key === "ArrowUp" && open) this.select(this.options.at(at <= 0 ? -1 : at - 1));
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && open && this.selected) this.choose(this.selected);
    else return;
    event.preventDefault();
  }

  clicked(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    const elsewhere = event.ctrlKey || event.metaKey;
    this.choose(option, elsewhere);
  }

  choose(option, elsewhere = false) {
    if ("forget" in option.dataset) {
      remember([]);
      this.close();
      this.input.focus();
    } else if (option.dataset.query !== undefined) {
      this.input.value = option.dataset.query;
      this.form.requestSubmit();
    } else {
      this.keep(this.input.value);
      if (elsewhere) window.open(option.dataset.url, "_blank", "noopener");
      else location.assign(option.dataset.url);
    }
  }

  keep(text) {
    const query = text.trim();
    if (query) remember([query, ...recent().filter((other) => other !== query)]);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.state.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

customElements.define("genga-search", SearchBox);
