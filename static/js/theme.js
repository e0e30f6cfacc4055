// Light or dark paper. Runs before the page is drawn, so that it never flashes; the choice is kept
// in this browser. Without script the system's preference decides.
(() => {
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem("genga-theme") ?? "";
    } catch {
      return "";
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem("genga-theme", theme);
    } catch {
      // Storage is closed to this page: the choice holds until it is left.
    }
  };
  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  show(kept());

  class Theme extends HTMLElement {
    connectedCallback() {
      // The parser may not have reached the buttons yet.
      queueMicrotask(() => this.mark(kept()));
      // Browsers put back what was checked before; what is kept is the truth.
      for (const event of ["DOMContentLoaded", "pageshow"]) addEventListener(event, () => this.mark(kept()));
      this.addEventListener("change", ({ target }) => {
        keep(target.value);
        show(target.value);
      });
    }

    mark(theme) {
      for (const input of this.querySelectorAll("input")) input.checked = input.value === theme;
    }
  }
  customElements.define("genga-theme", Theme);

  // A message can be closed.
  class Message extends HTMLElement {
    connectedCallback() {
      addEventListener("DOMContentLoaded", () => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "message__close";
        button.setAttribute("aria-label", this.dataset.close);
        button.textContent = "✕";
        button.addEventListener("click", () => this.remove());
        this.append(button);
      }, { once: true });
    }
  }
  customElements.define("genga-message", Message);

  // Menus close with Escape and when something else is touched.
  const close = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  addEventListener("pointerdown", ({ target }) => close(target));
  addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape") return;
    const menu = target.closest?.("details.menu[open]");
    close(null);
    menu?.querySelector("summary").focus();
  });
})();
