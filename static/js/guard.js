// <genga-guard>: asks before a form that was changed is left without saving; its texts are as tall
// as what stands in them, where the browser can do that (style checkers do not know the property yet);
// the first error has the focus.

class Guard extends HTMLElement {
  connectedCallback() {
    for (const text of this.querySelectorAll("textarea")) text.style.setProperty("field-sizing", "content");
    // Shown again because of errors: to the first of them.
    if (this.hasAttribute("data-dirty")) this.querySelector(".is-invalid")?.focus();
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
