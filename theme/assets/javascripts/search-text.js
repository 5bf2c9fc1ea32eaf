// Words as search compares them: the same as scripts/danvankheo/base/syllables.py, letter for letter. Pure functions.

const WORD = /[0-9]+(?:[.,/][0-9]+)+|[0-9a-zà-öø-ýăđĩũơưạ-ỹ]+/g;
const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
const MARKS = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"];
const TELEX = "sfrxj";

const small = (text) => text.normalize("NFC").replace(/[Ðð]/g, "đ").toLowerCase();
const oneI = (word) => word.replace(/^quy/, "qui").replace(/^([bcdđghklmnprstvx]{1,3})y$/, "$1i");

export const words = (text) => small(text).match(WORD) ?? [];

export function fold(text) {
  return small(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
}

export function key(word) {
  if (!/^[0-9].*[.,/]/.test(word)) return oneI(fold(word));
  if (/^[0-9]{1,3}(\.[0-9]{3})+$/.test(word)) return word.replace(/\./g, "");
  return word.includes("/") ? word.replace(/(^|\/)0+(?=[0-9])/g, "$1") : word;
}

export function canon(word) {
  let tone = "";
  const letters = small(word).normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (mark) => {
    tone = TONES[mark];
    return "";
  });
  return oneI(letters.normalize("NFC")) + tone;
}

// How well marks as typed fit a word of the same key: 2 the same, 1 nothing typed speaks against it, 0 another word of
// the same letters (bưởi, buổi), −1 not even the vowels agree. With `prefix` only the beginning is typed.
export function agreement(typed, found, prefix = false) {
  if (typed === found) return 2;
  const [a, toneA] = split(typed);
  const [b, toneB] = split(found);
  if (!prefix && a.length !== b.length) return -1;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && a[i] !== fold(b[i])) return -1;
  return toneA && toneA !== toneB ? 0 : 1;
}

function split(form) {
  const tone = /[^0-9].*[1-5]$/.test(form) ? form.at(-1) : "";
  return [tone ? form.slice(0, -1) : form, tone];
}

// What Telex or VNI would have made of keys that reached us raw: "dduongf" → "đuòng", "d9u7o7ng2" → "đường".
export function typedKeys(word) {
  if (!/^[a-zà-ỹ][0-9a-zà-ỹ]*$/.test(word)) return null;
  let tone = 0;
  let s = word.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (mark) => {
    tone = Number(TONES[mark]);
    return "";
  }).normalize("NFC");
  const vowel = s.search(/[aăâeêioôơuưyw]/);
  if (vowel < 0) return null;
  s = s.slice(0, vowel + 1) + s.slice(vowel + 1).replace(/[sfrxj1-5]/g, (sign) => {
    tone = TELEX.indexOf(sign) + 1 || Number(sign);
    return "";
  });
  s = s.replace(/^dd|^d9/, "đ").replace(/^d(.*[^n])?[d9]$/, "đ$1");
  for (const [plain, hat] of ["aâ", "eê", "oô"]) s = s.replace(new RegExp(`${plain}([^aeo]*?)[${plain}6]`), `${hat}$1`);
  s = s.replace(/u[w7]?o(.*?)[w7]+/, "ươ$1").replace(/ư[w7]?o/, "ươ");
  s = s.replace(/u(.*?)[w7]/, "ư$1").replace(/o(.*?)[w7]/, "ơ$1").replace(/a(.*?)[w8]/, "ă$1").replace(/w/g, "ư");
  if (/[0-9wfjz]/.test(s)) return null;
  const last = s.search(/[aăâeêioôơuưy](?=[^aăâeêioôơuưy]*$)/);
  const made = (s.slice(0, last + 1) + MARKS[tone] + s.slice(last + 1)).normalize("NFC");
  return made === word ? null : made;
}

// Whether one slip of the hand makes b of a: a letter too many, too few, another, or two that changed places.
export function oneSlip(a, b) {
  const d = b.length - a.length;
  if (a === b || Math.abs(d) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (d > 0) return a.slice(i) === b.slice(i + 1);
  if (d < 0) return a.slice(i + 1) === b.slice(i);
  return a.slice(i + 1) === b.slice(i + 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
}

// Keys that many people say, and so write, the same: "xo" → ["so"].
const ALIKE = [["s", "x"], ["tr", "ch"], ["l", "n"], ["d", "gi"], ["gi", "r"], ["d", "r"]];
export function soundAlike(key) {
  const initial = key.match(/^(?:tr|ch|gi|[sxlndr])(?=[aeiouy])/)?.[0];
  return ALIKE.flatMap(([a, b]) => (initial === a ? [b + key.slice(a.length)] : initial === b ? [a + key.slice(b.length)] : []));
}

// Cut a text into pieces, words apart from what stands between them: [[piece, word or null], …].
export function pieces(text) {
  const whole = text.normalize("NFC");
  const lower = small(whole);
  if (lower.length !== whole.length) return [[whole, null]];
  const found = [];
  let end = 0;
  for (const match of lower.matchAll(WORD)) {
    if (match.index > end) found.push([whole.slice(end, match.index), null]);
    end = match.index + match[0].length;
    found.push([whole.slice(match.index, end), match[0]]);
  }
  if (end < whole.length) found.push([whole.slice(end), null]);
  return found;
}
