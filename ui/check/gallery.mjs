// Looks at every page with every sample in a real browser: no serious or critical finding of axe, no
// horizontal scroll at 360 pixels, nothing refused by the content policy. Needs the gallery:
//   cargo run -p motcua-web --example gallery
//   node check/gallery.mjs [--shots folder] [--only public/form] [--address http://127.0.0.1:8099]
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const address = option('address', 'http://127.0.0.1:8099');
const shots = option('shots');
const only = option('only', '');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = (await (await fetch(`${address}/gallery`)).json()).filter((page) => page.name.startsWith(only));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
if (shots) mkdirSync(shots, { recursive: true });

let looked = 0;
const wrong = [];
for (const [width, height] of [[360, 740], [1280, 800]]) {
  // axe is put in by the driver, past the policy of the page, so the policy is checked without it.
  const context = await browser.newContext({ viewport: { width, height } });
  for (const { name, samples } of pages) {
    for (let number = 0; number < samples; number += 1) {
      for (const lang of ['vi', 'en']) {
        const where = `${name}/${number} ${lang} ${width}`;
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.type() === 'error') wrong.push(`${where}: console: ${message.text()}`);
        });
        await page.goto(`${address}/styleguide/${name}/${number}?lang=${lang}`, { waitUntil: 'networkidle' });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) {
          const who = await page.evaluate(() =>
            [...document.querySelectorAll('body *')]
              .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .slice(0, 3)
              .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''}`)
              .join(' | '),
          );
          wrong.push(`${where}: ${wide} px too wide: ${who}`);
        }
        if (shots) await page.screenshot({ path: `${shots}/${name.replace('/', '-')}-${number}-${lang}-${width}.png`, fullPage: true });
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        for (const violation of found.violations) {
          if (!['serious', 'critical'].includes(violation.impact)) continue;
          wrong.push(`${where}: ${violation.id}: ${violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 140)).join(' | ')}`);
        }
        looked += 1;
        await page.close();
      }
    }
  }
  await context.close();
}
await browser.close();
for (const line of wrong) console.error(line);
console.log(`${looked} pages looked at, ${wrong.length} things wrong`);
process.exit(wrong.length ? 1 : 0);
