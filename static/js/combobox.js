// The ARIA combobox that the search box and the pickers share: a text field, the options below it that an
// address answers (JSON, `results`), and a line that screen readers hear. Who extends it says with `typed`,
// `offer` and `choose` what it does with them.

let count = 0;

export class Combobox extends HTMLElement {
  wait = 140;

  // Make a combobox of `input`; classes begin with `block`, `label` names the list of options.
  combine(input, block, label) {
    this.field = input;
    this.block = block;
    this.list = document.createElement("ul");
    this.list.className = `${block}__list`;
    this.list.id = `${block}-${++count}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.state = document.createElement("span");
    this.state.setAttribute("role", "status");
    this.append(this.list, this.state);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => {
      if (!event.isComposing) this.keyed(event); // else an input method is still at work
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option, event);
    });
  }

  // Ask for what was typed once the reader pauses; what was asked before is not waited for.
  askSoon(query) {
    clearTimeout(this.timer);
    this.request?.abort();
    this.timer = setTimeout(() => this.ask(query), this.wait);
  }

  async ask(query) {
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
      if (document.activeElement === this.field) this.offer(results, query);
    } catch (error) {
      if (error.name !== "AbortError") this.failed(query);
    }
  }

  failed() {
    this.close();
  }

  // An option with `parts`, pairs of the end of a class and a text; those without text are left out.
  option(parts) {
    const option = document.createElement("li");
    option.className = `${this.block}__option`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    for (const [name, text] of parts) {
      if (!text) continue;
      const part = document.createElement("span");
      part.className = `${this.block}__${name}`;
      part.dir = "auto";
      part.textContent = text;
      option.append(part, " ");
    }
    return option;
  }

  open(options) {
    options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
    });
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.select(null);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get selected() {
    return this.list.querySelector("[aria-selected=true]");
  }

  select(option) {
    this.selected?.setAttribute("aria-selected", "false");
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  // The keys that every combobox has. What they do to an open list goes no further: Escape closes the list,
  // not the dialog around it.
  keyed(event) {
    const { options, isOpen: open } = this;
    const at = options.indexOf(this.selected);
    if (event.key === "ArrowDown" && !open) this.typed();
    else if (event.key === "ArrowDown") this.select(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp" && open) this.select(options.at(at <= 0 ? -1 : at - 1));
    else if (event.key === "Home" && open && event.ctrlKey) this.select(options[0]);
    else if (event.key === "End" && open && event.ctrlKey) this.select(options.at(-1));
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && open && this.selected) this.choose(this.selected, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
