// "Mai tôi mang": who lacks a paper leaves Bãi Cháy with a slip, and Hồng Gai goes on with the same draft the next time. An
// original stays at the counter, goes to the office by a list that is counted at both ends, and is looked for when the
// cover is empty.
import { expect, test } from '@playwright/test';
import { fillPurpose, fillReturn, fillStatus, sentAway } from '../citizen.ts';
import { Way } from '../look.ts';
import { officer } from '../officer.ts';

test('a paper is missing, an original is kept and handed over', async ({ browser }) => {
  test.setTimeout(180_000);
  const way = new Way();
  const person = sentAway();
  const first = await officer(browser, 'tiepnhan.baichay');
  let code = '';
  const paper = `Hợp đồng thuê nhà của ${person.name}`;

  await test.step('a form is filled in, and a paper is lacking', async () => {
    await first.goto('/desk/help');
    await first.getByLabel('Số định danh cá nhân').fill(person.idNumber);
    await first.getByRole('button', { name: /^Tiếp/ }).click();
    await first.getByLabel('Họ, chữ đệm, tên').fill(person.name);
    await first.getByLabel('Năm', { exact: true }).fill(person.year);
    await first.getByRole('button', { name: /^Tiếp/ }).click();
    await first.getByRole('searchbox').fill('xac nhan doc than');
    const scripts = test.info().project.use.javaScriptEnabled !== false;
    if (!scripts) await first.getByRole('button', { name: /^Tìm/ }).click();
    await first.getByRole('button', { name: /Xác nhận tình trạng hôn nhân/ }).first().click();
    await first.getByRole('radio', { name: 'tin nhắn', exact: true }).check();
    await first.getByRole('radio', { name: 'chính tôi', exact: true }).check();
    await first.getByRole('button', { name: /^Lưu và/ }).click();
    await first.getByLabel('Dân tộc').fill('Kinh');
    await first.getByLabel('Phường, xã, đặc khu').selectOption({ label: 'Phường Hồng Gai' });
    await first.getByLabel('Số nhà, tổ, khu, thôn').fill('Tổ 8, khu 3');
    await first.getByRole('button', { name: /^Lưu và/ }).click();
    await fillStatus(first);
    await fillPurpose(first);
    await fillReturn(first);
    await first.getByRole('link', { name: /^Còn thiếu, lập phiếu/ }).click();
    await way.look(first, 'slip');
    await first.getByRole('button', { name: /^Lập phiếu hướng dẫn/ }).click();
    await expect(first.locator('.govuk-error-summary')).toContainText('Đánh dấu ít nhất một giấy tờ');
    await way.look(first, 'slip-nothing');
    await first.getByRole('checkbox', { name: /^Giấy tờ chứng minh nơi cư trú/ }).check();
    await first.getByLabel('Dặn thêm').last().fill('Bản chính hợp đồng thuê nhà');
    await way.look(first, 'slip-ticked');
    await first.getByRole('button', { name: /^Lập phiếu hướng dẫn/ }).dblclick();
    await expect(first).toHaveURL(/\/desk\/guidance\?q=NH-/);
    code = /q=(NH-[0-9A-F]{4}-[0-9A-F]{4})/.exec(first.url())?.[1] ?? '';
    await expect(first.getByRole('main')).toContainText(person.name);
    await way.look(first, 'slip-given');
    const href = await first.getByRole('link', { name: /^In phiếu/ }).getAttribute('href');
    const sheet = await first.request.get(href ?? '');
    expect(sheet.headers()['content-type']).toBe('application/pdf');
  });
  await first.context().close();

  const counter = await officer(browser, 'tiepnhan.honggai');
  const main = counter.getByRole('main');
  await test.step('another centre goes on by the code, and keeps the paper that was brought', async () => {
    await counter.goto('/desk/help');
    await counter.getByLabel('Số định danh cá nhân').fill(code.toLowerCase());
    await counter.getByRole('button', { name: /^Tiếp/ }).click();
    await expect(main).toContainText(person.name);
    await counter.getByRole('button', { name: /^Làm tiếp/ }).click();
    await expect(counter).toHaveURL(/\/review$/);
    await counter.getByRole('checkbox', { name: /^Đã đối chiếu thẻ căn cước/ }).check();
    await counter.getByRole('checkbox', { name: /^Giấy tờ tùy thân/ }).check();
    await counter.getByRole('checkbox', { name: /^Giấy tờ chứng minh nơi cư trú/ }).check();
    await counter.getByText('Giữ bản chính', { exact: true }).click();
    const kept = counter.getByRole('group', { name: /^Giấy tờ chứng minh nơi cư trú/ });
    await kept.getByLabel('Tên, số của giấy').fill(paper);
    await kept.getByLabel('Số tờ').fill('3');
    await way.look(counter, 'keep');
    await counter.getByRole('button', { name: /^Nhận và tiếp nhận/ }).click();
    await expect(counter).toHaveURL(/\/desk\/dossiers\/[^/]+$/);
    await expect(main).toContainText(paper);
    await way.look(counter, 'kept');
  });

  let list = '';
  await test.step('a list to the office, printed and sent off', async () => {
    await counter.goto('/desk/originals');
    await way.look(counter, 'originals');
    await counter.getByRole('button', { name: /^Lập biên bản bàn giao/ }).click();
    await expect(counter.locator('.govuk-error-summary')).toBeVisible();
    await way.look(counter, 'originals-wrong');
    await counter.getByRole('checkbox', { name: `Chọn ${paper}` }).check({ force: true });
    const office = counter.getByLabel('Giao cho').locator('option', { hasText: 'Hồng Gai' });
    const name = (await office.allTextContents()).find((label) => label.startsWith('Văn phòng')) ?? '';
    await counter.getByLabel('Giao cho').selectOption({ label: name });
    await counter.getByRole('button', { name: /^Lập biên bản bàn giao/ }).click();
    await expect(counter).toHaveURL(/\/desk\/hand-overs\/[^/?]+$/);
    list = counter.url();
    await way.look(counter, 'list');
    const sheet = await counter.request.get(`${list}/paper`);
    expect(sheet.headers()['content-type']).toBe('application/pdf');
    await counter.getByRole('button', { name: /^Gửi đi/ }).dblclick();
    await expect(main).toContainText('Đang trên đường');
  });

  await test.step('the cover is empty: both ends see it until it is found', async () => {
    const number = /BB-\d{2}-\d{4}/.exec(await counter.getByRole('heading', { level: 1 }).innerText())?.[0] ?? '';
    const handler = await officer(browser, 'hotich.honggai');
    await handler.goto('/desk/hand-overs');
    await way.look(handler, 'lists');
    await handler.getByRole('searchbox').fill(number);
    await handler.getByRole('button', { name: /^Tìm/ }).click();
    await expect(handler).toHaveURL(list);
    await way.look(handler, 'arriving');
    await handler.getByRole('checkbox', { name: `Có ${paper}` }).uncheck({ force: true });
    await handler.getByRole('button', { name: /^Đã nhận những tờ/ }).click();
    await expect(handler.getByRole('main')).toContainText('Thiếu 1, đang tìm');
    await way.look(handler, 'missing');
    await handler.goto('/desk/originals');
    await expect(handler.getByRole('main')).toContainText(number);
    await way.look(handler, 'looked-for');
    await handler.context().close();
    await counter.goto(list);
    await counter.getByRole('button', { name: /^Tìm thấy ở đây/ }).click();
    await expect(main).toContainText('Đã tìm thấy ở');
    await counter.getByRole('link', { name: 'English' }).click();
    await way.look(counter, 'found-english', 'en');
    await counter.goto('/desk/originals?lang=vi');
  });

  await test.step('it goes back to its owner', async () => {
    await counter.goto('/desk/originals');
    await counter.getByRole('link', { name: `Trả bản chính ${paper}` }).click();
    await way.look(counter, 'give-back');
    await counter.getByRole('radio').first().check();
    await counter.getByRole('button', { name: /^Trả bản chính/ }).click();
    await expect(counter).toHaveURL(/\/desk\/originals$/);
    await expect(main).not.toContainText(paper);
  });
  await counter.context().close();
});
