// Lighthouse's mobile scores of the built site, the median of five runs a page: make lighthouse. Prints a table and fails
// below the goals. Illustrative pages ask not to be indexed, on purpose: that one audit is left out. Serves the site itself, compressed, as our server configurations do.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [site, chromePath, runs = '5'] = process.argv.slice(2);
const PAGES = { 'trang chủ': '', 'mô hình': 'mo-hinh/', 'một bài': 'mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/', 'chỉ tiêu': 'chi-tieu/' };
const GOALS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml; charset=utf-8',
  '.webp': 'image/webp', '.jpg': 'image/jpeg', '.woff2': 'font/woff2',
};

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
  try {
    const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
    const data = await readFile(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const compressed = /text|json|svg|xml/.test(type);
    const longLived = /\/anh\/|\/tim-kiem\/[dp]|\.[0-9a-f]{8}\.(js|css)$|\.woff2$/.test(path);
    response.writeHead(200, {
      'content-type': type,
      'cache-control': longLived ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(compressed && { 'content-encoding': 'gzip' }),
    });
    response.end(compressed ? gzipSync(data) : data);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const origin = `http://127.0.0.1:${server.address().port}/`;
const chrome = await launch({
  chromePath,
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-dev-shm-usage'],
});

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
let missed = 0;
console.log(`| trang | ${Object.keys(GOALS).join(' | ')} |\n|---|${'--:|'.repeat(Object.keys(GOALS).length)}`);
for (const [name, path] of Object.entries(PAGES)) {
  const scores = [];
  const told = new Set();
  for (let run = 0; run < Number(runs); run += 1) {
    const { lhr } = await lighthouse(origin + path, { port: chrome.port, logLevel: 'error', onlyCategories: Object.keys(GOALS), skipAudits: ['is-crawlable'] });
    scores.push(Object.fromEntries(Object.keys(GOALS).map((key) => [key, Math.round(lhr.categories[key].score * 100)])));
    for (const key of Object.keys(GOALS)) {
      for (const { id, weight } of lhr.categories[key].auditRefs) {
        const { score, scoreDisplayMode } = lhr.audits[id];
        if (weight && score !== null && score < 0.9 && scoreDisplayMode !== 'informative') told.add(`${key}: ${id} ${score}`);
      }
    }
  }
  const middle = Object.keys(GOALS).map((key) => median(scores.map((each) => each[key])));
  missed += Object.values(GOALS).filter((goal, place) => middle[place] < goal).length;
  console.log(`| ${name} | ${middle.join(' | ')} |`);
  for (const words of told) console.log(`  - ${words}`);
}
await chrome.kill();
server.close();
process.exitCode = missed ? 1 : 0;
