// Officers of the demonstration, each in a browser of their own.
import { expect, type Browser, type Page } from '@playwright/test';

/** The password of every demo account. */
export const PASSWORD = 'mot cua dung thu';

/** Fills in and sends the sign-in of officers. */
export async function tryToSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/desk/sign-in');
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** A page where this officer is signed in, as it first opens. */
export async function officer(browser: Browser, login: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await tryToSignIn(page, login, PASSWORD);
  await expect(page).not.toHaveURL(/\/desk\/sign-in/);
  return page;
}

/** Ticks what the submitter has to show and accepts the submission that is open. */
export async function accept(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /^Giấy tờ tùy thân/ }).check();
  await page.getByRole('button', { name: /^Tiếp nhận/ }).click();
}
