// Debian's Chromium at both widths, and once without scripts: every page that brings a dossier from
// submission to result must work in all three.
import { defineConfig } from '@playwright/test';
import { address } from './server.ts';

const store = process.env.MOTCUA_E2E_STORE ?? 'sqlite';
const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

export default defineConfig({
  testDir: 'journeys',
  outputDir: `../test-results/${store}`,
  globalSetup: './server.ts',
  // One server with one store: journeys make their own dossiers, so they may run side by side.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: address,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'phone', use: { viewport: phone } },
    { name: 'desk', use: { viewport: desk } },
    { name: 'phone-without-scripts', use: { viewport: phone, javaScriptEnabled: false } },
  ],
});
