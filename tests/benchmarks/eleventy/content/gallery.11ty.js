// One page of a gallery.
import { call, card, escape } from "../_includes/parts.js";

const address = (gallery, page) => (page === 1 ? gallery.address : `${gallery.address}trang/${page}/`);

export const data = {
  layout: "base.11ty.js",
  pagination: { data: "collections.galleryPages", size: 1, alias: "gallery" },
  permalink: ({ gallery }) => `${address(gallery, gallery.page)}index.html`,
  eleventyComputed: { title: ({ gallery }) => gallery.title },
};

export function render({ gallery }) {
  const { page, pages } = gallery;
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((number) => number >= 1 && number <= pages);
  const link = (number) => (number === page ? `<li><span class="is-current" aria-current="page">${page}</span></li>` : `<li><a href="${address(gallery, number)}">${number}</a></li>`);
  const pager = pages > 1 ? `<nav class="pager" aria-label="Các trang của danh sách"><ul>
${page > 1 ? `<li><a rel="prev" href="${address(gallery, page - 1)}">Trang trước</a></li>` : ""}
${near.map(link).join("")}
${page < pages ? `<li><a rel="next" href="${address(gallery, page + 1)}">Trang sau</a></li>` : ""}
</ul></nav>` : "";
  return `<div class="page">
<header class="page-head"><h1>${escape(gallery.title)}${page > 1 ? ` <small>trang ${page}/${pages}</small>` : ""}</h1><p class="count">${gallery.count} mô hình minh họa</p></header>
<section class="section" aria-labelledby="danh-sach-ten"><h2 id="danh-sach-ten">Danh sách</h2>
<div class="card-grid">${gallery.shown.map(card).join("")}</div>
${pager}</section>
${call}</div>`;
}
