// <genga-copy>: a box with a text to copy. The button copies it; a click into the box selects it.

class Copy extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector("textarea");
    const button = this.querySelector("[data-copy]");
    const said = this.querySelector("[data-said]");
    if (!box || !button) return;
    box.addEventListener("focus", () => box.select());
    if (!navigator.clipboard) return; // only pages over HTTPS may write to the clipboard
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(box.value);
        said.textContent = this.dataset.copied ?? "";
      } catch {
        box.focus(); // the browser refuses: the text is selected for the keyboard
      }
    });
  }
}

customElements.define("genga-copy", Copy);
