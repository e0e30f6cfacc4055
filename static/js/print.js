// A button that prints the page. Without a script the browser's own command does it.
class Print extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", () => print());
  }
}

customElements.define("genga-print", Print);
