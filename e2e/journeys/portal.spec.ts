// A dossier that a portal sends by message: received at a counter like any other, under one number of ours.
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Way } from '../look.ts';
import { accept, officer } from '../officer.ts';

const sample = new URL('../../docs/howto/use-the-api/submission.json', import.meta.url);

test('a portal hands a dossier in by message, a counter accepts it, the portal reads its number', async ({
  browser,
  request,
}) => {
  test.skip(test.info().project.name !== 'desk', 'one look at these pages is enough');
  const way = new Way();
  const headers = { Authorization: `Bearer ${process.env.MOTCUA_E2E_TOKEN}` };
  const number = 'G22.99-JOURNEY-0001';
  const message = { ...JSON.parse(readFileSync(sample, 'utf8')), number };
  const hand = (key: string) =>
    request.post('/api/v1/dossiers', { headers: { ...headers, 'Idempotency-Key': key }, data: message });
  const first = await hand('journey-1');
  expect(first.status()).toBe(201);
  const { id } = await first.json();
  // The line broke: the same request again gives the same dossier. As a new request it is a conflict that names it.
  expect((await (await hand('journey-1')).json()).id).toBe(id);
  const again = await hand('journey-2');
  expect(again.status()).toBe(409);
  expect((await again.json()).code).toBe('filed-before');

  const counter = await officer(browser, 'tiepnhan.honggai');
  await counter.goto(`/desk/counter/${id}`);
  await expect(counter.getByRole('main')).toContainText('Hệ thống gửi đến đã xác minh');
  await way.look(counter, 'desk-from-portal');
  await accept(counter);
  await expect(counter).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
  await way.look(counter, 'desk-from-portal-accepted');
  const told = await (await request.get(`/api/v1/dossiers/${id}`, { headers })).json();
  expect(told.stage).toBe('accepted');
  expect(told.source).toMatchObject({ number });
  await expect(counter.getByRole('main')).toContainText(told.number);
  await counter.context().close();
});
