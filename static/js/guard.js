// <genga-guard>: asks before a form that was changed is left without saving; its texts are as tall
// as what stands in them, where the browser can do that (style checkers do not know the property yet);
// the first error has the focus.

class Guard extends HTMLElement {
  connectedCallback() {
    this.away = new AbortController();
    const { signal } = this.away;
    for (const text of this.querySelectorAll("textarea")) text.style.setProperty("field-sizing", "content");
    // Shown again because of errors: to the first of them.
    if (this.hasAttribute("data-dirty")) this.querySelector(".is-invalid")?.focus();
    const dirty = () => {
      this.dataset.dirty = "";
    };
    this.addEventListener("input", dirty, { signal });
    this.addEventListener("change", dirty, { signal });
    // Seen last: a form that a script sends, or that opens another tab, is not left.
    const leave = (event) => {
      const stays = event.defaultPrevented || event.submitter?.formTarget === "_blank";
      if (!stays && this.contains(event.target)) this.leaving = true;
    };
    addEventListener("submit", leave, { signal });
    addEventListener("pageshow", () => (this.leaving = false), { signal });
    const ask = (event) => {
      if (this.hasAttribute("data-dirty") && !this.leaving) event.preventDefault();
    };
    addEventListener("beforeunload", ask, { signal });
  }

  disconnectedCallback() {
    this.away.abort();
  }
}

customElements.define("genga-guard", Guard);
