// <genga-views>: a switch of radio buttons (.switched) that remembers the choice by its word
// (data-remember) in this browser, so that the language of voices holds from film to film.
// Also marks the section being read in the sticky index.

class Views extends HTMLElement {
  connectedCallback() {
    const place = `genga-view-${this.dataset.remember ?? ""}`;
    try {
      const kept = localStorage.getItem(place);
      const inputs = [...this.querySelectorAll("[data-view]")];
      const match = inputs.find((input) => input.value === kept);
      if (match) match.checked = true;
      this.addEventListener("change", ({ target }) => {
        if (target.matches("[data-view]")) localStorage.setItem(place, target.value);
      });
    } catch {
      // Storage is closed to this page: the switch works, nothing is remembered.
    }
  }
}

customElements.define("genga-views", Views);

let watch;

function mark() {
  watch?.disconnect();
  const links = new Map(
    [...document.querySelectorAll(".index-bar a")].map((link) => [link.hash.slice(1), link]),
  );
  const seen = new Set();
  watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target.id);
        else seen.delete(target.id);
      }
      const current = [...links.keys()].find((id) => seen.has(id));
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true");
        else if (current) link.removeAttribute("aria-current");
      }
      const bar = links.get(current)?.closest(".index-bar");
      if (bar && bar.scrollWidth > bar.clientWidth) {
        bar.scrollTo({ left: links.get(current).offsetLeft - bar.clientWidth / 3, behavior: "auto" });
      }
    },
    { rootMargin: "-64px 0px -55% 0px" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) watch.observe(section);
  }
}

mark();
document.addEventListener("genga-swapped", mark); // the page's content came anew
