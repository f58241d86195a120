// During appraisal: something is missing, the result comes later than promised, and in the end it is stopped.
import { expect, test } from '@playwright/test';
import { citizen, file } from '../citizen.ts';
import { Way } from '../look.ts';
import { accept, officer } from '../officer.ts';

test('a dossier pauses, is promised anew and is stopped', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const way = new Way();
  const id = await file(page, citizen('appraisal'));
  const [dossier, own] = [`/desk/dossiers/${id}`, `/dossiers/${id}`];
  const here = new RegExp(`${dossier}$`);

  await test.step('received and taken', async () => {
    const counter = await officer(browser, 'tiepnhan.baichay');
    await counter.goto(`/desk/counter/${id}`);
    await accept(counter);
    await expect(counter).toHaveURL(here);
    await counter.context().close();
  });

  await test.step('the handling officer asks for what is missing; the limit pauses', async () => {
    const handler = await officer(browser, 'hotich.honggai');
    await handler.goto(dossier);
    await handler.getByRole('button', { name: /^Nhận xử lý/ }).click();
    await handler.getByRole('link', { name: /^Yêu cầu bổ sung/ }).click();
    await expect(handler.getByRole('main')).toContainText('Thời hạn giải quyết tạm dừng');
    await way.look(handler, 'desk-ask');
    // Nothing filled in: everything that is missing is told at once, nothing is sent.
    await handler.getByRole('button', { name: /^Gửi yêu cầu/ }).click();
    await expect(handler.locator('.govuk-error-summary')).toContainText('Xác nhận đã kiểm tra toàn bộ hồ sơ');
    await way.look(handler, 'desk-ask-wrong');
    const lines = await handler.locator('fieldset.mo-defect').all();
    for (const [place, line] of lines.entries()) {
      await line.getByRole('radio').nth(place === 0 ? 2 : 0).check();
      if (place === 0) await line.getByRole('textbox').fill('Ghi rõ nơi thường trú từ năm 2015 đến 2019');
    }
    await handler.getByRole('checkbox', { name: /^Tôi đã kiểm tra toàn bộ/ }).check();
    await handler.getByLabel('Lý do, căn cứ').fill('Để tra sổ hộ tịch nơi cũ');
    await handler.getByRole('button', { name: /^Gửi yêu cầu/ }).click();
    await expect(handler).toHaveURL(here);
    await expect(handler.getByRole('main')).toContainText('Chờ người nộp bổ sung');
    await way.look(handler, 'desk-paused');
    await handler.context().close();
  });

  await test.step('the applicant reads it and answers', async () => {
    await page.goto(own);
    await expect(page.getByRole('main')).toContainText('Ghi rõ nơi thường trú từ năm 2015 đến 2019');
    await way.look(page, 'tracking-paused');
    await page.getByRole('link', { name: 'Bổ sung ngay' }).click();
    await way.look(page, 'answer');
    await page.getByRole('button', { name: 'Gửi bổ sung' }).click();
    await expect(page).toHaveURL(new RegExp(`${own}$`));
    await way.look(page, 'tracking-answered');
  });

  await test.step('a head says sorry, once', async () => {
    const chair = await officer(browser, 'chutich.honggai');
    await chair.goto(dossier);
    await chair.getByRole('link', { name: /^Xin lỗi, hẹn lại/ }).click();
    await chair.getByRole('button', { name: /^Xin lỗi, hẹn lại/ }).click();
    await expect(chair.locator('.govuk-error-summary')).toContainText('Chọn ngày hẹn lại');
    await way.look(chair, 'desk-apology');
    await chair.getByRole('radio', { name: /thêm 2 ngày làm việc/ }).check();
    await chair.getByLabel('Lý do').fill('Chưa có trả lời xác minh của nơi thường trú cũ');
    await chair.getByRole('button', { name: /^Xin lỗi, hẹn lại/ }).click();
    await expect(chair).toHaveURL(here);
    await expect(chair.getByRole('main')).toContainText('Đã xin lỗi, hẹn lại');
    await expect(chair.getByRole('link', { name: /^Xin lỗi, hẹn lại/ })).toHaveCount(0);
    await way.look(chair, 'desk-apologised');
    await chair.context().close();
    await page.goto(own);
    await expect(page.getByRole('main')).toContainText('Chúng tôi xin lỗi vì không kịp');
    await way.look(page, 'tracking-apologised');
  });

  await test.step('what happened stands in the inbox', async () => {
    await expect(async () => {
      await page.goto('/me/notices');
      await expect(page.getByRole('main').locator('li')).toHaveCount(5, { timeout: 500 });
    }).toPass({ timeout: 20_000 });
    await way.look(page, 'notices');
  });

  await test.step('a head stops it on a legal ground', async () => {
    const chair = await officer(browser, 'chutich.honggai');
    await chair.goto(dossier);
    await chair.getByRole('link', { name: /^Dừng giải quyết/ }).click();
    await chair.getByRole('button', { name: /^Dừng giải quyết/ }).click();
    await expect(chair.locator('.govuk-error-summary')).toContainText('Ghi căn cứ pháp lý');
    await way.look(chair, 'desk-stop');
    await chair.getByLabel('Căn cứ pháp lý').fill('khoản 2 Điều 9 Nghị định mẫu');
    await chair.getByLabel('Lý do').fill('Trùng với hồ sơ đã giải quyết');
    await chair.getByRole('button', { name: /^Dừng giải quyết/ }).click();
    await expect(chair).toHaveURL(here);
    await way.look(chair, 'desk-stopped');
    await chair.goto(`${dossier}?lang=en`);
    await way.look(chair, 'desk-stopped-en', 'en');
    await chair.context().close();
    await page.goto(own);
    await expect(page.getByRole('main')).toContainText('Trùng với hồ sơ đã giải quyết');
    await expect(page.getByRole('link', { name: 'Bổ sung ngay' })).toHaveCount(0);
    await way.look(page, 'tracking-stopped');
    await page.goto(`${own}?lang=en`);
    await way.look(page, 'tracking-stopped-en', 'en');
  });
});
