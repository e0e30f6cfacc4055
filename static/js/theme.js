// Light or dark paper, and how strong the contrast is. Runs before the page is drawn, so that it never
// flashes; the choice is kept in this browser, and a member's paper with the account (data-account is where;
// their pages come with it). Without script the system's preferences decide.
(() => {
  const root = document.documentElement;
  // A preference: what is kept, and the attribute of <html> that styles look at.
  const kept = (name) => {
    try {
      return localStorage.getItem(`genga-${name}`) ?? "";
    } catch {
      return "";
    }
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem(`genga-${name}`, value);
    } catch {
      // Storage is closed to this page: the choice holds until it is left.
    }
  };
  const show = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  const names = ["theme", "contrast"];
  const { account } = root.dataset;
  if (account) keep("theme", root.dataset.theme ?? "");

  for (const name of names) show(name, kept(name));

  // Inputs are named after the preference; a box that is not ticked stands for the system's.
  class Theme extends HTMLElement {
    connectedCallback() {
      // The parser may not have reached the buttons yet.
      queueMicrotask(() => this.mark());
      // Browsers put back what was checked before; what is kept is the truth.
      for (const event of ["DOMContentLoaded", "pageshow"]) addEventListener(event, () => this.mark());
      this.addEventListener("change", ({ target }) => {
        const value = target.type === "checkbox" && !target.checked ? "" : target.value;
        keep(target.name, value);
        show(target.name, value);
        if (account && target.name === "theme") {
          fetch(account, { method: "POST", body: new URLSearchParams({ theme: value }), keepalive: true });
        }
      });
    }

    mark() {
      for (const input of this.querySelectorAll("input")) input.checked = input.value === kept(input.name);
    }
  }
  customElements.define("genga-theme", Theme);

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
