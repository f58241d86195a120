// Runs all journeys once on each store: MOTCUA_E2E_STORES=sqlite,postgres (both by default).
// Arguments go to Playwright.
import { spawnSync } from 'node:child_process';

const stores = (process.env.MOTCUA_E2E_STORES ?? 'sqlite,postgres').split(',');
let failed = false;
for (const store of stores) {
  console.log(`-- journeys on ${store}`);
  const run = spawnSync('npx', ['--no-install', 'playwright', 'test', ...process.argv.slice(2)], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    env: { ...process.env, MOTCUA_E2E_STORE: store },
  });
  failed ||= run.status !== 0;
}
process.exit(failed ? 1 : 0);
