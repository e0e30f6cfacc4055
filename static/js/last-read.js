// <genga-last-read>: tells a reader who has been here before what has changed since. Which revision
// of which page was read is kept in this browser alone; nothing is sent.

const PLACE = "genga-read";
const MOST = 500;

class LastRead extends HTMLElement {
  connectedCallback() {
    const { page, number, compare } = this.dataset;
    const now = Number(number);
    if (!page || !now) return;
    const read = this.read();
    const before = Number(read.get(page) ?? 0);
    if (before > 0 && before < now) this.tell(now - before, `${compare}?from=${before}&to=${now}`);
    read.delete(page); // what was read last stands last
    read.set(page, now);
    this.keep(read);
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
      return new Map(Array.isArray(kept) ? kept : []);
    } catch {
      return new Map(); // closed storage, or what another version left there
    }
  }

  keep(read) {
    try {
      localStorage.setItem(PLACE, JSON.stringify([...read].slice(-MOST)));
    } catch {
      // Storage is full or closed to this page: nothing is remembered.
    }
  }

  tell(count, address) {
    const text = this.querySelector("[data-text]");
    const link = this.querySelector("a");
    if (!text || !link) return;
    text.textContent = (count === 1 ? this.dataset.one : this.dataset.many).replace("{}", String(count));
    link.href = address;
    this.querySelector("p").hidden = false;
  }
}

customElements.define("genga-last-read", LastRead);
