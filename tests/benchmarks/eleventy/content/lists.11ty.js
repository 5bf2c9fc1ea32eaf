// The lists of fields, types and units, and the home page.
import { call, escape } from "../_includes/parts.js";

const LISTS = [["", "Dân vận khéo Thọ Xuân"], ["linh-vuc/", "Lĩnh vực"], ["loai-mo-hinh/", "Loại mô hình"], ["don-vi/", "Đơn vị"]];

export const data = {
  layout: "base.11ty.js",
  lists: LISTS,
  pagination: { data: "lists", size: 1, alias: "list" },
  permalink: ({ list }) => `/${list[0]}index.html`,
  eleventyComputed: { title: ({ list }) => list[1] },
};

export function render({ list, collections, fields, types, units }) {
  const [folder, title] = list;
  const names = { "": [], "linh-vuc/": Object.entries(fields).map(([slug, field]) => [slug, field.short]), "loai-mo-hinh/": Object.entries(types), "don-vi/": collections.byUnit.map(([slug]) => [slug, units[slug].name]) };
  return `<div class="page"><header class="page-head"><h1>${title}</h1></header>
<ul>${names[folder].map(([slug, name]) => `<li><a href="/${folder}${slug}/">${escape(name)}</a></li>`).join("")}</ul>
${call}</div>`;
}
