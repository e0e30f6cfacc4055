// Keeps what a reader without a connection needs: the look, a page that says so, and the catalogue
// pages read last. Served from /service-worker.js, so that it sees the whole site.
//
// Pages come from the network first; only where there is none, the kept copy is shown. What was read
// while logged in is forgotten with every log-in and log-out: the next person at this browser is not
// shown it.
const LOOK = "genga-look";
const READ = "genga-read";
const KEPT = 40;
const OFFLINE = "/offline/";
const ENTRY = /^\/[a-z]+\/\d+(-[^/]*)?\/(segments\/[^/]+\/)?$/;
const ACCOUNT = /^\/accounts\/(login|logout|signup)\//;

addEventListener("install", (event) => {
  event.waitUntil(install());
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && ACCOUNT.test(url.pathname)) {
    event.waitUntil(caches.delete(READ));
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/") || url.pathname.endsWith(".svg")) {
    event.respondWith(look(event));
  }
});

async function install() {
  const cache = await caches.open(LOOK);
  const answer = await fetch(OFFLINE);
  if (answer.ok) {
    const needed = [...(await answer.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)];
    await cache.put(OFFLINE, answer);
    await Promise.all(needed.map(([, path]) => cache.add(path)));
  }
  await skipWaiting();
}

async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (ENTRY.test(url.pathname) && !url.search && answer.ok && !answer.redirected) {
      event.waitUntil(keep(event.request, answer.clone()));
    }
    return answer;
  } catch {
    const read = await caches.open(READ);
    const kept = await read.match(url.pathname, { ignoreVary: true });
    return kept ?? (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
  }
}

async function keep(request, answer) {
  const cache = await caches.open(READ);
  const path = new URL(request.url).pathname;
  await cache.delete(path, { ignoreVary: true }); // the newest stands last
  await cache.put(path, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(keys.length - KEPT, 0)).map((key) => cache.delete(key)));
}

// Hashed names never change what they hold; other ones are asked for anew while there is a network.
async function look(event) {
  const cache = await caches.open(LOOK);
  const kept = await cache.match(event.request, { ignoreVary: true });
  const hashed = /\.[0-9a-f]{12}\.\w+$/.test(new URL(event.request.url).pathname);
  if (kept && hashed) return kept;
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(cache.put(event.request, answer.clone()));
    return answer;
  } catch {
    // No connection, or the page was left meanwhile: an answer that says so, not an error of this worker.
    return kept ?? new Response(null, { status: 504, statusText: "Not reachable" });
  }
}
