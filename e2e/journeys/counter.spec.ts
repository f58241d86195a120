// At the counter: a page that grew old while somebody else acted, and a password that is wrong.
import { expect, test } from '@playwright/test';
import { citizen, file } from '../citizen.ts';
import { Way } from '../look.ts';
import { accept, officer, PASSWORD, tryToSignIn } from '../officer.ts';

// Both journeys file as the same person: one after the other.
test.describe.configure({ mode: 'serial' });

test('of two counters that open a submission, the second is told that it was late', async ({ page, browser }) => {
  test.setTimeout(90_000);
  const way = new Way();
  const id = await file(page, citizen('stale'));
  const [first, second] = [
    await officer(browser, 'tiepnhan.baichay'),
    await officer(browser, 'tiepnhan.honggai'),
  ];
  await first.goto(`/desk/counter/${id}`);
  await second.goto(`/desk/counter/${id}`);
  await accept(first);
  await expect(first).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
  const answer = second.waitForResponse((response) => response.request().method() === 'POST');
  await accept(second);
  expect.soft((await answer).status()).toBe(409);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Hồ sơ vừa có người khác cập nhật');
  await expect(second.getByRole('main')).toContainText('chưa ghi gì');
  await way.look(second, 'desk-stale');
  // It is the first counter's, and waits for nobody else.
  await second.goto('/desk/counter');
  await expect(second.locator(`a[href="/desk/counter/${id}"]`)).toHaveCount(0);
  await first.reload();
  await expect(first.getByRole('main')).toContainText('Bãi Cháy');
  await first.context().close();
  await second.context().close();
});

test('reception is refused on a ground, and the person reads why and what to do', async ({ page, browser }) => {
  test.skip(test.info().project.name !== 'desk', 'one look at these pages is enough');
  test.setTimeout(90_000);
  const way = new Way();
  const id = await file(page, citizen('stale'));
  const counter = await officer(browser, 'tiepnhan.baichay');
  await counter.goto(`/desk/counter/${id}`);
  await counter.getByRole('link', { name: /^Từ chối tiếp nhận/ }).click();
  // Without a ground nothing is refused (REC-11).
  await counter.getByRole('button', { name: /^Từ chối tiếp nhận/ }).click();
  await expect(counter.locator('.govuk-error-summary')).toContainText('Ghi căn cứ pháp lý');
  await way.look(counter, 'desk-refuse');
  await counter.getByLabel('Căn cứ pháp lý').fill('khoản 5 Điều 12 Nghị định 118/2025/NĐ-CP');
  const reason = 'Việc này thuộc thẩm quyền của cơ quan khác. Đề nghị nộp tại nơi cư trú hiện nay.';
  await counter.getByLabel(/^Lý do/).fill(reason);
  await counter.getByRole('button', { name: /^Từ chối tiếp nhận/ }).click();
  await expect(counter).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
  await expect(counter.getByRole('main')).toContainText(reason);
  await way.look(counter, 'desk-refused');
  // It waits at no counter any more.
  await counter.goto('/desk/counter');
  await expect(counter.locator(`a[href="/desk/counter/${id}"]`)).toHaveCount(0);
  await counter.context().close();
  await page.goto(`/dossiers/${id}`);
  await expect(page.getByRole('main')).toContainText(reason);
  await expect(page.getByRole('main')).toContainText('khoản 5 Điều 12');
  await way.look(page, 'tracking-refused');
});

test('a wrong password is told, and the right one lets in', async ({ page }) => {
  const way = new Way();
  await page.goto('/desk/sign-in');
  await way.look(page, 'desk-sign-in');
  await tryToSignIn(page, 'quantri', 'khong phai mat khau nay');
  await expect(page.locator('.govuk-error-summary')).toContainText('Tên đăng nhập hoặc mật khẩu chưa đúng');
  await expect(page.getByLabel('Tên đăng nhập')).toHaveValue('quantri');
  await expect(page.getByLabel('Mật khẩu')).toHaveValue('');
  await way.look(page, 'desk-sign-in-wrong');
  await tryToSignIn(page, 'quantri', PASSWORD);
  await expect(page).not.toHaveURL(/\/desk\/sign-in/);
  await way.look(page, 'desk-first-page');
});
