// Opens the editor where it can work: on the volunteer's own machine, or where an address for signing in is set up; elsewhere
// the page stays as it is and says where to write instead. Before that, four things the editor does are done our way, so that
// its files stay as their maker published them and nothing comes from another host:
//   · its words and icons lie beside it; whatever else it would fetch from a stranger is refused;
//   · styles become constructed sheets and properties, which our policy allows, instead of text in the page.
(() => {
  const { open, hosts } = document.currentScript.dataset;
  const here = new URL(".", document.currentScript.src);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  if (open !== "yes" && !local) return;

  const ask = window.fetch;
  window.fetch = (what, how) => {
    const address = new URL(what instanceof Request ? what.url : what, location.href);
    if (address.pathname.endsWith("/locales/vi.json")) return ask(new URL("vi.json", here));
    const known = [location.origin, ...hosts.split(" ")].includes(address.origin) || address.protocol === "blob:";
    return known ? ask(what, how) : Promise.reject(new TypeError(`not asked: ${address.origin}`));
  };

  const words = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
  Object.defineProperty(HTMLStyleElement.prototype, "textContent", {
    get() { return words.get.call(this); },
    set(text) {
      const faces = /@font-face\s*\{[^}]*\}/g;
      const icons = (face) => face.includes("material-symbols-outlined")
        ? face.replace(/url\([^)]*\)/, `url(${new URL("material-symbols.woff2", here)})`) : "";
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text.replace(faces, icons));
      document.adoptedStyleSheets.push(sheet);
    },
  });

  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && this.style) this.style.cssText = value;
    else set.call(this, name, value);
  };

  const html = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
  Object.defineProperty(HTMLTemplateElement.prototype, "innerHTML", {
    get() { return html.get.call(this); },
    set(text) { html.set.call(this, String(text).replaceAll('style="display: contents"', 'class="contents"')); },
  });

  if (open !== "yes") document.documentElement.className = "no-signing-in";
  document.querySelector("main").remove();
  const script = document.createElement("script");
  script.src = new URL("sveltia-cms.js", here);
  document.body.append(script);
})();
