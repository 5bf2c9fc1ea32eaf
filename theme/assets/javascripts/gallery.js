// The gallery's filters. Nothing is fetched before a visitor opens them or follows a link that carries a choice. The
// choice lives in the address (?linh-vuc=…&nam=…&xep=ten&trang=2), so that it can be shared and the back button works.
const PER_PAGE = 12;
const SORTS = [["moi", "Mới đăng trước"], ["ten", "Theo tên, A–Y"]];
const box = document.querySelector("[data-filters]");

if (box) start();

function start() {
  const list = document.querySelector(".gallery-list");
  const panel = box.querySelector("details");
  const form = box.querySelector("form");
  const fields = box.querySelector(".filters__fields");
  const count = box.querySelector(".filters__count");
  const cards = box.querySelector(".filters__cards");
  const pager = box.querySelector(".filters__pager");
  const shards = new Map();
  let data = null;
  let asked = 0;

  const address = (name) => `${box.dataset.filters}${name}.json?v=${box.dataset.version}`;

  async function fetched(name) {
    const answer = await fetch(address(name));
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer.json();
  }

  function shard(number) {
    if (!shards.has(number)) shards.set(number, fetched(`the-${number}`));
    return shards.get(number);
  }

  // The codes of entry `place` in a facet, always a list.
  const codes = (facet, place) => [facet.of[place] ?? []].flat();

  function chosen() {
    const asked = new URLSearchParams(location.search);
    const choice = new Map();
    for (const facet of data.facets) {
      const place = facet.values.findIndex(([code]) => code === asked.get(facet.key));
      if (place >= 0) choice.set(facet.key, place);
    }
    const sort = SORTS.some(([code]) => code === asked.get("xep")) ? asked.get("xep") : SORTS[0][0];
    return { choice, sort, page: Math.max(1, Number.parseInt(asked.get("trang"), 10) || 1) };
  }

  function query(choice, sort, page) {
    const words = new URLSearchParams();
    for (const facet of data.facets) {
      if (choice.has(facet.key)) words.set(facet.key, facet.values[choice.get(facet.key)][0]);
    }
    if (sort !== SORTS[0][0]) words.set("xep", sort);
    if (page > 1) words.set("trang", String(page));
    return words.size ? `?${words}` : location.pathname;
  }

  const fits = (place, choice, but) =>
    data.facets.every((facet) => facet.key === but || !choice.has(facet.key) || codes(facet, place).includes(choice.get(facet.key)));

  function everything(sort) {
    return sort === "ten" ? data.byTitle : Array.from({ length: data.count }, (_, place) => place);
  }

  function select(key, label, options) {
    const id = `loc-${key}`;
    const line = document.createElement("p");
    const name = document.createElement("label");
    name.htmlFor = id;
    name.textContent = label;
    const list = document.createElement("select");
    list.id = id;
    list.name = key;
    for (const [value, words] of options) list.add(new Option(words, value));
    line.append(name, list);
    return line;
  }

  function drawFields() {
    for (const facet of data.facets) {
      fields.append(select(facet.key, facet.label, [["", "Tất cả"], ...facet.values]));
    }
    fields.append(select("xep", "Sắp xếp", SORTS));
  }

  // Each value tells how many entries it would leave, given the other choices; one that would leave none cannot be chosen.
  function drawCounts(choice) {
    const all = everything();
    for (const facet of data.facets) {
      const numbers = facet.values.map(() => 0);
      for (const place of all) {
        if (fits(place, choice, facet.key)) for (const code of codes(facet, place)) numbers[code] += 1;
      }
      const list = form.elements[facet.key];
      facet.values.forEach(([, words], place) => {
        const option = list.options[place + 1];
        option.textContent = `${words} (${numbers[place].toLocaleString("vi")})`;
        option.disabled = numbers[place] === 0 && choice.get(facet.key) !== place;
      });
      list.value = choice.has(facet.key) ? facet.values[choice.get(facet.key)][0] : "";
    }
  }

  function drawCard(card) {
    const node = box.querySelector("[data-card]").content.firstElementChild.cloneNode(true);
    const part = (name) => node.querySelector(name);
    node.classList.add(`field--${card.palette}`);
    part(".chip--field").textContent = card.field;
    const link = part(".story-card__title a");
    link.textContent = card.title;
    link.href = box.dataset.root + card.href;
    if (card.role) part(".story-card__role").textContent = card.role;
    else part(".story-card__role").remove();
    part(".story-card__place").textContent = card.place;
    if (card.number) {
      part(".story-card__number strong").textContent = card.number.value;
      part(".story-card__number span").textContent = card.number.name;
    } else {
      part(".story-card__number").remove();
    }
    if (!card.sample) part(".ribbon")?.remove();
    const bar = part(".evidence__bar");
    bar.setAttribute("width", String(card.evidence.length * 22));
    [...bar.children].forEach((rect, place) => {
      if (place < card.evidence.length) rect.classList.toggle("is-shown", card.evidence[place] === "1");
      else rect.remove();
    });
    part(".evidence span").textContent = card.words;
    if (card.picture) {
      const image = new Image(card.picture.width, card.picture.height);
      image.loading = "lazy";
      image.alt = "";
      image.className = card.picture.position;
      image.sizes = "(min-width: 64rem) 24rem, (min-width: 40rem) 46vw, 94vw";
      image.srcset = card.picture.sources.map(([path, width]) => `${box.dataset.root}${path} ${width}w`).join(", ");
      image.src = box.dataset.root + card.picture.src;
      part(".story-card__picture").prepend(image);
    } else {
      part(".story-card__picture").classList.add("story-card__picture--plain");
    }
    return node;
  }

  function drawPager(choice, sort, page, pages) {
    const items = [];
    const item = (words, target) => {
      const line = document.createElement("li");
      const link = document.createElement(target === page ? "span" : "a");
      link.textContent = words;
      if (target === page) link.setAttribute("aria-current", "page");
      if (target === page) link.className = "is-current";
      else link.href = query(choice, sort, target);
      line.append(link);
      items.push(line);
    };
    if (page > 1) item("Trang trước", page - 1);
    for (const number of [...new Set([1, page - 1, page, page + 1, pages])]) {
      if (number >= 1 && number <= pages) item(String(number), number);
    }
    if (page < pages) item("Trang sau", page + 1);
    pager.firstElementChild.replaceChildren(...items);
    pager.hidden = pages < 2;
  }

  async function show() {
    const turn = (asked += 1);
    data ??= await fetched("chon");
    if (!fields.childElementCount) drawFields();
    const { choice, sort, page } = chosen();
    drawCounts(choice);
    form.elements.xep.value = sort;
    const active = choice.size > 0 || sort !== SORTS[0][0];
    if (!active) {
      count.textContent = "";
      cards.replaceChildren();
      pager.hidden = true;
      list.hidden = false;
      return;
    }
    const found = everything(sort).filter((place) => fits(place, choice));
    const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
    const here = Math.min(page, pages);
    const wanted = found.slice((here - 1) * PER_PAGE, here * PER_PAGE);
    const rows = await Promise.all(wanted.map(async (place) => (await shard(Math.floor(place / data.shard)))[place % data.shard]));
    if (turn !== asked) return; // a later choice is on its way
    count.textContent = found.length ? `${found.length.toLocaleString("vi")} ${box.dataset.noun} phù hợp` : `Không có ${box.dataset.noun} nào phù hợp. Bạn thử bỏ bớt một điều kiện.`;
    cards.replaceChildren(...rows.map(drawCard));
    drawPager(choice, sort, here, pages);
    list.hidden = true;
  }

  function failed() {
    count.textContent = "Chưa tải được bộ lọc. Bạn kiểm tra mạng rồi thử lại; danh sách bên dưới vẫn xem được.";
    list.hidden = false;
    data = null;
    shards.clear();
  }

  const draw = () => show().catch(failed);

  function go(target) {
    history.pushState(null, "", target);
    draw();
  }

  box.hidden = false;
  panel.addEventListener("toggle", () => { if (panel.open) draw(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panel.open = false;
    panel.scrollIntoView();
  });
  form.addEventListener("change", () => {
    const choice = new Map();
    for (const facet of data.facets) {
      const place = form.elements[facet.key].selectedIndex - 1;
      if (place >= 0) choice.set(facet.key, place);
    }
    go(query(choice, form.elements.xep.value, 1));
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    go(location.pathname);
  });
  pager.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href);
    panel.scrollIntoView();
  });
  addEventListener("popstate", draw);
  if (new URLSearchParams(location.search).size) {
    panel.open = true; // "toggle" then draws
  }
}
