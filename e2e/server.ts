// Starts the binary that was built, on the store that is tested, and ends it afterwards.
import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

const port = Number(process.env.MOTCUA_E2E_PORT ?? 18080);

/** Where the pages are. */
export const address = `http://127.0.0.1:${port}`;

const store = process.env.MOTCUA_E2E_STORE ?? 'sqlite';

/** How the binary is called: the one place that knows. */
function command(data: string, database: string | undefined): string[] {
  const where = database === undefined ? [] : ['--store', database];
  // Journeys make their own dossiers: nobody else's lie in the lists.
  return ['demo', '--empty', '--data', data, '--listen', `127.0.0.1:${port}`, ...where];
}

/** A fresh database on the private server; psql comes with it. */
function freshDatabase(): string {
  const admin = process.env.MOTCUA_TEST_PG;
  if (!admin) throw new Error('MOTCUA_TEST_PG is not set: run `make browser`');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  execFileSync('psql', ['-X', '-q', admin, '-c', `CREATE DATABASE ${name}`]);
  return admin.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

async function ready(server: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`motcua did not become ready:\n${readFileSync(log, 'utf8').slice(-4000)}`);
}

/** Playwright calls it before the first journey, and what it gives back after the last. */
export default async function start(): Promise<() => Promise<void>> {
  const binary = process.env.MOTCUA_BINARY;
  if (!binary || !existsSync(binary)) {
    throw new Error('MOTCUA_BINARY names no binary: run `make browser`, which builds it');
  }
  const data = mkdtempSync(join(tmpdir(), 'motcua-e2e-'));
  const log = join(data, 'log');
  const out = openSync(log, 'a');
  const database = store === 'postgres' ? freshDatabase() : undefined;
  const server = spawn(binary, command(join(data, 'data'), database), { stdio: ['ignore', out, out] });
  closeSync(out);
  const end = async () => {
    if (server.exitCode === null) {
      const gone = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await gone;
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await ready(server, log);
    // The demo's other system, for journeys that begin with a message.
    process.env.MOTCUA_E2E_TOKEN = readFileSync(join(data, 'data', 'api-token.txt'), 'utf8').trim();
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
