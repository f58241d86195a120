// What every page that a journey visits has to keep: it fits the screen, says its language and has one
// heading of the first rank; axe has nothing grave to say. With MOTCUA_E2E_SHOTS each is also pictured.
import { expect, test, type Page } from '@playwright/test';
import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';

/** One journey's way through pages; numbers its pictures. */
export class Way {
  private step = 0;

  /** Looks at the page as it stands. Findings fail the journey at its end, so that one run tells all. */
  async look(page: Page, name: string, language: 'vi' | 'en' = 'vi'): Promise<void> {
    this.step += 1;
    const { project, title } = test.info();
    const where = `${name}: ${page.url()}`;
    const folder = process.env.MOTCUA_E2E_SHOTS;
    if (folder) {
      const number = String(this.step).padStart(2, '0');
      const journey = title.replace(/\W+/g, '-').slice(0, 24);
      const path = join(folder, project.name, journey, `${number}-${name}.png`);
      await page.screenshot({ path, fullPage: true });
    }
    await expect.soft(page.locator('html'), where).toHaveAttribute('lang', language);
    await expect.soft(page.locator('h1'), where).toHaveCount(1);
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect.soft(wide, `${where} is wider than the screen by`).toBeLessThanOrEqual(0);
    if (project.use.javaScriptEnabled !== false) await expectAccessible(page);
  }
}
