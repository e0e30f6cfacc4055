// Lets the browser keep what was read, for when there is no connection; and lists it on the page that
// is shown then.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/service-worker.js");

class Read extends HTMLElement {
  async connectedCallback() {
    if (!("caches" in window)) return;
    const list = document.createElement("ul");
    const cache = await caches.open("genga-read");
    for (const request of (await cache.keys()).reverse()) {
      const answer = await cache.match(request);
      const title = /<title>([^<]*?)(?: · [^<·]*)?<\/title>/.exec(await answer.text())?.[1].trim();
      const path = new URL(request.url).pathname;
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = path;
      link.textContent = new DOMParser().parseFromString(title || path, "text/html").body.textContent;
      item.append(link);
      list.append(item);
    }
    this.querySelector("section").append(list);
    this.hidden = !list.children.length;
  }
}
customElements.define("genga-read", Read);
