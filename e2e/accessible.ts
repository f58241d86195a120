// No page may have a finding of axe that is serious or critical.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Notes the findings, each with its rule and the first element; the journey goes on and fails at its end.
 * Needs scripts in the page.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
  expect.soft(grave, page.url()).toEqual([]);
}
