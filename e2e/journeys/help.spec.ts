// Nộp giúp: somebody without an account stands at Bãi Cháy; an officer types, compares the card, and accepts for
// Hồng Gai with one press. The three places stay apart, and who was helped is the submitter.
import { expect, test } from '@playwright/test';
import { fillPurpose, fillReturn, fillStatus, helped } from '../citizen.ts';
import { Way } from '../look.ts';
import { officer } from '../officer.ts';

test('somebody without an account is helped at a counter', async ({ browser }) => {
  test.setTimeout(120_000);
  const way = new Way();
  const person = helped();
  const desk = await officer(browser, 'tiepnhan.baichay');
  const main = desk.getByRole('main');

  await test.step('who they are: by number, then kept from the card', async () => {
    await desk.goto('/desk/help');
    await way.look(desk, 'who');
    await desk.getByLabel('Số định danh cá nhân').fill('12345');
    await desk.getByRole('button', { name: /^Tiếp/ }).click();
    await expect(desk.locator('.govuk-error-summary')).toBeVisible();
    await expect(desk.getByLabel('Số định danh cá nhân')).toHaveValue('12345');
    await way.look(desk, 'number-wrong');
    await desk.getByLabel('Số định danh cá nhân').fill(person.idNumber);
    await desk.getByRole('button', { name: /^Tiếp/ }).click();
    await expect(main).toContainText('Chưa có trong dữ liệu');
    await desk.getByLabel('Họ, chữ đệm, tên').fill(person.name);
    await desk.getByLabel('Năm', { exact: true }).fill(person.year);
    await way.look(desk, 'new-person');
    await desk.getByRole('button', { name: /^Tiếp/ }).click();
  });

  await test.step('which procedure, typed without marks', async () => {
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText(person.name);
    await desk.getByRole('searchbox').fill('xac nhan doc than');
    const scripts = test.info().project.use.javaScriptEnabled !== false;
    if (!scripts) await desk.getByRole('button', { name: /^Tìm/ }).click();
    const found = desk.getByRole('button', { name: /Xác nhận tình trạng hôn nhân/ }).first();
    await expect(found).toBeVisible();
    await expect(desk.locator('body')).not.toContainText(person.idNumber);
    await way.look(desk, 'procedure');
    await found.click();
  });

  await test.step('the form, section by section', async () => {
    await expect(desk.getByLabel('Họ, chữ đệm, tên người yêu cầu')).toHaveValue(person.name);
    await desk.getByRole('radio', { name: 'tin nhắn', exact: true }).check();
    await desk.getByRole('radio', { name: 'chính tôi', exact: true }).check();
    await way.look(desk, 'form');
    await desk.getByRole('button', { name: /^Lưu và/ }).click();
    await desk.getByLabel('Dân tộc').fill('Kinh');
    await desk.getByLabel('Phường, xã, đặc khu').selectOption({ label: 'Phường Hồng Gai' });
    await desk.getByLabel('Số nhà, tổ, khu, thôn').fill('Tổ 8, khu 3');
    await desk.getByRole('button', { name: /^Lưu và/ }).click();
    await fillStatus(desk);
    await fillPurpose(desk);
    await fillReturn(desk);
  });

  await test.step('read whole; nothing is handed in before the card was compared', async () => {
    await expect(main).toContainText('Nơi tiếp nhận');
    await expect(main).toContainText('Ủy ban nhân dân phường Hồng Gai');
    await way.look(desk, 'review');
    await desk.getByRole('button', { name: /^Nhận và tiếp nhận/ }).click();
    await expect(desk.locator('.govuk-error-summary')).toContainText('Đối chiếu thẻ căn cước');
    await way.look(desk, 'review-wrong');
    await desk.getByRole('link', { name: 'Sửa Hồ sơ của' }).click();
    await way.look(desk, 'whose');
    await desk.getByRole('link', { name: 'Ghi quyền nộp thay' }).click();
    await desk.getByLabel('Chủ hồ sơ', { exact: true }).fill('022045990204');
    await desk.getByRole('button', { name: /^Ghi và dùng/ }).click();
    await expect(desk.locator('.govuk-error-summary')).toContainText('Chưa có người này trong dữ liệu');
    await way.look(desk, 'mandate-wrong');
    await desk.getByRole('link', { name: 'Quay lại' }).click();
    await desk.getByRole('link', { name: 'Quay lại' }).click();
  });

  await test.step('handed in and accepted with one press', async () => {
    await desk.getByRole('checkbox', { name: /^Đã đối chiếu thẻ căn cước/ }).check();
    const shown = desk.getByRole('checkbox', { name: /^Giấy tờ tùy thân/ });
    await shown.check();
    await desk.getByRole('button', { name: /^Nhận và tiếp nhận/ }).dblclick();
    await expect(desk).toHaveURL(/\/desk\/dossiers\/[^/]+$/);
    await expect(main).toContainText(/H49\.[\d.]+-\d{6}-\d{4}/);
    await expect(main).toContainText('Nơi hỗ trợ');
    await way.look(desk, 'accepted');
    await desk.goto('/desk/help');
    await expect(main).not.toContainText(person.name);
  });
  await desk.context().close();

  await test.step('the chair of Hồng Gai gives it to an officer of the office', async () => {
    const chair = await officer(browser, 'chutich.honggai');
    await chair.getByRole('link', { name: 'Phân công' }).first().click();
    await expect(chair).toHaveURL(/\/desk\/assign$/);
    await chair.goto('/desk/assign?list=waiting');
    await expect(chair.getByRole('main')).toContainText(person.name);
    await way.look(chair, 'assign');
    await chair.getByRole('button', { name: /^Giao/ }).click();
    await expect(chair.locator('.govuk-error-summary')).toContainText('Chọn cán bộ để giao');
    await way.look(chair, 'assign-nobody');
    // The box is drawn over; the label of the one officer is the whole row.
    await chair.getByRole('checkbox', { name: `Chọn hồ sơ của ${person.name}` }).check({ force: true });
    await chair.getByRole('radio', { name: /^Bùi Minh An/ }).check();
    await chair.getByRole('button', { name: /^Giao/ }).click();
    await expect(chair.getByRole('status')).toContainText('Đã giao 1 hồ sơ cho Bùi Minh An');
    await expect(chair.getByRole('checkbox', { name: `Chọn hồ sơ của ${person.name}` })).toHaveCount(0);
    await chair.goto('/desk/assign?list=held');
    await expect(chair.getByRole('main')).toContainText(person.name);
    await way.look(chair, 'assign-held');
    await chair.getByRole('link', { name: 'English' }).click();
    await way.look(chair, 'assign-held-en', 'en');
    await chair.goto('/desk/assign?list=waiting');
    await way.look(chair, 'assign-en', 'en');
    await chair.context().close();
  });
});
