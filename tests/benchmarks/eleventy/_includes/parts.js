// What several templates print.
export const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" })[sign]);
export const lower = (text) => escape(text).toLowerCase();
export const day = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)).split("-").reverse().join("/");
export const yearOf = (data) => data.nam ?? data.chu_truong.dang_ky[0].nam;
export const figures = (rows) => rows.map((row) => `${row.chi_so}: ${row.so} ${row.dvt}`).join("; ");
export const forces = (rows, labels) => rows.map((row) => `${labels[row.nhom]}: ${row.uoc_luong ? "hơn " : ""}${row.so} ${row.dvt}`).join("; ");

function fnv32a(text) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

const FAR = [
  "M0 130 70 84l58 34 66-52 78 50 54-30 74 44v80H0z", "M0 118c60-34 104-30 150 2s96 22 140-8 78-26 110-6v110H0z",
  "M0 124l44-22 40 18 62-44 60 48 48-22 60 26 40-28 46 24v100H0z", "M0 132c50-8 76-44 128-40s70 40 122 36 88-40 150-22v118H0z",
];
const MOTIFS = {
  "kinh-te": '<path d="M300 196v-30M296 170c-10-2-14-12-12-20 10 0 14 10 12 20zM304 170c10-2 14-12 12-20-10 0-14 10-12 20zM300 160c-7-6-7-17 0-24 7 7 7 18 0 24z"/><path d="M332 200v-24M329 180c-8-2-11-9-10-16 8 1 11 8 10 16zM335 180c8-2 11-9 10-16-8 1-11 8-10 16z"/>',
  "van-hoa": '<path d="M272 200v-30l34-18 34 18v30zM264 172l42-24 42 24-4 5-38-21-38 21z"/><path class="landscape__door" d="M298 200v-18h16v18z"/>',
  "quoc-phong": '<path d="M310 200v-66M310 136l38 10-38 12z"/><path d="M302 200h16v-5h-16z"/>',
  "chinh-tri": '<path d="M274 178c14-8 28-8 38 0v22c-10-6-24-6-38 0zM350 178c-14-8-28-8-38 0v22c10-6 24-6 38 0z"/>',
};

export function landscape(slug, palette) {
  const seed = fnv32a(slug), far = Math.floor(seed / 3) % 4, sun = 90 + 24 * (Math.floor(seed / 12) % 10), high = 62 + far * 6;
  return `<svg class="landscape landscape--${seed % 3}" viewBox="0 0 400 225" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
  <rect class="landscape__sky" width="400" height="225"/>
  <circle class="landscape__glow" cx="${sun}" cy="${high}" r="46"/>
  <circle class="landscape__sun" cx="${sun}" cy="${high}" r="24"/>
  <path class="landscape__far" d="${FAR[far]}"/>
  <path class="landscape__hill" d="M0 150c70-24 128-18 196 2s132 10 204-14v87H0z"/>
  <path class="landscape__field" d="M0 172c84-18 150-8 214 4s120 8 186-8v57H0z"/>
  <path class="landscape__near" d="M0 198c96-14 170-4 236 2s110 2 164-8v33H0z"/>
  <g class="landscape__motif">${MOTIFS[palette] ?? ""}</g>
  ${Math.floor(seed / 5) % 2 ? '<path class="landscape__river" d="M150 225c10-18 50-20 44-32s-44-10-30-20c20 10 70 8 62 24s-30 14-26 28z"/>' : ""}
</svg>`;
}

const drawn = new WeakMap();

// A card stands on many pages and is drawn once a build.
export function card(entry) {
  if (!drawn.has(entry)) drawn.set(entry, drawCard(entry));
  return drawn.get(entry);
}

function drawCard({ data, url, fileSlug }) {
  const field = data.fields[data.linh_vuc], person = url.startsWith("/dien-hinh/"), parts = person ? 3 : 5;
  const first = person ? null : data.hieu_qua.so_lieu[0];
  const bar = Array.from({ length: parts }, (_, at) => `<rect class="evidence__part is-shown" x="${at * 22}" width="18" height="6" rx="3"/>`).join("");
  return `<article class="story-card field--${field.palette}${person ? " story-card--person" : ""}">
<div class="story-card__picture">${landscape(fileSlug, field.palette)}<p class="chip chip--field">${escape(field.short)}</p>${data.minh_hoa ? '<p class="ribbon">Minh họa</p>' : ""}</div>
<div class="story-card__body">
<h3 class="story-card__title"><a href="${url}">${escape(data.ten)}</a></h3>
${person ? `<p class="story-card__role">${escape(data.chuc_vu)}</p>` : ""}
<p class="story-card__place">${escape(data.units[data.don_vi].name)} · ${yearOf(data)}</p>
${first ? `<p class="story-card__number"><strong>${escape(first.so)} ${escape(first.dvt)}</strong> ${lower(first.chi_so)}</p>` : ""}
<p class="evidence"><svg class="evidence__bar" width="${parts * 22}" height="6" aria-hidden="true" focusable="false">${bar}</svg> Minh chứng: ${parts}/${parts} tiêu chí</p>
</div></article>`;
}

export const call = `<section class="call" aria-labelledby="gui-cau-chuyen"><div><h2 id="gui-cau-chuyen">Bạn có một câu chuyện?</h2>
<p>Chụp vài tấm ảnh, kể vì sao làm, vận động thế nào, được gì. Gửi được ngay trên điện thoại.</p></div>
<p><a class="button button--primary" href="/gui-bai/">Gửi câu chuyện</a></p></section>`;
