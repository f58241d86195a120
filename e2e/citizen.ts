// What a citizen does: sign in, fill the request for 1.004873, hand it in.
import { expect, test, type Page } from '@playwright/test';
import type { Way } from './look.ts';

/** An invented person of the identity simulator. */
export interface Person {
  name: string;
  idNumber: string;
}

const people = {
  nhan: { name: 'Vũ Thị Nhàn', idNumber: '022188990101' },
  vinh: { name: 'Đinh Quang Vịnh', idNumber: '022084990102' },
  bach: { name: 'Lê Hoàng Bách', idNumber: '022204990104' },
  se: { name: 'Hoàng Thị Sẻ', idNumber: '022192990105' },
  chi: { name: 'Bùi Nguyễn Khánh Chi', idNumber: '031195990107' },
  hoa: { name: 'Lương Thị Hòa', idNumber: '022190990110' },
  mui: { name: 'Phạm Thị Mùi', idNumber: '022149990103' },
  ngan: { name: 'Trần Bá Ngạn', idNumber: '022079990106' },
  can: { name: 'Đỗ Văn Cẩn', idNumber: '034067990109' },
};

/** Somebody whom no journey that runs at the same time uses. */
export function citizen(journey: 'story' | 'stale' | 'appraisal'): Person {
  const own: Record<string, Record<typeof journey, Person>> = {
    phone: { story: people.nhan, stale: people.se, appraisal: people.mui },
    desk: { story: people.vinh, stale: people.can, appraisal: people.ngan },
    'phone-without-scripts': { story: people.bach, stale: people.chi, appraisal: people.hoa },
  };
  const found = own[test.info().project.name];
  if (!found) throw new Error(`nobody is set aside for the project ${test.info().project.name}`);
  return found[journey];
}

/** Somebody whom nobody knows yet, for the counter that helps them. */
export function helped(): Person & { year: string } {
  const own: Record<string, Person & { year: string }> = {
    phone: { name: 'Ngô Thị Bưởi', idNumber: '022152990201', year: '1952' },
    desk: { name: 'Vi Văn Sáu', idNumber: '022061990202', year: '1961' },
    'phone-without-scripts': { name: 'Triệu Thị Lanh', idNumber: '022303990203', year: '2003' },
  };
  const found = own[test.info().project.name];
  if (!found) throw new Error(`nobody is set aside for the project ${test.info().project.name}`);
  return found;
}

/** Somebody who comes without a paper and leaves with a slip. */
export function sentAway(): Person & { year: string } {
  const own: Record<string, Person & { year: string }> = {
    phone: { name: 'Hà Thị Mận', idNumber: '022158990211', year: '1958' },
    desk: { name: 'Lý Văn Tám', idNumber: '022064990212', year: '1964' },
    'phone-without-scripts': { name: 'Chu Thị Sen', idNumber: '022305990213', year: '2005' },
  };
  const found = own[test.info().project.name];
  if (!found) throw new Error(`nobody is set aside for the project ${test.info().project.name}`);
  return found;
}

/** From the page that asks who one is, through the simulator, back to where one was. */
export async function signIn(page: Page, person: Person, way?: Way): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Xác nhận ông/bà là ai');
  await way?.look(page, 'sign-in');
  await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click();
  await expect(page.getByRole('heading', { name: 'Chọn người đăng nhập' })).toBeVisible();
  await way?.look(page, 'simulator');
  await page.getByRole('button', { name: `Đăng nhập là ${person.name}` }).click();
}

/** From the page of the procedure to the first section of a new draft. */
export async function begin(page: Page, person: Person, way?: Way): Promise<void> {
  const start = page.getByRole('button', { name: 'Nộp có người hỗ trợ' });
  await start.click();
  await signIn(page, person, way);
  await expect(page).toHaveURL(/\/procedures\/1\.004873$/);
  await start.click();
  await expect(page).toHaveURL(/\/drafts\/[^/]+\/1$/);
}

/** Saves a section; the next one, or the review, opens. */
async function next(page: Page, section: number): Promise<void> {
  await page.getByRole('button', { name: /^Lưu và/ }).click();
  await expect(page).toHaveURL(section === 5 ? /\/review$/ : new RegExp(`/drafts/[^/]+/${section + 1}$`));
}

/** Who asks. Name and number are there already. */
export async function fillWhoAsks(page: Page, person: Person): Promise<void> {
  await expect(page.getByLabel('Họ, chữ đệm, tên người yêu cầu')).toHaveValue(person.name);
  await expect(page.getByLabel('Số định danh cá nhân')).toHaveValue(person.idNumber);
  await page.getByRole('radio', { name: 'tin nhắn', exact: true }).check();
  await page.getByRole('radio', { name: 'chính tôi', exact: true }).check();
  await next(page, 1);
}

/** For whom: somebody who lives in Hồng Gai, so that Hồng Gai decides. */
export async function fillForWhom(page: Page, person: Person): Promise<void> {
  await expect(page.getByLabel('Họ, chữ đệm, tên người được xác nhận')).toHaveValue(person.name);
  await page.getByLabel('Dân tộc').fill('Kinh');
  await page.getByLabel('Phường, xã, đặc khu').selectOption({ label: 'Phường Hồng Gai' });
  await page.getByLabel('Số nhà, tổ, khu, thôn').fill('Tổ 3, khu 2');
  await next(page, 2);
}

/** Never married. */
export async function fillStatus(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'chưa kết hôn', exact: true }).check();
  await next(page, 3);
}

/** For a job. */
export async function fillPurpose(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'việc làm', exact: true }).check();
  await next(page, 4);
}

/** The result is fetched at Bãi Cháy. */
export async function fillReturn(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'nhận ngay hôm nay tại đây', exact: true }).uncheck();
  await page.getByRole('checkbox', { name: 'tại trung tâm khác', exact: true }).check();
  await page.getByLabel('Trung tâm nhận kết quả').selectOption({ value: 'ttpvhcc/06673' });
  await page.getByRole('checkbox', { name: /^Tôi cam đoan/ }).check();
  await next(page, 5);
}

/** Hands the reviewed draft in with two fast clicks. Gives the id of the dossier. */
export async function submitTwice(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).dblclick();
  await expect(page).toHaveURL(/\/dossiers\/[^/]+\/submitted$/);
  const id = /\/dossiers\/([^/]+)\/submitted$/.exec(page.url())?.[1];
  if (!id) throw new Error(`no dossier in ${page.url()}`);
  return id;
}

/** All of it without a halt, for journeys that begin with a submission. */
export async function file(page: Page, person: Person): Promise<string> {
  await page.goto('/procedures/1.004873');
  await begin(page, person);
  await fillWhoAsks(page, person);
  await fillForWhom(page, person);
  await fillStatus(page);
  await fillPurpose(page);
  await fillReturn(page);
  return submitTwice(page);
}
