// <genga-lightbox>: shows the pictures of a gallery large, one after another, in a dialog. Arrow keys and
// buttons turn the pages, Escape closes. Without it every picture is a link to a page of its own.

class Lightbox extends HTMLElement {
  connectedCallback() {
    this.links = [...this.querySelectorAll("a:has(img)")];
    this.addEventListener("click", (event) => {
      const at = this.links.indexOf(event.target.closest("a"));
      if (at < 0 || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(at);
    });
  }

  open(at) {
    this.dialog ??= this.made();
    this.show(at);
    if (!this.dialog.open) this.dialog.showModal();
  }

  made() {
    const dialog = document.createElement("dialog");
    dialog.className = "lightbox";
    this.figure = document.createElement("figure");
    const bar = document.createElement("p");
    bar.className = "lightbox__bar";
    this.count = document.createElement("span");
    this.count.setAttribute("aria-live", "polite");
    this.previous = this.button("←", this.dataset.previous, () => this.turn(-1));
    this.next = this.button("→", this.dataset.next, () => this.turn(1));
    const close = this.button("✕", this.dataset.close, () => dialog.close());
    bar.append(this.count, this.previous, this.next, close);
    dialog.append(bar, this.figure);
    dialog.addEventListener("keydown", ({ key }) => {
      const way = getComputedStyle(this).direction === "rtl" ? -1 : 1;
      if (key === "ArrowLeft") this.turn(-way);
      if (key === "ArrowRight") this.turn(way);
    });
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => this.links[this.at]?.focus());
    this.append(dialog);
    return dialog;
  }

  button(sign, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    return button;
  }

  turn(step) {
    const at = this.at + step;
    if (this.links[at]) this.show(at);
  }

  show(at) {
    this.at = at;
    const link = this.links[at];
    const image = link.querySelector("img").cloneNode();
    image.sizes = "100vw";
    image.loading = "eager";
    const words = document.createElement("figcaption");
    const seen = document.createElement("span");
    seen.className = "lightbox__alt";
    seen.textContent = image.alt;
    const page = document.createElement("a");
    page.href = link.href;
    page.textContent = this.dataset.page;
    const said = link.closest("figure")?.querySelector("figcaption")?.cloneNode(true);
    words.append(...(said ? said.childNodes : []), seen, page);
    this.figure.replaceChildren(image, words);
    this.count.textContent = `${at + 1} / ${this.links.length}`;
    // A button that cannot be pressed any more would take the focus with it.
    const ends = [[this.previous, at === 0, this.next], [this.next, at === this.links.length - 1, this.previous]];
    for (const [button, end, other] of ends) {
      if (end && document.activeElement === button) {
        other.disabled = false;
        other.focus();
      }
      button.disabled = end;
    }
    this.dialog.setAttribute("aria-label", image.alt);
  }
}

customElements.define("genga-lightbox", Lightbox);
