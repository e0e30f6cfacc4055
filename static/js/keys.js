// The keys of the site. Nothing here is needed: every key presses a button, follows a link or leads to
// a field that is on the page.
//
// <genga-keys>: the help (`?` opens it, and so does every [data-keys-open], which is shown then), and
//   the keys themselves; they can be turned off in it. `/` leads to the search. A key presses what
//   carries it (data-key="a"); where that needs a note (data-needs="id_note") and there is none, the
//   note is focused instead, and Ctrl+Enter in it presses. Rows (data-row tabindex) are walked with j
//   and k, opened with o (data-open in the row, else its first link) and ticked with x.

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
    for (const button of document.querySelectorAll("[data-keys-open]")) {
      button.closest("[data-keys-line]")?.removeAttribute("hidden");
      button.hidden = false;
      button.addEventListener("click", () => this.dialog.showModal());
    }
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
    else if (event.key === "/") this.search();
    else if (!this.act(event)) return;
    event.preventDefault();
  }

  // Where letters are keys, Esc leaves a field for them.
  typing(event) {
    if (event.key === "Escape" && document.querySelector("[data-key], [data-row][tabindex]")) event.target.blur();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.wanted?.dataset.needs === event.target.id) {
      event.preventDefault();
      this.wanted.click();
    }
  }

  search() {
    const field = document.querySelector("main input[type=search]") ?? document.querySelector("#site-search");
    field?.focus();
    field?.select();
  }

  // Whether the key was one of ours.
  act({ key, target }) {
    const rows = [...document.querySelectorAll("[data-row][tabindex]")];
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

customElements.define("genga-keys", Keys);
