// The only script every page loads. Search comes when a visitor turns to it: by the link in the header, the key "/" or
// its own page. The link says where everything lies; without this script it leads to the page.
const link = document.querySelector("[data-search]");
const page = document.querySelector("[data-search-page]");
const at = (name) => new URL(link.dataset[name], document.baseURI).href;
let coming = null;

function fetched() {
  coming ??= Promise.all([import(at("searchText")), import(at("searchEngine")), import(at("searchView"))])
    .then(([text, engine, view]) => view.prepare({ text, engine, link, at }));
  coming.catch(() => { coming = null; });
  return coming;
}

function open(event) {
  event.preventDefault();
  if (page) return page.querySelector("input")?.focus();
  // Should the scripts not arrive, the page says what else there is.
  return fetched().then((view) => view.dialog(), () => { location.href = link.href; });
}

if (link) {
  link.setAttribute("aria-keyshortcuts", "/");
  if (!page) link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) open(event);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) open(event);
  });
  const start = () => fetched().then((view) => view.page(page), () => {}); // the form then sends the query to this page
  if (page && new URLSearchParams(location.search).get("q")) start();
  else page?.addEventListener("focusin", start, { once: true });
}
