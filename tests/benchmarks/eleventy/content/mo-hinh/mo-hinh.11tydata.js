export default { layout: "page.11ty.js", tags: "entry", permalink: ({ page }) => `/mo-hinh/${page.fileSlug}/index.html` };
