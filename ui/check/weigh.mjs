// What a public page weighs as transferred, with a cold cache: HTML, style, fonts, shapes, scripts.
// Budget: 150 kB. Needs the gallery: cargo run -p motcua-web --example gallery
import { chromium } from 'playwright-core';

const address = process.argv[2] ?? 'http://127.0.0.1:8099';
const budget = 150_000;
const pages = (await (await fetch(`${address}/gallery`)).json()).filter((page) => page.name.startsWith('public/'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
let heavy = 0;
for (const { name } of pages) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await page.goto(`${address}/styleguide/${name}/0`, { waitUntil: 'networkidle' });
  console.log(`${String(Math.round(bytes / 1000)).padStart(4)} kB  ${name}`);
  if (bytes > budget) heavy += 1;
  await context.close();
}
await browser.close();
process.exit(heavy ? 1 : 0);
