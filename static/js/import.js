// <genga-import>: how far an import is. Asks now and then, and has the page come anew when a stage ends.

class Import extends HTMLElement {
  connectedCallback() {
    this.ask();
  }

  disconnectedCallback() {
    clearTimeout(this.next);
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.url, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const { stage, done, todo } = await answer.json();
      if (stage !== this.dataset.stage) {
        location.reload();
        return;
      }
      const bar = this.querySelector("progress");
      bar.max = Math.max(todo, 1);
      bar.value = done;
    } catch {
      // the connection is gone for a moment: the next question tells
    }
    this.next = setTimeout(() => this.ask(), 1500);
  }
}

customElements.define("genga-import", Import);
