import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';

test('the first page is there, in Vietnamese, and fits the screen', async ({ page, javaScriptEnabled }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  await expect(page.locator('h1')).toHaveCount(1);
  const width = page.viewportSize()?.width ?? 0;
  const drawn = await page.locator('html').evaluate((html) => html.scrollWidth);
  expect(drawn).toBeLessThanOrEqual(width);
  if (javaScriptEnabled !== false) await expectAccessible(page);
});
