// Finding and ranking: reads the files that scripts/danvankheo/outputs/search_index.py wrote, only those a query needs.
// `text` is the module search-text.js, handed over so that every file keeps its versioned address.

const STORIES = 4; // kinds below are stories, the others pages of the site
const MOST_WORDS = 12;
const TAG = 10; // digits of a digest that name a file
const BODY = 128; // places from here on are in the body
const EXACT = 1, LACKING = 0.75, VAGUE = 0.55, OTHER = 0.1, SLIP = 0.6, KEYS = 0.95;

const number = (sign) => {
  const code = sign.charCodeAt(0);
  return code < 127 ? code - 35 - (code > 92 ? 1 : 0) : code - 165;
};

export async function open(first, folder, text) {
  const read = async (url, cache) => {
    const answer = await fetch(url, { cache });
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer.json();
  };
  const index = await read(first, "no-cache");
  const kept = new Map();
  const file = (kind, n) => {
    const name = kind + index.tags[kind].slice(TAG * n, TAG * (n + 1));
    if (!kept.has(name)) {
      const coming = read(`${folder}${name}.json`, "default");
      coming.catch(() => kept.delete(name));
      kept.set(name, coming);
    }
    return kept.get(name);
  };

  const lexicon = [];
  for (const part of index.words.split(" ")) lexicon.push((lexicon.at(-1) ?? "").slice(0, part[0]) + part.slice(1));
  const often = new Map(lexicon.map((word, i) => [word, number(index.often[i])]));
  const firsts = index.firsts.split(" ");
  const columns = Object.fromEntries(Object.entries(index.columns).map(([name, signs]) => [name, Uint16Array.from(signs, number)]));

  function shardOf(key) {
    let low = 0, high = firsts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firsts[middle] <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // What is known of a key: the keys that follow it and its spellings with their postings.
  async function entry(key) {
    const words = await file("p", shardOf(key));
    const found = Object.hasOwn(words, key) ? words[key] : null;
    if (!found) return { followers: [], spellings: [] };
    const [followers, ...rows] = found;
    return { followers: followers ? followers.split(" ") : [], spellings: rows.map(([form, ...signs]) => ({ form, canon: text.canon(form), signs })) };
  }

  function* postings([gaps, levels, places]) {
    let id = -1, at = 0, step = 0;
    for (let i = 0; i < levels.length; i++) {
      let gap = 0;
      while ((step = number(gaps[at++])) >= 40000) gap += 40000;
      id += gap + step;
      const level = number(levels[i]);
      yield [id, level & 15, level > 15];
    }
  }

  // The places of the short fields, by document.
  function placesOf([gaps, levels, places]) {
    const found = new Map();
    let at = 0;
    for (const [id, , placed] of postings([gaps, levels, places])) {
      if (!placed) continue;
      const row = [];
      for (let last = 0; !last; ) {
        const sign = number(places[at++]);
        last = sign & 1;
        row.push(sign >> 1);
      }
      found.set(id, row);
    }
    return found;
  }

  const beginning = (prefix) => lexicon.filter((word) => word.startsWith(prefix) && word !== prefix);
  const byCount = (a, b) => often.get(b) - often.get(a) || (a < b ? -1 : 1);

  // One word as typed → the words it may stand for: {key, canon, weight, prefix}.
  async function readings(word, before, last) {
    const key = text.key(word), canon = text.canon(word);
    const followers = before ? (await entry(before)).followers : [];
    const ways = [];
    if (often.has(key) || /^[0-9]/.test(key)) ways.push({ key, canon, weight: 1 });
    const known = ways.length > 0;
    if (!known) {
      const decoded = text.typedKeys(word);
      if (decoded && often.has(text.key(decoded))) return [{ key: text.key(decoded), canon: text.canon(decoded), weight: KEYS, mended: true }];
    }
    if (last && key.length > 1 - known) {
      const all = beginning(key);
      const next = followers.filter((other) => all.includes(other)).slice(0, known ? 4 : 6);
      const common = all.filter((other) => !next.includes(other)).sort(byCount).slice(0, Math.max(0, (known ? 2 : 6) - next.length));
      for (const other of next) ways.push({ key: other, canon, weight: known ? 0.8 : 0.9, prefix: true });
      for (const other of common) ways.push({ key: other, canon, weight: known ? 0.3 : 0.7, prefix: true });
    }
    if (!known) for (const other of text.soundAlike(key)) if (often.has(other)) ways.push({ key: other, canon: "", weight: SLIP, mended: true, slip: true });
    if (ways.length) return ways;
    // Two letters have too many neighbours: only what usually comes next is one of them.
    const near = (key.length < 3 ? followers : lexicon).filter((other) => text.oneSlip(key, other)).sort((a, b) =>
      followers.includes(b) - followers.includes(a) || (b[0] === key[0]) - (a[0] === key[0]) || byCount(a, b));
    return near.slice(0, 3).map((other, i) => ({ key: other, canon: /[^a-z]/.test(canon) ? canon : "", weight: SLIP - 0.05 * i, mended: true, slip: true }));
  }

  // "thanhnien" → ["thanh", "nien"], when both halves are words and the whole is none.
  function halves(word) {
    const key = text.key(word);
    if (often.has(key) || /[0-9]/.test(key) || text.typedKeys(word)) return [word];
    let best = null;
    for (let i = 2; i <= word.length - 2; i++) {
      const pair = [word.slice(0, i), word.slice(i)];
      const [a, b] = pair.map((half) => often.get(text.key(half)) ?? 0);
      if (a && b && Math.min(a, b) > (best?.[0] ?? 0)) best = [Math.min(a, b), pair];
    }
    return best && !beginning(key).length && !lexicon.some((other) => text.oneSlip(key, other)) ? best[1] : [word];
  }

  // How much each spelling of a reading counts, and whether marks as typed agree with any.
  function graded(way, spellings, bare) {
    const grades = spellings.map(({ canon }) => (way.slip || !way.canon ? 1 : text.agreement(way.canon, canon, way.prefix)));
    const plain = text.fold(way.canon) === way.canon;
    const good = grades.some((grade) => grade > 0);
    const nearest = Math.max(...grades);
    const factor = (grade) => {
      if (grade === 2 || bare) return EXACT;
      if (grade === 1) return plain || way.slip ? LACKING : VAGUE;
      if (way.prefix) return 0;
      return good ? OTHER : grade === nearest ? SLIP : SLIP / 2;
    };
    return { factors: grades.map((grade) => factor(grade) * way.weight), good };
  }

  async function gather(tokens, ways, bare) {
    const entries = new Map();
    await Promise.all([...new Set(ways.flat().map((way) => way.key))].map(async (key) => entries.set(key, await entry(key))));
    return tokens.map((word, i) => {
      const term = { word, forms: [], level: new Float32Array(index.count), grade: new Float32Array(index.count), form: new Int16Array(index.count).fill(-1), lists: [], mended: ways[i].every((way) => way.mended), off: ways[i].length > 0 };
      const held = new Uint8Array(index.count);
      for (const way of ways[i]) {
        const { spellings } = entries.get(way.key);
        const { factors, good } = graded(way, spellings, bare);
        if (good) term.off = false;
        spellings.forEach((spelling, n) => {
          const factor = factors[n];
          if (!factor) return;
          const form = term.forms.push({ form: spelling.form, key: way.key, canon: spelling.canon, factor, mended: way.mended }) - 1;
          if (factor > OTHER) term.lists.push({ spelling, factor, weight: way.weight });
          for (const [id, level] of postings(spelling.signs)) {
            if (factor > OTHER) held[id] = 1;
            if (factor * level <= term.level[id]) continue;
            term.level[id] = factor * level;
            term.grade[id] = factor;
            term.form[id] = form;
          }
        });
      }
      const count = held.reduce((sum, one) => sum + one, 0);
      term.idf = Math.log(1 + (index.count - count + 0.5) / (count + 0.5));
      return term;
    });
  }

  // Words side by side: the best of the pair's lists, by document; in title, unit, summary it counts for more.
  function together(terms, score) {
    for (let i = 0; i + 1 < terms.length; i++) {
      const best = new Map();
      for (const a of terms[i].lists) {
        const left = a.places ??= placesOf(a.spelling.signs);
        for (const b of terms[i + 1].lists) {
          const right = b.places ??= placesOf(b.spelling.signs);
          const [few, many, gap] = left.size < right.size ? [left, right, 1] : [right, left, -1];
          for (const [id, row] of few) {
            const other = many.get(id);
            const place = other && row.find((one) => other.includes(one + gap));
            if (place === undefined) continue;
            best.set(id, Math.max(best.get(id) ?? 0, a.factor * b.factor * (place < BODY ? 0.5 : 0.3)));
          }
        }
      }
      const weight = Math.min(terms[i].idf, terms[i + 1].idf);
      for (const [id, factor] of best) score[id] += weight * factor;
    }
  }

  function rank(terms) {
    const score = new Float32Array(index.count), cover = new Float32Array(index.count);
    const whole = terms.reduce((sum, term) => sum + term.idf, 0) || 1;
    together(terms, score);
    for (let id = 0; id < index.count; id++) {
      for (const term of terms) {
        score[id] += (term.idf * term.level[id]) / 15;
        cover[id] += (term.idf * term.grade[id]) / whole;
      }
      score[id] *= cover[id] * cover[id];
    }
    const ids = [...score.keys()].filter((id) => score[id] > 0).sort((a, b) => score[b] - score[a] || a - b);
    return { ids, score, cover };
  }

  // "27 tháng 7", "27-7" → "27/7", when a document writes it so.
  async function dated(query) {
    const other = query.replace(/(^|\D)(\d{1,2})\s*(?:-|\.|tháng|thang)\s*(\d{1,2})(?!\d)/giu, "$1$2/$3");
    if (other === query) return query;
    const date = text.words(other).find((word) => word.includes("/"));
    return (await entry(text.key(date))).spellings.length ? other : query;
  }

  async function search(query) {
    const tokens = text.words(await dated(query.normalize("NFC"))).flatMap(halves).slice(0, MOST_WORDS);
    if (!tokens.length) return { stories: [], pages: [], suggestion: "", hit: () => false, elsewhere: () => [] };
    const bare = tokens.every((word) => text.fold(word) === word);
    const open = !/\s$/.test(query);
    // The letters of all whole words are fetched at once; readings of the last one may need more.
    await Promise.all(tokens.map((word) => (often.has(text.key(word)) ? entry(text.key(word)) : null)));
    const ways = [];
    for (const [i, word] of tokens.entries()) {
      const before = ways[i - 1]?.[0]?.key;
      ways.push(await readings(word, before, open && i === tokens.length - 1));
    }
    let terms = await gather(tokens, ways, bare);
    let ranked = rank(terms);
    // Every word exists but no document has them all: one may be a slip for what usually follows the word before it.
    const best = ranked.ids[0];
    const missed = terms.findIndex((term, i) => !(term.grade[best] >= SLIP) && ways[i].length && !term.mended);
    if (missed >= 0 && tokens.length > 1) {
      const key = text.key(tokens[missed]);
      const { followers } = missed ? await entry(ways[missed - 1][0]?.key ?? "") : { followers: [] };
      const other = followers.find((follower) => key.length > 2 && text.oneSlip(key, follower)) ?? text.soundAlike(key).find((alike) => often.has(alike));
      if (other) {
        ways[missed].push({ key: other, canon: "", weight: SLIP, slip: true });
        const again = await gather(tokens, ways, bare);
        const better = rank(again);
        if (again[missed].forms[again[missed].form[better.ids[0]]]?.key === other) {
          again[missed].mended = true;
          [terms, ranked] = [again, better];
        }
      }
    }
    const { ids, score, cover } = ranked;
    const top = ids.length ? cover[ids[0]] : 0;
    const shown = ids.filter((id) => cover[id] >= top * 0.5 || score[id] >= score[ids[0]] * 0.5);
    const stories = shown.filter((id) => columns.kind[id] < STORIES);
    const pages = shown.filter((id) => columns.kind[id] >= STORIES && cover[id] > 0.85 && terms.every((term) => term.level[id] > 9)).slice(0, 4);
    const wanted = new Map();
    for (const term of terms) for (const { key, canon, factor } of term.forms) if (factor > OTHER || term.forms.every((form) => form.factor <= OTHER)) wanted.set(`${key} ${canon}`, term);
    const hit = (word) => wanted.get(`${text.key(word)} ${text.canon(word)}`) ?? null;
    const elsewhere = (id, said) => terms.filter((term) => term.form[id] >= 0 && !said.has(term)).map((term) => term.forms[term.form[id]].form);
    return { stories, pages, hit, elsewhere, suggestion: suggestion(tokens, terms, stories[0] ?? ids[0]) };
  }

  // "Ý bạn là": the query with the words as the best document spells them, when a word had to be mended.
  function suggestion(tokens, terms, best) {
    if (best === undefined) return "";
    const forms = terms.map((term) => (term.form[best] >= 0 ? term.forms[term.form[best]] : null));
    const wrong = terms.map((term, i) => term.mended || term.off || forms[i]?.mended);
    if (!wrong.some(Boolean)) return "";
    const said = tokens.map((word, i) => {
      const form = forms[i] ?? terms[i].forms[0];
      return form && form.factor > OTHER && (wrong[i] || text.fold(word) === word) ? form.form : word;
    }).join(" ");
    return text.words(said).map(text.canon).join(" ") === tokens.map(text.canon).join(" ") ? "" : said;
  }

  // Which of the stories remain, and how many each choice of each facet would leave.
  function narrow(stories, chosen) {
    const names = Object.keys(columns);
    const fits = (id, but) => names.every((name) => name === but || chosen[name] === undefined || columns[name][id] === chosen[name]);
    const counts = Object.fromEntries(names.map((name) => {
      const found = new Map();
      for (const id of stories) if (fits(id, name)) found.set(columns[name][id], (found.get(columns[name][id]) ?? 0) + 1);
      return [name, found];
    }));
    return { ids: stories.filter((id) => fits(id, "")), counts };
  }

  async function details(ids) {
    const shards = await Promise.all(ids.map((id) => file("d", Math.floor(id / index.shard))));
    return ids.map((id, i) => {
      const [href, title, summary, role, sample] = shards[i][id % index.shard];
      const label = (name) => index.labels[name][columns[name][id]];
      const [field, palette] = label("field");
      return { id, href, title, summary, role, sample: sample === 1, field, palette, unit: label("unit"), year: label("year"), kind: columns.kind[id] };
    });
  }

  return { search, narrow, details, labels: index.labels };
}
