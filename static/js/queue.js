// The keys of moderators. Nothing here is needed: every key presses a button or follows a link that
// is on the page.
//
// <genga-keys>: the help, and the keys themselves. A key presses what carries it (data-key="a"); where
//   that needs a note (data-needs="id_note") and there is none, the note is focused instead, and
//   Ctrl+Enter in it presses. Rows (data-row) are walked with j and k, opened with o (data-open in
//   the row, else its first link) and ticked with x.
// <genga-selection data-name>: says how many boxes of that name are ticked, and ticks all.

const TYPING =
  "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
const OFF = "genga-keys-off";

function remembered(place) {
  try {
    return localStorage.getItem(place);
  } catch {
    return null; // Storage is closed to this page: nothing is remembered.
  }
}

function remember(place, value) {
  try {
    if (value) localStorage.setItem(place, value);
    else localStorage.removeItem(place);
  } catch {
    // The same.
  }
}

class Keys extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.wanted = null;
    const line = this.querySelector("p[hidden]");
    line.hidden = false;
    line.querySelector("button").addEventListener("click", () => this.dialog.showModal());
    const box = this.querySelector("input[type=checkbox]");
    box.checked = !remembered(OFF);
    box.addEventListener("change", () => {
      remember(OFF, box.checked ? "" : "1");
      this.on = box.checked;
    });
    this.on = box.checked;
    this.leaving = new AbortController();
    document.addEventListener("keydown", (event) => this.pressed(event), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  pressed(event) {
    if (!this.on || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.closest(TYPING)) {
      this.typing(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") this.dialog.showModal();
    else if (!this.act(event)) return;
    event.preventDefault();
  }

  typing(event) {
    if (event.key === "Escape") event.target.blur();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.wanted?.dataset.needs === event.target.id) {
      event.preventDefault();
      this.wanted.click();
    }
  }

  // Whether the key was one of ours.
  act({ key, target }) {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const letter = key.toLowerCase();
    if (rows.length && (letter === "j" || letter === "k")) {
      const next = rows[letter === "j" ? at + 1 : Math.max(at - 1, 0)];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
      return true;
    }
    const row = rows[at];
    if (row && (letter === "o" || (key === "Enter" && target === row))) {
      (row.querySelector("[data-open]") ?? row.querySelector("a")).click();
      return true;
    }
    if (row && letter === "x") {
      row.querySelector("input[type=checkbox]")?.click();
      return true;
    }
    const wanted = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
    if (!wanted || wanted.disabled) return false;
    this.press(wanted);
    return true;
  }

  press(wanted) {
    const note = document.getElementById(wanted.dataset.needs ?? "");
    if (note && !note.value.trim()) {
      this.wanted = wanted;
      note.focus();
      note.scrollIntoView({ block: "nearest" });
    } else {
      wanted.click();
    }
  }
}

class Selection extends HTMLElement {
  connectedCallback() {
    this.output = this.querySelector("output");
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => {
      for (const box of this.boxes) box.checked = true;
      this.count();
    });
    document.addEventListener("change", ({ target }) => {
      if (target.name === this.dataset.name) this.count();
    });
    addEventListener("pageshow", () => this.count());
    this.count();
  }

  get boxes() {
    return [...document.getElementsByName(this.dataset.name)].filter((box) => !box.disabled);
  }

  count() {
    const ticked = this.boxes.filter((box) => box.checked).length;
    this.output.value = this.dataset.text.replace("{}", ticked);
    this.button.disabled = ticked === this.boxes.length;
  }
}

customElements.define("genga-keys", Keys);
customElements.define("genga-selection", Selection);
