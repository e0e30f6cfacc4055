// <genga-guard>: asks before a form that was changed is left without saving.

class Guard extends HTMLElement {
  connectedCallback() {
    const dirty = () => {
      this.dataset.dirty = "";
    };
    this.addEventListener("input", dirty);
    this.addEventListener("change", dirty);
    this.addEventListener("submit", () => {
      this.leaving = true;
    });
    addEventListener("pageshow", () => {
      this.leaving = false;
    });
    addEventListener("beforeunload", (event) => {
      if (this.isConnected && this.hasAttribute("data-dirty") && !this.leaving) event.preventDefault();
    });
  }
}

customElements.define("genga-guard", Guard);
