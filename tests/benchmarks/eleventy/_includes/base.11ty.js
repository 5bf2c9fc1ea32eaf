// Our own frame with Eleventy's content in it.
import { readFileSync } from "node:fs";
import { escape } from "./parts.js";

const parts = readFileSync(new URL("./base.html", import.meta.url), "utf-8").split(/\[\[(\w+)\]\]/);

export function render(data) {
  const slots = { main: data.content, title: escape(data.ten ?? data.title ?? ""), address: data.page.url, words: escape(data.tom_tat ?? data.title ?? "") };
  return parts.map((part, at) => (at % 2 ? slots[part] : part)).join("");
}
