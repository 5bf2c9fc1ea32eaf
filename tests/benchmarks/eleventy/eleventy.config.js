// The same pages as ours, as an Eleventy user would write them: JavaScript templates (its fastest kind), collections worked
// out once, cards drawn once. _includes/base.html and _data/ are made by bench.py from our own site.
import markdownIt from "markdown-it";

const PER_PAGE = 12;
const byDate = (a, b) => b.data.ngay_dang - a.data.ngay_dang || (a.inputPath < b.inputPath ? -1 : 1);
const section = (entry) => entry.url.split("/")[1];

// The circles a page is kin to, the closest first.
export function circleKeys({ url, data }) {
  const field = `${url.split("/")[1]}|${data.linh_vuc}`;
  const keys = [`${field}||${data.don_vi}`, field];
  return data.loai && data.loai !== "khac" ? [`${field}|${data.loai}|${data.don_vi}`, `${field}|${data.loai}`, ...keys] : keys;
}

export default function (config) {
  config.setLibrary("md", markdownIt({ html: false }));

  let known;
  const entries = (api) => (known ??= api.getFilteredByTag("entry").sort(byDate));
  config.on("eleventy.before", () => { known = undefined; });

  config.addCollection("circles", (api) => {
    const circles = new Map();
    for (const entry of entries(api)) {
      for (const key of circleKeys(entry)) {
        if (!circles.has(key)) circles.set(key, []);
        if (circles.get(key).length < 5) circles.get(key).push(entry);
      }
    }
    return circles;
  });

  config.addCollection("bySlug", (api) => new Map(entries(api).map((entry) => [entry.fileSlug, entry])));

  config.addCollection("led", (api) => {
    const led = new Map();
    for (const entry of entries(api)) {
      for (const slug of section(entry) === "dien-hinh" ? entry.data.thanh_tich.mo_hinh : []) {
        led.set(slug, [...(led.get(slug) ?? []), entry]);
      }
    }
    return led;
  });

  // Every page of every gallery.
  config.addCollection("galleryPages", (api) => {
    const all = entries(api);
    const { fields, types } = all[0].data;
    const models = all.filter((entry) => section(entry) === "mo-hinh");
    const galleries = [
      ["/mo-hinh/", "Mô hình “Dân vận khéo”", models],
      ["/dien-hinh/", "Điển hình cá nhân", all.filter((entry) => section(entry) === "dien-hinh")],
      ...Object.entries(fields).map(([slug, field]) => [`/linh-vuc/${slug}/`, field.short, models.filter((entry) => entry.data.linh_vuc === slug)]),
      ...Object.entries(types).map(([slug, name]) => [`/loai-mo-hinh/${slug}/`, name, models.filter((entry) => entry.data.loai === slug)]),
    ];
    return galleries.flatMap(([address, title, found]) => {
      const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
      return Array.from({ length: pages }, (_, at) => ({
        address, title, count: found.length, page: at + 1, pages, shown: found.slice(at * PER_PAGE, (at + 1) * PER_PAGE),
      }));
    });
  });

  config.addCollection("byUnit", (api) => {
    const units = new Map();
    for (const entry of entries(api)) units.set(entry.data.don_vi, [...(units.get(entry.data.don_vi) ?? []), entry]);
    return [...units];
  });

  return { dir: { input: "content", includes: "../_includes", data: "../_data", output: "public" }, markdownTemplateEngine: false };
}
