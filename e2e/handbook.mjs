// Pictures of the handbook from the demo as it runs, so that they stay true: `make handbook`.
// It starts a demo of its own with its fortnight, or uses the one at MOTCUA_HANDBOOK.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const address = process.env.MOTCUA_HANDBOOK ?? 'http://127.0.0.1:18090';
const pictures = join(import.meta.dirname, '..', 'docs', 'handbook', 'pictures');
const password = 'mot cua dung thu';
/** Bytes of a picture at most. */
const most = 80_000;

const desk = { width: 1180, height: 720 };
const phone = { width: 390, height: 780 };

/** Follows the first link of a list that leads to one thing. */
const openFirst = (path) => async (page) => {
  const link = page.locator(`main a[href^="${path}"]`).first();
  await page.goto(address + (await link.getAttribute('href')));
};

/** Chooses the first row of the worklist, and opens what is shown beside it. */
async function openShown(page) {
  await openFirst('/desk/worklist?')(page);
  const rows = page.locator('main a[href*="shown="]');
  if ((await rows.count()) > 0) await page.goto(address + (await rows.first().getAttribute('href')));
  await openFirst('/desk/dossiers/')(page);
}

const officers = {
  'tiepnhan.baichay': [
    { name: 'reception', path: '/desk/counter' },
    { name: 'reception-check', path: '/desk/counter', then: openFirst('/desk/counter/') },
    { name: 'help', path: '/desk/help' },
  ],
  'traketqua.baichay': [{ name: 'delivery', path: '/desk/delivery' }],
  'hotich.honggai': [
    { name: 'worklist', path: '/desk/worklist', then: openFirst('/desk/worklist?holder=me&shown=') },
    { name: 'dossier', path: '/desk/worklist', then: openShown },
  ],
  'chutich.honggai': [{ name: 'signing', path: '/desk/signing' }],
  'vanthu.honggai': [{ name: 'records', path: '/desk/records' }],
  quantri: [
    { name: 'units', path: '/desk/admin/units' },
    { name: 'officers', path: '/desk/admin/officers' },
  ],
  dieuhanh: [{ name: 'control' }],
};

async function serve() {
  if (process.env.MOTCUA_HANDBOOK) return async () => {};
  const binary = process.env.MOTCUA_BINARY;
  if (!binary || !existsSync(binary)) throw new Error('MOTCUA_BINARY names no binary: run `make handbook`');
  const data = mkdtempSync(join(tmpdir(), 'motcua-handbook-'));
  const log = join(data, 'log');
  const out = openSync(log, 'a');
  const where = ['demo', '--data', join(data, 'data'), '--listen', new URL(address).host];
  const server = spawn(binary, where, { stdio: ['ignore', out, out] });
  closeSync(out);
  const until = Date.now() + 300_000;
  for (;;) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) break;
    if (server.exitCode !== null || Date.now() > until) throw new Error(readFileSync(log, 'utf8').slice(-4000));
    await new Promise((again) => setTimeout(again, 200));
  }
  return async () => {
    const gone = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await gone;
    rmSync(data, { recursive: true, force: true });
  };
}

/** Keeps what the page shows as WebP, with less quality where it would be too large. */
async function picture(page, name) {
  const session = await page.context().newCDPSession(page);
  for (const quality of [70, 55, 40, 25]) {
    const shot = await session.send('Page.captureScreenshot', { format: 'webp', quality });
    const bytes = Buffer.from(shot.data, 'base64');
    if (bytes.length > most && quality > 25) continue;
    if (bytes.length > most) throw new Error(`${name} has ${bytes.length} bytes, more than ${most}`);
    writeFileSync(join(pictures, `${name}.webp`), bytes);
    console.log(`${name}.webp: ${bytes.length} bytes, quality ${quality}`);
    break;
  }
  await session.detach();
}

async function officer(browser, login, shots) {
  const context = await browser.newContext({ viewport: desk, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const page = await context.newPage();
  await page.goto(`${address}/desk/sign-in`);
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/desk/sign-in'));
  for (const shot of shots) {
    if (shot.path) await page.goto(address + shot.path);
    if (shot.then) await shot.then(page);
    await page.waitForLoadState('networkidle');
    await picture(page, shot.name);
  }
  await context.close();
}

async function citizen(browser) {
  const context = await browser.newContext({ viewport: phone, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForLoadState('networkidle');
  await picture(page, 'citizen-home');
  await page.goto(`${address}/sign-in`);
  await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click();
  await page.getByRole('button', { name: 'Đăng nhập là Vũ Thị Nhàn' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/simulator'));
  await page.goto(`${address}/dossiers`);
  await page.waitForLoadState('networkidle');
  await picture(page, 'citizen-dossiers');
  await openFirst('/dossiers/')(page);
  await page.waitForLoadState('networkidle');
  await picture(page, 'citizen-dossier');
  await context.close();
}

mkdirSync(pictures, { recursive: true });
const end = await serve();
const executablePath = process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  await citizen(browser);
  for (const [login, shots] of Object.entries(officers)) await officer(browser, login, shots);
} finally {
  await browser.close();
  await end();
}
