// Opens the form of a section in its place, where a link to it is pressed: the same form by the same
// address, without the page around it (js/form.js sends it). Where that is not to be had, for want of
// rights, log-in or connection, the link is followed as ever.
//
// Back, Cancel and Escape close the form, and ask first if something was typed. The address keeps
// #edit-<section> while it is open, so that loading again opens it again. Once it is saved, the page's
// content is fetched anew and the section's heading has the focus.

let open; // {section, url, link, form}

const main = document.querySelector("main");
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

const isForm = (url) =>
  url.origin === location.origin && url.pathname.endsWith("/edit/") && url.searchParams.has("section");

main.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const section = link?.closest("section.section[id]");
  if (!section || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches("[data-cancel]") && open) {
    event.preventDefault();
    leave();
  } else if (isForm(new URL(link.href)) && link.target !== "_blank") {
    event.preventDefault();
    show(section, link.href, { link });
  }
});

main.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !open) return;
  // Escape means something of their own to these: the list of suggestions, a question, a menu.
  if (!open.form.contains(event.target) || event.target.closest("input[list], dialog, details.menu[open]")) return;
  event.preventDefault();
  leave();
});

main.addEventListener("genga-saved", (event) => {
  if (!open) return;
  event.preventDefault();
  saved();
});

addEventListener("popstate", async ({ state }) => {
  if (state?.edit) {
    if (!open) reopen(state.edit, state.url);
  } else if (open && state?.page) {
    if (await closable()) close();
    else mark(open); // stay: the step back is taken back
  }
});

async function show(section, url, { link, reopened = false }) {
  if (open?.section !== section && !(await closable())) return;
  section.setAttribute("aria-busy", "true");
  const form = await fetched(url);
  section.removeAttribute("aria-busy");
  if (!form) return location.assign(url);
  const replaced = open?.section === section;
  if (open) close({ focus: false });
  section.classList.add("section--edited");
  const head = section.querySelector(":scope > .section__head");
  if (head) head.after(form);
  else section.prepend(form);
  open = {
    section,
    url,
    link: link?.closest("genga-form") ? undefined : link,
    get form() {
      return section.querySelector("genga-form"); // answers take one another's place
    },
  };
  if (!replaced && !reopened) mark(open);
  const { top } = section.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) section.scrollIntoView({ block: "start" });
  const control = "fieldset :is(input:not([type=hidden]), select, textarea, button:not([hidden])):enabled";
  const first = [...form.querySelectorAll(control)].find((found) => found.checkVisibility());
  (first ?? heading(section.id)).focus({ preventScroll: true });
}

// The form with its scripts at work; nothing where the address gives something else.
async function fetched(url) {
  try {
    const answer = await fetch(url, { headers: { "Genga-Fragment": "1" }, cache: "no-store" });
    const form = parsed(await answer.text()).body.firstElementChild;
    if (!answer.ok || form?.localName !== "genga-form") return undefined;
    const scripts = [...form.querySelectorAll("script[src]")];
    for (const script of scripts) script.remove();
    await Promise.all(scripts.map((script) => load(script.getAttribute("src"))));
    return document.adoptNode(form);
  } catch {
    return undefined;
  }
}

function load(src) {
  if (document.querySelector(`script[src="${CSS.escape(src)}"]`)) return undefined;
  const script = document.createElement("script");
  Object.assign(script, { type: "module", src });
  document.head.append(script);
  return new Promise((done, failed) => {
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
  });
}

async function closable() {
  const guard = open?.form.querySelector("genga-guard[data-dirty]");
  const question = open?.form.querySelector("dialog.ask");
  if (!guard || !question) return true;
  if (question.open) return false;
  question.returnValue = "";
  question.showModal();
  await new Promise((done) => question.addEventListener("close", done, { once: true }));
  return question.returnValue === "close";
}

async function leave() {
  if (!(await closable())) return;
  close();
  unmark(location.pathname + location.search);
}

function close({ focus = true } = {}) {
  const { section, form, link } = open;
  open = undefined;
  form.remove();
  section.classList.remove("section--edited");
  if (!focus) return;
  if (link?.isConnected) link.focus({ preventScroll: true });
  else heading(section.id).focus({ preventScroll: true });
  section.scrollIntoView({ block: "nearest" });
}

async function saved() {
  const { id } = open.section;
  let answer;
  try {
    answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
  } catch {
    close({ focus: false });
    await unmark(location.pathname + location.search);
    return location.reload();
  }
  const page = parsed(await answer.text());
  close({ focus: false });
  main.replaceChildren(...page.querySelector("main").childNodes);
  document.title = page.title;
  const { pathname, search } = new URL(answer.url);
  await unmark(pathname + search);
  heading(id).focus({ preventScroll: true });
  heading(id).scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new Event("genga-swapped"));
  for (const message of page.querySelectorAll("genga-messages .message")) {
    document.dispatchEvent(new CustomEvent("genga-say", { detail: { message } }));
  }
}

function heading(id) {
  const found = document.getElementById(id)?.querySelector("h2, h3") ?? main.querySelector("h1") ?? main;
  found.tabIndex = -1;
  return found;
}

// A step in history while a form is open, over a mark on the page below it: other steps are those of
// links within the page.
function mark({ section, url }) {
  if (!history.state?.edit) history.replaceState({ page: true }, "");
  history.scrollRestoration = "manual";
  const name = new URL(url, location.href).searchParams.get("section");
  const step = history.state.edit ? "replaceState" : "pushState";
  const pushed = step === "pushState" || history.state.pushed;
  history[step]({ edit: section.id, url, pushed }, "", `#edit-${name}`);
}

async function unmark(url) {
  if (history.state?.pushed) {
    const back = new Promise((done) => addEventListener("popstate", done, { once: true }));
    history.back();
    await back;
  }
  history.replaceState({ page: true }, "", url);
  history.scrollRestoration = "auto";
}

function reopen(id, url) {
  const section = document.getElementById(id);
  if (section) show(section, url, { reopened: true });
}

if (history.state?.edit) reopen(history.state.edit, history.state.url);
else if (location.hash.startsWith("#edit-")) {
  const name = location.hash.slice("#edit-".length);
  const links = [...main.querySelectorAll("section.section[id] a[href]")];
  const link = links.find((a) => isForm(new URL(a.href)) && new URL(a.href).searchParams.get("section") === name);
  if (link) show(link.closest("section.section[id]"), link.href, { link, reopened: true });
}
