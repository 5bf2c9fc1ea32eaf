// What a unit did.
import { call, escape, yearOf } from "../_includes/parts.js";

export const data = {
  layout: "base.11ty.js",
  pagination: { data: "collections.byUnit", size: 1, alias: "unit" },
  permalink: ({ unit }) => `/don-vi/${unit[0]}/index.html`,
  eleventyComputed: { title: ({ unit, units }) => units[unit[0]].name },
};

export function render({ unit, units, fields }) {
  const rows = unit[1].map(({ data, url }) => `<li class="entry-line field--${fields[data.linh_vuc].palette}"><span class="entry-line__dot"></span><div><a href="${url}">${escape(data.ten)}</a> <span class="entry-line__detail">${yearOf(data)}, hoàn thành</span> <span class="chip chip--sample">Minh họa</span></div></li>`);
  return `<div class="page"><header class="page-head"><h1>${escape(units[unit[0]].name)}</h1></header>
<ul class="entry-lines">${rows.join("")}</ul>
${call}</div>`;
}
