// <genga-rows>: repeating rows of a form. Adds rows from a template, removes, moves up and down.
// The markup works without it: spare rows, numbers for the order, boxes for removal.

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
    for (const row of this.rows) {
      if (row.hasAttribute("data-spare") && !row.querySelector(".is-invalid")) row.remove();
      else this.equip(row);
    }
    this.addEventListener("change", (event) => {
      if (event.target.matches("[data-remove]")) this.removed(event);
    });
  }

  // Elements of this list, not of a list nested in one of its rows.
  own(selector) {
    return [...this.querySelectorAll(selector)].filter((e) => e.closest("genga-rows") === this);
  }

  get rows() {
    return this.own("[data-row]");
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
    for (const [sign, label, step] of [
      ["↑", this.dataset.up ?? "Move up", -1],
      ["↓", this.dataset.down ?? "Move down", 1],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => this.move(row, step, button));
      move.append(button);
    }
    position.after(move);
  }

  find(row, selector) {
    return [...row.querySelectorAll(selector)].find((e) => e.closest("[data-row]") === row);
  }

  move(row, step, button) {
    const rows = this.rows;
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.renumber();
    button.focus();
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  renumber() {
    this.rows.forEach((row, index) => {
      const position = this.find(row, "[data-position]");
      if (position) position.value = String(index + 1);
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
    (next?.querySelector("input:not([type=hidden]), select") ?? this.adder)?.focus();
  }
}

customElements.define("genga-rows", Rows);
