// What the walk through all pages measures on each of them; axe does the rest.
window.genga = {
  // A short address of an element.
  name(element) {
    const id = element.id ? `#${element.id}` : "";
    const names = [...element.classList].map((name) => `.${name}`).join("");
    return `${element.localName}${id}${names} “${element.textContent.trim().slice(0, 40)}”`;
  },

  // Wait until new colours and sizes are drawn.
  async settled() {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.all(document.getAnimations().map((motion) => motion.finished.catch(() => null)));
  },

  // Let bars that stick stand still: what they lie upon changes as one scrolls (test_keyboard.py has the rest).
  unstick() {
    this.style(".form-bar, .index-bar, .site-header { position: static !important; }");
  },

  style(rules) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },

  // Whether an element scrolls sideways itself, or lies in one that does or that hides what is too wide.
  contained(element) {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== "visible") return true;
    }
    return false;
  },

  // Elements that make the page scroll sideways.
  sticksOut() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return (box.right > room + 1 || box.left < -1) && box.width > 1 && !this.contained(element);
    });
    const first = wide.filter((element) => !wide.includes(element.parentElement)).map((e) => this.name(e));
    return [`${document.documentElement.scrollWidth} px wide: ${first.slice(0, 4).join(", ")}`];
  },

  // Text as WCAG 1.4.12 lets readers space it.
  spaceText() {
    this.style(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }
    `);
  },

  // Elements that cut off their own text.
  clipped() {
    const cut = [];
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const hides = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
      if (!hides || !element.textContent.trim() || element.closest(".visually-hidden, svg, [hidden]")) continue;
      const inside = document.createRange();
      inside.selectNodeContents(element);
      const text = inside.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      if (box.width > 1 && (text.bottom > box.bottom + 2 || text.right > box.right + 2)) {
        cut.push(`${this.name(element)} is cut off`);
      }
    }
    return cut;
  },
};
