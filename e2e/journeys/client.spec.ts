// An administrator connects another system; its token calls the API until the connection is closed.
import { expect, test } from '@playwright/test';
import { Way } from '../look.ts';
import { officer } from '../officer.ts';

test('a system is connected, calls the API with its token, and is closed', async ({ browser }) => {
  test.setTimeout(60_000);
  const way = new Way();
  const word = test.info().project.name.replace(/\W+/g, '_').toLowerCase();
  const name = `Cổng thử ${word}`;
  const page = await officer(browser, 'quantri');
  await page.goto('/desk/admin/clients');
  await way.look(page, 'clients');
  await page.getByRole('link', { name: 'Mở kết nối' }).click();
  await page.getByRole('button', { name: 'Mở và lấy mã' }).click();
  await expect(page.locator('.govuk-error-summary')).toContainText('Nhập tên của hệ thống kết nối');
  await way.look(page, 'client-open-wrong');
  await page.getByLabel('Tên hệ thống').fill(name);
  await page.getByLabel('Nguồn').fill(`portal_${word}`);
  await page.getByRole('button', { name: 'Mở và lấy mã' }).click();
  const token = await page.getByLabel('Mã', { exact: true }).inputValue();
  expect(token).toMatch(/^motcua_[0-9a-f]{32}_/);
  await way.look(page, 'client-token');

  const call = () => page.request.get('/api/v1/dossiers', { headers: { authorization: `Bearer ${token}` } });
  expect((await call()).status()).toBe(200);
  expect(await (await call()).json()).toEqual({ dossiers: [] });

  await page.getByRole('link', { name: 'Đã chép xong' }).click();
  await expect(page.getByRole('main')).toContainText(name);
  await expect(page.getByRole('main')).not.toContainText(token.slice(-20));
  await page.getByRole('link', { name: `Đóng kết nối ${name}` }).click();
  await way.look(page, 'client-close');
  await page.getByRole('button', { name: 'Đóng hẳn' }).click();
  await expect(page.getByRole('row', { name })).toContainText('Đã đóng');
  expect((await call()).status()).toBe(401);
  await page.context().close();
});
