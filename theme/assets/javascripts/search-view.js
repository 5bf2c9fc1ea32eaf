// What a visitor sees of the search: one form with results, in a dialog on any page or on /tim-kiem/. Text is put in as
// text, never as HTML.

const PER_PAGE = { dialog: 6, page: 10 };
const PAUSE = 160; // milliseconds without a key before a search starts
const FACETS = [["field", "linh-vuc", "Lĩnh vực"], ["unit", "don-vi", "Đơn vị"], ["year", "nam", "Năm"], ["kind", "loai", "Loại bài"]];

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== false) node.setAttribute(key, value === true ? "" : value);
  node.append(...children);
  return node;
}

export function prepare({ text, engine, link, at }) {
  const style = make("link", { rel: "stylesheet", href: at("searchStyle") });
  const styled = new Promise((done) => {
    style.onload = style.onerror = done;
    document.head.append(style);
  });
  let opening = null;
  const opened = () => {
    opening ??= engine.open(at("searchIndex"), at("searchFolder"), text);
    opening.catch(() => { opening = null; });
    return opening;
  };

  // Words of a text that the query met, as <mark>; tells through `said` which they were.
  function marked(node, words, hit, said) {
    for (const [piece, word] of text.pieces(words)) {
      const term = word && hit(word);
      if (term) said.add(term);
      node.append(term ? make("mark", {}, piece) : piece);
    }
    return node;
  }

  function result(row, found) {
    const said = new Set();
    const title = marked(make("a", { href: at("searchRoot") + row.href }), row.title, found.hit, said);
    const place = make("p", { class: "search-result__place" });
    marked(place, [row.role, row.unit, row.year].filter(Boolean).join(" · "), found.hit, said);
    const item = make("li", { class: `search-result field--${row.palette}` },
      make("p", { class: "search-result__kind" }, make("span", { class: "chip chip--field" }, row.field), ...(row.sample ? [" ", make("span", { class: "chip chip--sample" }, "Minh họa")] : [])),
      make("h3", { class: "search-result__title" }, title), place);
    if (row.summary) item.append(marked(make("p", { class: "search-result__summary" }), row.summary, found.hit, said));
    const more = [...new Set(found.elsewhere(row.id, said))];
    if (more.length) {
      const line = make("p", { class: "search-result__more" }, "Trong bài có: ");
      more.forEach((word, i) => line.append(i ? ", " : "", make("mark", {}, word)));
      item.append(line);
    }
    return item;
  }

  // The form and what it finds. `changed` hears of every search, so that an address can follow.
  function form(place, start, changed) {
    const id = `tim-${place}`;
    const field = make("input", { type: "search", id, name: "q", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "120", placeholder: "Ví dụ: bích họa, vuon buoi" });
    const status = make("p", { class: "search__status", role: "status", "aria-live": "polite" });
    const meant = make("p", { class: "search__meant", hidden: true });
    const goto = make("p", { class: "search__pages", hidden: true });
    const list = make("ol", { class: "search__results" });
    const more = make("button", { type: "button", class: "button", hidden: true }, "Xem thêm");
    const selects = Object.fromEntries(FACETS.map(([name, key, label]) => [name, make("select", { name: key, id: `${id}-${key}`, "aria-label": label })]));
    const facets = make("div", { class: "search__facets", role: "group", "aria-label": "Lọc kết quả", hidden: true }, ...Object.values(selects));
    const box = make("form", { class: "search", role: "search", action: link.href },
      make("label", { for: id, class: "search__label" }, "Bạn tìm gì?"),
      make("div", { class: "search__line" }, field, make("button", { type: "submit", class: "button button--primary" }, "Tìm")),
      status, meant, facets, goto, list, more);
    const chosen = { ...start.chosen };
    let turn = 0, limit = PER_PAGE[place], waiting = 0, asked = null;

    async function run(push = false) {
      const mine = ++turn;
      const query = field.value.trim();
      changed(query, chosen, push);
      if (query.length < 2 && !/[^a-z]/i.test(query)) return clear(query ? "Gõ thêm chữ để tìm." : "");
      if (!asked) status.textContent = "Đang tìm…";
      const answer = await asking(field.value.trimStart()).catch(() => {
        opening = null; // the site may have been published anew since: its index lies elsewhere now
        return asking(field.value.trimStart());
      }).catch(() => null);
      if (mine !== turn) return undefined;
      if (!answer) return clear("Chưa tải được phần tìm kiếm. Mời bạn kiểm tra kết nối mạng rồi thử lại.");
      const { search, found, narrowed, rows } = answer;
      asked = query;
      const count = Math.min(limit, narrowed.ids.length);
      status.textContent = narrowed.ids.length ? `Tìm thấy ${narrowed.ids.length.toLocaleString("vi")} kết quả.`
        : found.stories.length ? "Không có kết quả nào với lựa chọn này. Bỏ bớt điều kiện lọc để xem thêm."
        : "Không tìm thấy bài nào. Thử ít chữ hơn hoặc gõ không dấu.";
      list.replaceChildren(...rows.slice(0, count).map((row) => result(row, found)));
      pages(rows.slice(count));
      suggest(found.suggestion);
      fill(search.labels, narrowed.counts, found.stories.length > 0);
      more.hidden = narrowed.ids.length <= limit;
      box.setAttribute("data-search-done", query);
      return undefined;
    }

    async function asking(query) {
      const search = await opened();
      const found = await search.search(query);
      const narrowed = search.narrow(found.stories, chosen);
      return { search, found, narrowed, rows: await search.details([...narrowed.ids.slice(0, limit), ...found.pages]) };
    }

    function clear(words) {
      asked = null;
      status.textContent = words;
      list.replaceChildren();
      for (const node of [meant, goto, facets, more]) node.hidden = true;
      box.removeAttribute("data-search-done");
    }

    function pages(rows) {
      goto.hidden = !rows.length;
      goto.replaceChildren("Đến thẳng trang: ");
      rows.forEach((row, i) => goto.append(i ? " · " : "", make("a", { href: at("searchRoot") + row.href }, row.title)));
    }

    function suggest(words) {
      meant.hidden = !words;
      if (!words) return meant.replaceChildren();
      const button = make("button", { type: "button", class: "search__meant-words" }, words);
      button.addEventListener("click", () => {
        field.value = words;
        field.focus();
        again(true);
      });
      return meant.replaceChildren("Ý bạn là: ", button, "?");
    }

    function fill(labels, counts, any) {
      facets.hidden = !any;
      for (const [name, , label] of FACETS) {
        const rows = [...counts[name]].filter(([value, n]) => n || chosen[name] === value);
        if (chosen[name] !== undefined && !counts[name].has(chosen[name])) rows.push([chosen[name], 0]);
        const words = (value) => String([labels[name][value]].flat()[0]);
        rows.sort(([a], [b]) => name === "unit" ? words(a).localeCompare(words(b), "vi") : a - b);
        const options = rows.map(([value, n]) => make("option", { value, selected: chosen[name] === value }, `${words(value)} (${n})`));
        selects[name].replaceChildren(make("option", { value: "" }, `${label}: tất cả`), ...options);
      }
    }

    function again(push = false) {
      clearTimeout(waiting);
      limit = PER_PAGE[place];
      return run(push);
    }

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(again, asked === null && !turn ? 0 : PAUSE);
    });
    field.addEventListener("search", () => { if (!field.value) again(); });
    facets.addEventListener("change", (event) => {
      const name = FACETS.find(([key]) => selects[key] === event.target)[0];
      if (event.target.value === "") delete chosen[name];
      else chosen[name] = Number(event.target.value);
      again(true);
    });
    more.addEventListener("click", async () => {
      const first = limit;
      limit += PER_PAGE.page;
      await run();
      list.children[first]?.querySelector("a").focus();
    });
    box.addEventListener("submit", (event) => {
      if (place === "dialog") return Object.entries(selects).forEach(([name, select]) => { select.disabled = chosen[name] === undefined; });
      event.preventDefault();
      return again(true);
    });
    // Arrow keys lead from the field through the results and back.
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const stops = [field, ...list.querySelectorAll("h3 a")];
      const here = stops.indexOf(document.activeElement);
      if (!step || here < 0 || !stops[here + step]) return;
      event.preventDefault();
      stops[here + step].focus();
    });
    field.value = start.query;
    return { box, field, again, set(query, choice) {
      field.value = query;
      for (const [name] of FACETS) delete chosen[name];
      Object.assign(chosen, choice);
      return again();
    } };
  }

  let shown = null;
  async function dialog() {
    await styled;
    if (!shown) {
      const made = form("dialog", { query: "", chosen: {} }, () => {});
      const close = make("button", { type: "button", class: "search-dialog__close", "aria-label": "Đóng tìm kiếm" }, "×");
      const node = make("dialog", { class: "search-dialog", "aria-label": "Tìm kiếm" }, close, made.box);
      close.addEventListener("click", () => node.close());
      node.addEventListener("click", (event) => { if (event.target === node) node.close(); });
      document.body.append(node);
      shown = { node, made };
    }
    if (!shown.node.open) shown.node.showModal();
    shown.made.field.focus();
    shown.made.field.select();
    opened().catch(() => {}); // the first file comes while the visitor types
  }

  function stated() {
    const asked = new URLSearchParams(location.search);
    const chosen = {};
    for (const [name, key] of FACETS) if (/^[0-9]+$/.test(asked.get(key) ?? "")) chosen[name] = Number(asked.get(key));
    return { query: asked.get("q") ?? "", chosen };
  }

  function page(place) {
    const start = stated();
    // Whether the address is one to come back to. What is typed makes one new address, which follows the typing until
    // the search is sent or narrowed: "back" then leads to the search before, however slowly the words were typed.
    let settled = false;
    const made = form("page", start, (query, chosen, settles) => {
      const asked = new URLSearchParams(query ? { q: query } : {});
      for (const [name, key] of FACETS) if (query && chosen[name] !== undefined) asked.set(key, chosen[name]);
      const address = location.pathname + (query ? `?${asked}` : "");
      const narrowed = settles && query === stated().query;
      if (address !== location.pathname + location.search) history[settled || narrowed ? "pushState" : "replaceState"](null, "", address);
      else if (!settles) return;
      settled = settles;
    });
    addEventListener("popstate", () => {
      const { query, chosen } = stated();
      settled = false;
      made.set(query, chosen);
      settled = query !== "";
    });
    const before = place.querySelector("input");
    const typing = before === document.activeElement;
    if (typing) made.field.value = before.value;
    place.replaceChildren(made.box);
    if (typing) made.field.focus();
    if (made.field.value) made.again();
    settled = start.query !== "" && !typing;
  }

  return { dialog, page };
}
