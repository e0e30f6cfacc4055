// <genga-rows>: repeating rows of a form. Adds rows from a template, removes them, and moves them: by
// buttons, by dragging the handle, or on the handle by keys (Space lifts and puts down, arrows move,
// Escape takes back). What happens is said; the form around it holds the words (data-rows-…).
// The markup works without it: spare rows, numbers for the order, boxes for removal.

const EDGE = 96; // so near to the edge of the window, dragging scrolls
const SCROLL = 9;

class Rows extends HTMLElement {
  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "true";
    this.template = this.own("template[data-template]")[0];
    this.adder = this.own("[data-add]")[0];
    if (this.adder && this.template) {
      this.adder.hidden = false;
      this.adder.addEventListener("click", () => this.add());
    }
    if (!this.parentElement.closest("genga-rows")) {
      this.voice = document.createElement("span");
      this.voice.className = "visually-hidden";
      this.voice.setAttribute("role", "status");
      this.append(this.voice);
    }
    for (const row of this.rows) {
      if (row.hasAttribute("data-spare") && !row.querySelector(".is-invalid")) row.remove();
      else this.equip(row);
    }
    this.name();
    this.addEventListener("change", (event) => {
      if (event.target.matches("[data-remove]")) this.removed(event);
    });
  }

  // Says one of the form's words, once for all lists in one another.
  say(word, row) {
    const rows = this.rows;
    const text = this.closest("form")?.dataset[`rows${word}`] ?? "";
    const top = this.voice ? this : this.parentElement.closest("genga-rows:not(genga-rows genga-rows)");
    const place = String(rows.indexOf(row) + this.first);
    const all = this.dataset.all ?? String(rows.length);
    top.voice.textContent = text.replace("{place}", place).replace("{all}", all);
  }

  // Elements of this list, not of a list nested in one of its rows.
  own(selector) {
    return [...this.querySelectorAll(selector)].filter((e) => e.closest("genga-rows") === this);
  }

  get rows() {
    return this.own("[data-row]");
  }

  // The place of the first row, where these are some rows of a longer list (data-first, data-all).
  get first() {
    return Number(this.dataset.first ?? 1);
  }

  add() {
    const total = this.own("[data-total]")[0];
    const number = Math.max(Number(total?.value ?? 0), Number(this.dataset.next ?? 0), this.rows.length);
    this.dataset.next = String(number + 1);
    if (total) total.value = String(number + 1);
    const mark = this.dataset.placeholder ?? "__prefix__";
    const made = document.createElement("template");
    made.innerHTML = this.template.innerHTML.replaceAll(mark, String(number));
    const row = made.content.firstElementChild;
    row.setAttribute("data-new", "");
    const last = this.rows.at(-1);
    if (last) last.after(row);
    else this.place(row);
    this.equip(row);
    this.renumber();
    this.offer(row, number);
    this.say("Added", row);
    row.querySelector("input:not([type=hidden], [data-position]), select, textarea")?.focus();
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A new row can be named at once by lists that choose among its kind, in rows there and to come.
  offer(row, number) {
    const key = row.querySelector("input[name=rows]")?.value;
    if (!key || !this.dataset.fresh) return;
    const wanted = `select[data-target="${key.split(":")[0]}"]`;
    const places = [document, ...[...document.querySelectorAll("template")].map((t) => t.content)];
    for (const list of places.flatMap((place) => [...place.querySelectorAll(wanted)])) {
      const option = document.createElement("option");
      option.value = key;
      option.textContent = this.dataset.fresh.replace("{}", String(number));
      list.append(option);
    }
  }

  // Where the first row goes: into the table, or before the template.
  place(row) {
    const table = this.own("table")[0];
    if (row.matches("tr")) (table.tBodies[0] ?? table.createTBody()).append(row);
    else if (row.matches("tbody")) table.append(row);
    else this.template.before(row);
  }

  equip(row) {
    const position = this.find(row, "[data-position]");
    if (!position || row.querySelector(":scope .rows__move[data-of-row]")?.closest("[data-row]") === row) return;
    const move = document.createElement("span");
    move.className = "rows__move";
    move.dataset.ofRow = "";
    move.append(this.handle(row));
    for (const [sign, label, step] of [
      ["↑", this.dataset.up ?? "Move up", -1],
      ["↓", this.dataset.down ?? "Move down", 1],
    ]) {
      const button = this.button(sign, label);
      button.addEventListener("click", () => this.move(row, step));
      move.append(button);
    }
    position.after(move);
  }

  button(sign, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    return button;
  }

  handle(row) {
    const handle = this.button("⠿", "");
    handle.className = "rows__handle";
    handle.dataset.handle = "";
    handle.title = this.closest("form")?.dataset.rowsHelp ?? "";
    handle.setAttribute("aria-pressed", "false");
    handle.addEventListener("keydown", (event) => this.keyed(event, row));
    handle.addEventListener("blur", () => this.put());
    handle.addEventListener("click", ({ detail }) => {
      if (detail === 0) this.toggle(row); // a screen reader's click; pointers drag
    });
    handle.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault(); // nothing is selected on the way
      handle.focus({ preventScroll: true });
      handle.setPointerCapture(event.pointerId);
      this.put();
      this.lift(row);
      this.at = event.clientY;
      this.drag();
    });
    handle.addEventListener("pointermove", ({ clientY }) => (this.at = clientY));
    handle.addEventListener("pointerup", () => this.put());
    handle.addEventListener("pointercancel", () => this.back());
    return handle;
  }

  find(row, selector) {
    return [...row.querySelectorAll(selector)].find((e) => e.closest("[data-row]") === row);
  }

  move(row, step) {
    if (!this.step(row, step)) return;
    this.changed(row);
    this.say("Moved", row);
  }

  changed(row) {
    this.renumber();
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // The neighbour goes to the other side: the row itself stays in the page, and with it the focus and
  // the pointer that holds it.
  step(row, step) {
    const rows = this.rows;
    const other = rows[rows.indexOf(row) + step];
    if (!other) return false;
    if (step < 0) row.after(other);
    else row.before(other);
    return true;
  }

  toggle(row) {
    if (this.lifted) this.put();
    else this.lift(row);
  }

  lift(row) {
    this.lifted = { row, order: this.rows };
    row.classList.add("rows__lifted");
    this.find(row, "[data-handle]").setAttribute("aria-pressed", "true");
    this.say("Lifted", row);
  }

  keyed(event, row) {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      this.toggle(row);
      return;
    }
    if (this.lifted?.row !== row) return;
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key in steps) {
      event.preventDefault();
      this.step(row, steps[event.key]);
      row.scrollIntoView({ block: "nearest" });
      this.say("Moved", row);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.back();
    }
  }

  // While the pointer holds a row: past the middle of a neighbour they change places.
  drag() {
    if (!this.lifted || this.at === undefined) return;
    const { row } = this.lifted;
    if (this.at < EDGE) scrollBy(0, -SCROLL);
    else if (this.at > innerHeight - EDGE) scrollBy(0, SCROLL);
    const middle = (other) => {
      const { top, height } = other.getBoundingClientRect();
      return top + height / 2;
    };
    for (const step of [-1, 1]) {
      const passed = (other) => other && (step < 0 ? this.at < middle(other) : this.at > middle(other));
      while (passed(this.rows[this.rows.indexOf(row) + step])) this.step(row, step);
    }
    requestAnimationFrame(() => this.drag());
  }

  put() {
    if (!this.lifted) return;
    const { row, order } = this.drop();
    if (this.rows.some((other, index) => other !== order[index])) this.changed(row);
    this.say("Put", row);
  }

  back() {
    if (!this.lifted) return;
    const { row, order } = this.drop();
    const first = order.indexOf(row);
    while (this.rows.indexOf(row) > first) this.step(row, -1);
    while (this.rows.indexOf(row) < first) this.step(row, 1);
    this.say("Back", row);
  }

  drop() {
    const lifted = this.lifted;
    this.lifted = this.at = undefined;
    lifted.row.classList.remove("rows__lifted");
    this.find(lifted.row, "[data-handle]").setAttribute("aria-pressed", "false");
    return lifted;
  }

  renumber() {
    this.rows.forEach((row, index) => {
      const position = this.find(row, "[data-position]");
      if (position) position.value = String(index + this.first);
    });
    this.name();
  }

  // Which row a handle moves, for who does not see it.
  name() {
    const caption = this.own("caption")[0]?.textContent.trim() ?? "";
    const words = this.closest("form")?.dataset.rowsHandle ?? "{}";
    this.rows.forEach((row, index) => {
      const handle = this.find(row, "[data-handle]");
      handle?.setAttribute("aria-label", words.replace("{}", `${caption} ${index + this.first}`));
    });
  }

  // A row that was never saved goes at once; a stored one is posted with its box ticked.
  removed(event) {
    const row = event.target.closest("[data-row]");
    if (row?.closest("genga-rows") !== this || !row.hasAttribute("data-new")) return;
    event.stopPropagation();
    const rows = this.rows;
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.remove();
    this.renumber();
    this.say("Removed", next);
    (next?.querySelector("input:not([type=hidden]), select") ?? this.adder)?.focus();
  }
}

customElements.define("genga-rows", Rows);
