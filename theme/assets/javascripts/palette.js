// Light or dark, the size of the letters, and which reminders of deadlines are shown. Loaded in <head> before anything is painted, so that no page flashes.
// The choice stays in this browser; without one the page follows the system. Sets on <html>:
// data-md-color-scheme="default|slate" (Material's own attribute) and data-text-size="0|1|2".
(() => {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const LARGEST = 2;

  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be switched off; the page then follows the system
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // the choice lasts as long as the page
    }
  }

  let scheme = recall("dvk-scheme");
  let size = Math.min(LARGEST, Math.max(0, Number.parseInt(recall("dvk-text-size"), 10) || 0));

  function apply() {
    const shown = scheme === "slate" || scheme === "default" ? scheme : dark.matches ? "slate" : "default";
    root.setAttribute("data-md-color-scheme", shown);
    root.setAttribute("data-text-size", String(size));
    for (const button of document.querySelectorAll("[data-scheme-switch]")) {
      button.setAttribute("aria-pressed", String(shown === "slate"));
      button.hidden = false;
    }
    for (const button of document.querySelectorAll("[data-text-step]")) {
      const next = size + Number(button.dataset.textStep);
      button.setAttribute("aria-disabled", String(next < 0 || next > LARGEST));
      button.hidden = false;
    }
  }

  function press(event) {
    const button = event.target instanceof Element && event.target.closest("[data-scheme-switch], [data-text-step]");
    if (!button) return;
    if ("schemeSwitch" in button.dataset) {
      scheme = root.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
      remember("dvk-scheme", scheme);
    } else {
      size = Math.min(LARGEST, Math.max(0, size + Number(button.dataset.textStep)));
      remember("dvk-text-size", String(size));
    }
    apply();
  }

  // A reminder of a deadline is taken away outside its days before anybody sees it, so that nothing moves.
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format();
  function remind() {
    for (const banner of document.querySelectorAll("[data-since][data-until]")) {
      banner.hidden = today < banner.dataset.since || today > banner.dataset.until;
    }
  }
  const arriving = new MutationObserver(remind);
  arriving.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => arriving.disconnect());

  root.classList.replace("no-js", "js");
  apply();
  dark.addEventListener?.("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", press);
})();
