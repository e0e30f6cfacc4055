// <genga-facets>: what is chosen in the panel of facets shows at once, without loading the page anew.
//
// The page of the new address is fetched as it is, and what is marked data-live is taken over from it. What
// somebody types or has opened stays. On a phone the panel is a sheet that the address opens (#facets), so
// Back closes it; what is chosen meanwhile replaces the address instead of adding to the history.

const WAIT = 250;

class Facets extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.shown = location.search;
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("input", (event) => this.typed(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.refresh().then(() => this.close());
    });
    this.addEventListener("change", (event) => {
      if (event.target.form === this.form && !this.form.contains(event.target)) this.changed(event);
    });
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isSheet && !event.defaultPrevented) this.close();
    });
    addEventListener("popstate", () => {
      if (location.search !== this.shown) location.reload();
    });
  }

  // Whether the panel lies over the page.
  get isSheet() {
    return location.hash === "#facets" && getComputedStyle(this.form).position === "fixed";
  }

  close() {
    if (!this.isSheet) return;
    location.hash = "#found";
    this.querySelector(".facet-bar__open")?.focus();
  }

  typed({ target }) {
    if (target.type !== "search") return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), WAIT);
  }

  changed({ target }) {
    if (target.type === "search" || target.name === "person-text") return;
    if (target.value && target.checked && target.name) this.leave(target);
    clearTimeout(this.waiting);
    if (this.form.reportValidity()) this.refresh();
  }

  // A value cannot be wanted and unwanted at once.
  leave({ name, value }) {
    const other = value.startsWith("-") ? value.slice(1) : `-${value}`;
    for (const input of this.form.querySelectorAll("input[type=checkbox]"))
      if (input.name === name && input.value === other) input.checked = false;
  }

  // The address that the form asks for, without what says nothing.
  address() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const text = value.trim();
      if (!text || name === "person-text" || (name === "sort" && text === "newest")) continue;
      if (name.endsWith("_mode") && text === "any") continue;
      asked.append(name, text);
    }
    if (asked.get("sort") !== "random") asked.delete("seed");
    if (!asked.has("person")) asked.delete("role");
    const query = asked.toString();
    return query ? `${location.pathname}?${query}` : location.pathname;
  }

  async refresh() {
    const address = this.address();
    this.asking?.abort();
    this.asking = new AbortController();
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.take(page);
      // The address that counts names the same filters in one order.
      const counts = page.querySelector("link[rel=canonical]")?.href;
      this.remember(new URL(counts ?? answer.url), page.title);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.live(document, "status").textContent = this.dataset.failed;
    }
    this.removeAttribute("aria-busy");
  }

  remember({ pathname, search }, title) {
    document.title = title;
    if (search === this.shown) return;
    this.shown = search;
    const address = pathname + search + (this.isSheet ? location.hash : "");
    history[this.isSheet ? "replaceState" : "pushState"](null, "", address);
  }

  live(page, name) {
    return page.querySelector(`[data-live="${CSS.escape(name)}"]`);
  }

  // Takes over what is live on the new page. The control that has the focus keeps it, or its successor gets it.
  take(page) {
    const { activeElement: focused } = document;
    const { name, value } = focused ?? {};
    const inside = focused?.closest("[data-live]");
    for (const old of document.querySelectorAll("[data-live]")) {
      const fresh = this.live(page, old.dataset.live);
      if (!fresh) continue;
      if (old.dataset.live === "status") old.textContent = fresh.textContent;
      else {
        const open = old.querySelector("details[open]");
        if (open && fresh.querySelector("details")) fresh.querySelector("details").open = true;
        old.replaceWith(document.importNode(fresh, true));
      }
    }
    for (const old of this.querySelectorAll("[data-live-facet]")) {
      const fresh = page.querySelector(`[data-live-facet="${old.dataset.liveFacet}"]`);
      old.hidden = fresh?.hidden ?? old.hidden;
    }
    if (!inside || focused.isConnected || !name) return;
    const again = [...this.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    (again.find((control) => control.value === value) ?? again[0])?.focus({ preventScroll: true });
  }
}

customElements.define("genga-facets", Facets);
