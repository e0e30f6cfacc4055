// <genga-selection data-name>: says how many boxes of that name are ticked, and ticks all. The keys of
// the queue are in keys.js.

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

customElements.define("genga-selection", Selection);
