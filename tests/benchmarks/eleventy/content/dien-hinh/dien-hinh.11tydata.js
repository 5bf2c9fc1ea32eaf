export default { layout: "page.11ty.js", tags: "entry", permalink: ({ page }) => `/dien-hinh/${page.fileSlug}/index.html` };
