// From a search without marks to a result in the hand: filed from home, received at Bãi Cháy, decided by
// Hồng Gai, handed out at Bãi Cháy. Everybody has a browser of their own.
import { expect, test } from '@playwright/test';
import {
  begin,
  citizen,
  fillForWhom,
  fillPurpose,
  fillReturn,
  fillStatus,
  fillWhoAsks,
  submitTwice,
} from '../citizen.ts';
import { Way } from '../look.ts';
import { accept, officer } from '../officer.ts';

test('a dossier goes from home to its result', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const way = new Way();
  const person = citizen('story');
  let id = '';
  let number = '';

  await test.step('search without marks, and open the procedure', async () => {
    await page.goto('/');
    await way.look(page, 'home');
    await page.getByLabel('Gõ việc cần làm').fill('xac nhan doc than');
    await page.getByRole('button', { name: 'Tìm' }).click();
    await expect(page.getByRole('status')).toContainText('thủ tục');
    await way.look(page, 'search');
    await page.getByRole('link', { name: 'Xác nhận tình trạng hôn nhân' }).click();
    await expect(page).toHaveURL(/\/procedures\/1\.004873$/);
    await way.look(page, 'procedure');
  });

  await test.step('sign in and begin', async () => {
    await begin(page, person, way);
    await way.look(page, 'who-asks');
  });

  await test.step('be told what is missing, with what was typed kept', async () => {
    await page.getByRole('radio', { name: 'tin nhắn', exact: true }).check();
    await page.getByRole('button', { name: /^Lưu và/ }).click();
    await expect(page.locator('.govuk-error-summary')).toContainText('Chọn một câu trả lời');
    await expect(page.getByRole('radio', { name: 'tin nhắn', exact: true })).toBeChecked();
    await way.look(page, 'who-asks-wrong');
    await fillWhoAsks(page, person);
    await way.look(page, 'for-whom');
    await fillForWhom(page, person);
    await way.look(page, 'status');
  });

  await test.step('leave and come back', async () => {
    await page.getByRole('radio', { name: 'chưa kết hôn', exact: true }).check();
    await page.getByRole('button', { name: 'Để lúc khác làm tiếp' }).click();
    await expect(page).toHaveURL(/\/dossiers$/);
    await expect(page.getByRole('heading', { name: 'Đang điền dở' })).toBeVisible();
    await way.look(page, 'drafts');
    await page.goto('/');
    await page.getByRole('link', { name: /^Hồ sơ/ }).first().click();
    await page.getByRole('link', { name: 'Xác nhận tình trạng hôn nhân' }).click();
    await expect(page).toHaveURL(/\/drafts\/[^/]+\/3$/);
    await expect(page.getByRole('radio', { name: 'chưa kết hôn', exact: true })).toBeChecked();
    await fillStatus(page);
    await way.look(page, 'purpose');
    await fillPurpose(page);
    await way.look(page, 'return');
    await fillReturn(page);
  });

  await test.step('review, submit with a double click, see one dossier', async () => {
    const main = page.getByRole('main');
    await expect(main).toContainText(person.name);
    await expect(main).toContainText('Ủy ban nhân dân phường Hồng Gai giải quyết');
    await expect(page.locator('.govuk-error-summary')).toHaveCount(0);
    await way.look(page, 'review');
    id = await submitTwice(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Đã nhận được hồ sơ của ông/bà');
    await way.look(page, 'submitted');
    await page.goto('/dossiers');
    await expect(page.locator('main a[href^="/dossiers/"]')).toHaveCount(1);
    await expect(page.locator(`main a[href="/dossiers/${id}"]`)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Đang điền dở' })).toHaveCount(0);
    await way.look(page, 'dossiers');
    await page.locator(`main a[href="/dossiers/${id}"]`).click();
    await expect(page.getByRole('main')).toContainText('Ủy ban nhân dân phường Hồng Gai');
    await way.look(page, 'tracking-submitted');
  });

  await test.step('the counter of Bãi Cháy receives and accepts it', async () => {
    const counter = await officer(browser, 'tiepnhan.baichay');
    await expect(counter).toHaveURL(/\/desk\/counter$/);
    await expect(counter.locator(`a[href="/desk/counter/${id}"]`)).toContainText(person.name);
    await way.look(counter, 'desk-counter');
    await counter.locator(`a[href="/desk/counter/${id}"]`).click();
    await expect(counter.getByRole('heading', { level: 1 })).toHaveText(person.name);
    await expect(counter.getByRole('main')).toContainText('phường Hồng Gai');
    await way.look(counter, 'desk-submission');
    // What has to be shown is not ticked: it is told, and nothing is accepted.
    await counter.getByRole('button', { name: /^Tiếp nhận/ }).click();
    await expect(counter.locator('.govuk-error-summary')).toContainText('Chưa đánh dấu: Giấy tờ tùy thân');
    await way.look(counter, 'desk-submission-wrong');
    await accept(counter);
    await expect(counter).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
    number = /H49\.[\d.]+-\d{6}-\d{4}/.exec(await counter.getByRole('main').innerText())?.[0] ?? '';
    expect(number, 'the accepted dossier has a number').not.toBe('');
    await way.look(counter, 'desk-accepted');
    const receipt = await counter.goto(`/dossiers/${id}/receipt`);
    expect.soft(receipt?.status(), 'the counter opens the receipt that it prints').toBe(200);
    expect.soft(await counter.locator('body').innerText()).toContain(number);
    await way.look(counter, 'receipt-at-the-counter');
    const file = await counter.request.get(`/desk/dossiers/${id}/papers/receipt`);
    expect(file.headers()['content-type'], 'the counter has it as a file, too').toBe('application/pdf');
    const sheet = await counter.request.get(`/desk/dossiers/${id}/papers/control-sheet`);
    expect(sheet.status(), 'Form 06').toBe(200);
    await counter.goto(`/desk/dossiers/${id}`);
    await expect(counter.getByRole('button', { name: /^In lại/ })).toBeVisible();
    await way.look(counter, 'desk-papers');
    await counter.context().close();
  });

  await test.step('with number and four digits anybody sees how it stands, and with others nobody', async () => {
    const context = await browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto('/track');
    await way.look(stranger, 'track');
    await stranger.getByLabel('Mã hồ sơ').fill(number);
    await stranger.getByLabel('4 số cuối của số định danh').fill('0000');
    await stranger.getByRole('button', { name: 'Xem' }).click();
    await expect(stranger.locator('.govuk-error-summary')).toContainText('Chưa thấy hồ sơ nào khớp');
    await expect(stranger.getByLabel('Mã hồ sơ')).toHaveValue(number);
    await way.look(stranger, 'track-wrong');
    await stranger.getByLabel('4 số cuối của số định danh').fill(person.idNumber.slice(-4));
    await stranger.getByRole('button', { name: 'Xem' }).click();
    await expect(stranger.getByRole('main')).toContainText(`Mã hồ sơ ${number}`);
    await expect(stranger.getByRole('main')).toContainText('Ủy ban nhân dân phường Hồng Gai');
    await expect(stranger.locator('body')).not.toContainText(person.name);
    await way.look(stranger, 'track-found');
    await stranger.goto(`/dossiers/${id}`);
    await expect(stranger.locator('body')).not.toContainText(number);
    await context.close();
  });

  await test.step('the handling officer of Hồng Gai checks and proposes', async () => {
    const handler = await officer(browser, 'hotich.honggai');
    await expect(handler).toHaveURL(/\/desk\/worklist/);
    // Nobody has taken it: it waits there, whatever else this officer has in hand.
    await handler.getByRole('link', { name: /^Chờ nhận/ }).click();
    await expect(handler.getByRole('main')).toContainText(number);
    await way.look(handler, 'desk-worklist');
    await handler.goto(`/desk/dossiers/${id}`);
    await way.look(handler, 'desk-dossier');
    await handler.getByRole('button', { name: /^Nhận xử lý/ }).click();
    await handler.getByRole('link', { name: /^Chuyển xử lý/ }).click();
    await way.look(handler, 'desk-pass-on');
    await handler.getByRole('button', { name: /^Chuyển xử lý/ }).click();
    await expect(handler).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
    await handler.getByLabel('Ý kiến thẩm định').fill('Đủ điều kiện, sổ hộ tịch không có đăng ký kết hôn.');
    await way.look(handler, 'desk-propose');
    await handler.getByRole('button', { name: /^Trình ký/ }).click();
    await expect(handler.getByRole('button', { name: /^Trình ký/ })).toHaveCount(0);
    await way.look(handler, 'desk-proposed');
    await handler.context().close();
  });

  await test.step('the chair signs', async () => {
    const chair = await officer(browser, 'chutich.honggai');
    await expect(chair).toHaveURL(/\/desk\/signing$/);
    await chair.locator(`a[href="/desk/signing?shown=${id}"]`).click();
    await expect(chair.locator('article')).toContainText('sổ hộ tịch không có đăng ký kết hôn');
    await way.look(chair, 'desk-signing');
    // Other journeys may have results here too: only this one is signed.
    for (const box of await chair.locator('input[name="dossier"]').all()) {
      await box.setChecked((await box.getAttribute('value'))?.startsWith(`${id}.`) ?? false);
    }
    await chair.getByRole('button', { name: /^Ký các kết quả/ }).click();
    await expect(chair).toHaveURL(/\/desk\/signing$/);
    await expect(chair.locator('.govuk-error-summary')).toHaveCount(0);
    await expect(chair.locator(`a[href="/desk/signing?shown=${id}"]`)).toHaveCount(0);
    await way.look(chair, 'desk-signed');
    await chair.context().close();
  });

  await test.step('the clerk numbers and issues', async () => {
    const clerk = await officer(browser, 'vanthu.honggai');
    await expect(clerk).toHaveURL(/\/desk\/records$/);
    await expect(clerk.getByRole('main')).toContainText(number);
    await way.look(clerk, 'desk-records');
    await clerk.locator(`a[href="/desk/dossiers/${id}"]`).first().click();
    await clerk.getByRole('button', { name: /^Cấp số và phát hành/ }).click();
    await expect(clerk).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
    await expect(clerk.getByRole('button', { name: /^Cấp số và phát hành/ })).toHaveCount(0);
    await way.look(clerk, 'desk-issued');
    await clerk.context().close();
  });

  await test.step('the person sees that the result is there, and the receipt', async () => {
    await page.goto(`/dossiers/${id}`);
    await expect(page.getByRole('main')).toContainText(number);
    await way.look(page, 'tracking-ready');
    // The signed result and the receipt as files, each by its own link and kept by no cache.
    for (const name of ['Kết quả giải quyết, ký số (PDF)', 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)']) {
      const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
      const file = await page.request.get(href ?? '');
      expect(file.status(), name).toBe(200);
      expect(file.headers()['content-type']).toBe('application/pdf');
      expect(file.headers()['cache-control']).toContain('no-store');
      expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
      const again = await page.request.get(href ?? '');
      expect((await again.body()).toString('base64') === (await file.body()).toString('base64'), name).toBe(true);
    }
    await page.getByRole('link', { name: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', exact: true }).click();
    await expect(page.locator('body')).toContainText(number);
    await expect(page.locator('body')).toContainText('Bãi Cháy');
    await way.look(page, 'receipt');
  });

  await test.step('Bãi Cháy hands it out', async () => {
    const delivery = await officer(browser, 'traketqua.baichay');
    await expect(delivery).toHaveURL(/\/desk\/delivery$/);
    const line = delivery.getByRole('row').filter({ hasText: number });
    await expect(line).toContainText(person.name);
    await way.look(delivery, 'desk-delivery');
    await line.getByRole('link', { name: 'Trả kết quả' }).click();
    await expect(delivery.getByRole('textbox', { name: 'Người nhận' })).toHaveValue(person.name);
    await way.look(delivery, 'desk-hand-over');
    await delivery.getByRole('radio', { name: 'Đã xem thẻ căn cước' }).check();
    await delivery.getByRole('button', { name: /^Trả kết quả/ }).click();
    await expect(delivery).toHaveURL(new RegExp(`/desk/dossiers/${id}$`));
    await expect(delivery.getByRole('main')).toContainText('Đã trả kết quả');
    await expect(delivery.getByRole('main')).toContainText('Không còn ai giữ');
    await way.look(delivery, 'desk-delivered');
    await delivery.context().close();
  });

  await test.step('the person sees it delivered, when each held it, and who looked', async () => {
    await page.goto(`/dossiers/${id}`);
    const main = page.getByRole('main');
    await expect(main).toContainText('Đã trả kết quả');
    await expect(main).toContainText('Ông/bà đã nhận kết quả');
    await expect(main).toContainText('Bãi Cháy');
    await expect(main).toContainText('Hồng Gai');
    await way.look(page, 'tracking-delivered');
    await page.getByRole('link', { name: 'Ai đã xem hồ sơ của tôi' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ai đã xem dữ liệu của tôi');
    const looks = page.getByRole('main');
    await expect(looks).toContainText('Bãi Cháy');
    await expect(looks).toContainText('Hồng Gai');
    await expect(looks).toContainText(number);
    await way.look(page, 'looks');
  });
});
