// How fast public pages are on a slow phone, and what they weigh: `make bench-pages`, or `npm run bench-pages` with
// MOTCUA_BINARY. It measures and prints; it is no test. MOTCUA_BENCH_ROUNDS gives the rounds, 5 by default.
//
// Chromium slows itself down: its processor by six, its network to "slow 4G". It delays each answer by the round-trip
// time, but opens connections at once: a real phone waits one more round trip for TCP and one more for TLS. Those are
// added in a column of their own, as arithmetic, not as a measurement.
import { chromium } from '@playwright/test';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

const phone = { width: 360, height: 740 };
const slow = { processor: 6, roundTrip: 150, down: 1_600, up: 750 };
const rounds = Number(process.env.MOTCUA_BENCH_ROUNDS ?? 5);
const address = 'http://127.0.0.1:8419';
const person = 'Vũ Thị Nhàn';

const publicPages = [
  ['home', '/'],
  ['search', '/procedures?q=giấy+độc+thân'],
  ['nothing found', '/procedures?q=nuôi+ong+trên+mây'],
  ['procedure, written', '/procedures/1.004873'],
  ['procedure, imported', '/procedures/1.001193'],
  ['places', '/places?q=Bãi+Cháy'],
  ['centres', '/centres'],
  ['follow a dossier', '/track'],
  ['sign in', '/sign-in'],
  ['state of the system', '/status'],
  ['no such page', '/no-such-page'],
];

async function serve() {
  const binary = process.env.MOTCUA_BINARY;
  if (!binary || !existsSync(binary)) throw new Error('MOTCUA_BINARY names no binary: run `make bench-pages`');
  const data = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
  const log = join(data, 'log');
  const out = openSync(log, 'a');
  const arguments_ = ['demo', '--empty', '--data', join(data, 'data'), '--listen', new URL(address).host];
  const server = spawn(binary, arguments_, { stdio: ['ignore', out, out] });
  closeSync(out);
  const until = Date.now() + 180_000;
  for (;;) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) break;
    if (server.exitCode !== null || Date.now() > until) throw new Error(readFileSync(log, 'utf8').slice(-4000));
    await new Promise((again) => setTimeout(again, 100));
  }
  return async () => {
    const gone = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await gone;
    rmSync(data, { recursive: true, force: true });
  };
}

/** Signs in without being slowed down and begins a form: gives the cookies, and the pages of a person. */
async function signedIn(browser) {
  const context = await browser.newContext({ baseURL: address, viewport: phone, locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto('/procedures/1.004873');
  const start = page.getByRole('button', { name: 'Nộp có người hỗ trợ' });
  await start.click();
  await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click();
  await page.getByRole('button', { name: `Đăng nhập là ${person}` }).click();
  await start.click();
  await page.waitForURL(/\/drafts\/[^/]+\/1$/);
  const form = new URL(page.url()).pathname;
  const state = await context.storageState();
  await context.close();
  return { state, pages: [['form, first section', form], ['my dossiers', '/dossiers'], ['who looked', '/me/looks']] };
}

/** Opens a page as a slow phone does: milliseconds until the first and the largest paint, bytes over the network. */
async function open(page, session, path) {
  let bytes = 0;
  let requests = 0;
  const count = (event) => {
    bytes += event.encodedDataLength;
    requests += event.encodedDataLength > 0 ? 1 : 0;
  };
  session.on('Network.loadingFinished', count);
  await page.goto(address + path, { waitUntil: 'networkidle' });
  session.off('Network.loadingFinished', count);
  const paints = await page.evaluate(() => globalThis.paints);
  return { bytes, requests, first: paints.first, largest: paints.largest };
}

async function measure(browser, path, storageState) {
  const context = await browser.newContext({ viewport: phone, locale: 'vi-VN', storageState });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.paints = { first: NaN, largest: NaN };
    const watch = (type, keep) => new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
    watch('paint', (entry) => {
      if (entry.name === 'first-contentful-paint') globalThis.paints.first = entry.startTime;
    });
    watch('largest-contentful-paint', (entry) => { globalThis.paints.largest = entry.startTime; });
  });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.roundTrip,
    downloadThroughput: (slow.down * 1000) / 8,
    uploadThroughput: (slow.up * 1000) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow.processor });
  const cold = await open(page, session, path);
  await page.goto('about:blank');
  const warm = await open(page, session, path);
  await context.close();
  return { cold, warm };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function row(name, runs) {
  const of = (pick) => Math.round(median(runs.map(pick)));
  const cold = of((run) => run.cold.first);
  const cells = [
    name,
    (of((run) => run.cold.bytes) / 1000).toFixed(0),
    of((run) => run.cold.requests),
    cold,
    of((run) => run.cold.largest),
    cold + 2 * slow.roundTrip,
    (of((run) => run.warm.bytes) / 1000).toFixed(0),
    of((run) => run.warm.first),
    of((run) => run.warm.largest),
  ];
  return `| ${cells.join(' | ')} |`;
}

const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
const end = await serve();
try {
  const browser = await chromium.launch({
    executablePath: process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  });
  const citizen = await signedIn(browser);
  const pages = [
    ...publicPages.map(([name, path]) => [name, path, undefined]),
    ...citizen.pages.map(([name, path]) => [name, path, citizen.state]),
  ];
  // The first page that a browser opens pays for its own start: it is opened once before it counts.
  await measure(browser, '/', undefined);
  const changed = git('status', '--porcelain') ? ', with changes' : '';
  console.log(`commit ${git('rev-parse', '--short', 'HEAD')}${changed}; ${browser.version()}; ${cpus().length} × ${cpus()[0].model}`);
  console.log(`processor ÷ ${slow.processor}, ${slow.down / 1000} Mbit/s down, ${slow.roundTrip} ms a round trip, ${phone.width} × ${phone.height}; median of ${rounds}\n`);
  console.log('| page | cold kB | requests | FCP ms | LCP ms | FCP with TCP and TLS ms | warm kB | warm FCP ms | warm LCP ms |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const [name, path, state] of pages) {
    const runs = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await measure(browser, path, state));
    console.log(row(name, runs));
  }
  console.log(`\nload of the machine in the last minute: ${loadavg()[0].toFixed(1)}`);
  await browser.close();
} finally {
  await end();
}
