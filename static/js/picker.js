// <genga-picker>: a text field that finds pages by any of their names (an ARIA combobox).
// Writes the chosen page's key, or "new:<name>" for a page to be proposed, into a hidden field.

import { Combobox } from "./combobox.js";

class Picker extends Combobox {
  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "true";
    this.text = this.querySelector("[data-text]");
    this.key = this.querySelector("[data-key]");
    this.chosen = this.querySelector("[data-chosen-list]");
    this.several = this.hasAttribute("data-multiple");
    const label = this.text.getAttribute("aria-label") ?? this.label();
    this.combine(this.text, "picker", (this.wording.list ?? "{}").replace("{}", label));
    this.state.className = "picker__state";
    this.name = this.text.name;
    this.show();
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 100));
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
    const query = this.text.value.trim();
    if (query) this.askSoon(query);
    else this.close();
  }

  failed(query) {
    this.offer([], query);
  }

  offer(results, query) {
    const options = results.map((result) => this.page(result));
    if (this.wording.new) {
      const option = this.page({ key: `new:${query}`, title: this.wording.new.replace("{}", query) });
      option.dataset.title = query;
      option.classList.add("picker__option--new");
      options.push(option);
    }
    this.open(options);
    if (results.length) return this.select(options[0]);
    const empty = document.createElement("li");
    empty.className = "picker__empty";
    empty.setAttribute("role", "presentation");
    empty.textContent = this.wording.none ?? "";
    this.list.prepend(empty);
  }

  page({ key, title, native, note }) {
    const option = this.option([["title", title], ["native", native], ["note", note]]);
    option.dataset.key = key;
    option.dataset.title = title;
    return option;
  }

  keyed(event) {
    if (event.key === "Tab") this.close();
    else if (event.key === "Backspace" && this.several && !this.text.value) {
      if (!this.chosen?.lastElementChild) return;
      this.chosen.lastElementChild.remove();
      this.changed();
    } else super.keyed(event);
  }

  choose(option) {
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
}

customElements.define("genga-picker", Picker);
