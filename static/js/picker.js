// <genga-picker>: a text field that finds pages by any of their names (an ARIA combobox).
// Writes the chosen page's key, or "new:<name>" for a page to be proposed, into a hidden field.

const WAIT = 140;
let count = 0;

class Picker extends HTMLElement {
  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "true";
    this.text = this.querySelector("[data-text]");
    this.key = this.querySelector("[data-key]");
    this.chosen = this.querySelector("[data-chosen-list]");
    this.several = this.hasAttribute("data-multiple");
    this.list = document.createElement("ul");
    this.list.className = "picker__list";
    this.list.id = `picker-${++count}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    const label = this.text.getAttribute("aria-label") ?? this.label();
    this.list.setAttribute("aria-label", (this.wording.list ?? "{}").replace("{}", label));
    this.state = document.createElement("span");
    this.state.className = "picker__state";
    this.state.setAttribute("role", "status");
    this.append(this.list, this.state);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) this.text.setAttribute(name, value);
    this.name = this.text.name;
    this.show();
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.keyed(event));
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 100));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("[role=option]")));
    this.chosen?.addEventListener("click", ({ target }) => {
      if (!target.closest("button")) return;
      target.closest("li").remove();
      this.text.focus();
      this.changed();
    });
  }

  // What to say, from the picker itself or once from a form of many pickers around it.
  get wording() {
    const around = this.closest("[data-picker-new]")?.dataset ?? {};
    return {
      new: this.dataset.new ?? around.pickerNew,
      list: this.dataset.list ?? around.pickerList,
      none: this.dataset.none ?? around.pickerNone,
      proposed: this.dataset.proposed ?? around.pickerProposed,
    };
  }

  // Words come from the element, or once for all pickers from their form (data-picker-…).
  word(name) {
    const shared = `picker${name[0].toUpperCase()}${name.slice(1)}`;
    return this.dataset[name] ?? this.closest("form")?.dataset[shared] ?? "";
  }

  label() {
    return this.text.labels?.[0]?.textContent.trim() ?? "";
  }

  // The look of the field follows from the key: chosen, proposed, or only text.
  show() {
    const key = this.key?.value ?? "";
    this.dataset.state = key.startsWith("new:") ? "new" : key ? "chosen" : "";
    this.state.textContent = this.dataset.state === "new" ? (this.wording.proposed ?? "") : "";
  }

  typed() {
    if (this.key) {
      this.key.value = "";
      this.show();
    }
    clearTimeout(this.timer);
    const query = this.text.value.trim();
    if (!query) return this.close();
    this.timer = setTimeout(() => this.ask(query), WAIT);
  }

  async ask(query) {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const url = new URL(this.dataset.url, location.href);
      url.searchParams.set("q", query);
      const answer = await fetch(url, {
        headers: { Accept: "application/json" },
        signal: this.request.signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      const { results } = await answer.json();
      if (document.activeElement === this.text) this.offer(results, query);
    } catch (error) {
      if (error.name !== "AbortError") this.offer([], query);
    }
  }

  offer(results, query) {
    const options = results.map((result) => this.option(result));
    if (this.wording.new) {
      const label = this.wording.new.replace("{}", query);
      const option = this.option({ key: `new:${query}`, title: label });
      option.dataset.title = query;
      option.classList.add("picker__option--new");
      options.push(option);
    }
    options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
    });
    this.list.replaceChildren(...options);
    if (!results.length) {
      const empty = document.createElement("li");
      empty.className = "picker__empty";
      empty.setAttribute("role", "presentation");
      empty.textContent = this.wording.none ?? "";
      this.list.prepend(empty);
    }
    this.list.hidden = false;
    this.text.setAttribute("aria-expanded", "true");
    this.select(results.length ? options[0] : null);
  }

  option({ key, title, native = "", note = "" }) {
    const option = document.createElement("li");
    option.className = "picker__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.key = key;
    option.dataset.title = title;
    for (const [name, text] of [["title", title], ["native", native], ["note", note]]) {
      if (!text) continue;
      const part = document.createElement("span");
      part.className = `picker__${name}`;
      part.textContent = text;
      option.append(part, " ");
    }
    return option;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get selected() {
    return this.list.querySelector("[aria-selected=true]");
  }

  select(option) {
    this.selected?.setAttribute("aria-selected", "false");
    if (!option) return this.text.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", option.id);
  }

  keyed(event) {
    if (event.isComposing) return; // an input method is still at work
    const open = !this.list.hidden;
    const options = this.options;
    const at = options.indexOf(this.selected);
    const moves = {
      ArrowDown: () => (open ? this.select(options[(at + 1) % options.length]) : this.typed()),
      ArrowUp: () => open && this.select(options.at(at <= 0 ? -1 : at - 1)),
      Home: () => open && event.ctrlKey && this.select(options[0]),
      End: () => open && event.ctrlKey && this.select(options.at(-1)),
      Escape: () => open && this.close(),
    };
    if (event.key === "Enter" && open && this.selected) {
      event.preventDefault();
      this.choose(this.selected);
    } else if (event.key === "Tab") this.close();
    else if (event.key === "Backspace" && this.several && !this.text.value) {
      if (!this.chosen?.lastElementChild) return;
      this.chosen.lastElementChild.remove();
      this.changed();
    } else if (moves[event.key]) {
      if (event.key.startsWith("Arrow")) event.preventDefault();
      if (event.key === "Escape" && open) event.stopPropagation();
      moves[event.key]();
    }
  }

  choose(option) {
    if (!option) return;
    const { key, title } = option.dataset;
    if (this.several) {
      this.add(key, title);
      this.text.value = "";
    } else {
      this.key.value = key;
      this.text.value = title;
      this.show();
    }
    this.close();
    this.changed();
  }

  add(key, title) {
    const kept = [...this.chosen.querySelectorAll("input")];
    if (kept.some((input) => input.value === key)) return;
    const item = document.createElement("li");
    item.className = "chip";
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = this.dataset.name ?? kept[0]?.name ?? this.name.replace(/-text$/, "");
    input.value = key;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "✕";
    button.setAttribute("aria-label", (this.word("remove") || "{}").replace("{}", title));
    item.append(title, input, button);
    this.chosen.append(item);
  }

  changed() {
    (this.key ?? this.text).dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.text.setAttribute("aria-expanded", "false");
    this.text.removeAttribute("aria-activedescendant");
  }
}

customElements.define("genga-picker", Picker);
