import type packagedChromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { Member } from '../support/member';
import { runningStack } from '../support/running-stack';

let browser: Browser | undefined;
const faults: string[] = [];

/** The Chromium of the npm package where there is one, so that nothing need be installed; elsewhere the Chrome at hand. */
async function launch(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return playwright.launch({ channel: 'chrome' });
  // Makes the package bring its own NSS and Expat, which a machine with only Node lacks; read when it is loaded.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  const chromium = jest.requireActual<typeof packagedChromium>('@sparticuz/chromium');
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
}

async function openPage(): Promise<Page> {
  if (!browser) throw new Error('The browser did not start.');
  const page = await browser.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(`${runningStack().pageUrl}/#${new Member().userid}`);
  return page;
}

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

it('a person writes as a member and sees the answer of the model', async () => {
  const page = await openPage();
  const question = '原样返回：<b>你好</b> 👋';
  await page.getByTestId('message-input').fill(question);
  await page.getByTestId('send').click();

  await page.getByTestId('bubble-out').first().waitFor();
  expect(await page.getByTestId('bubble-in').first().textContent()).toContain(question);
  expect(await page.getByTestId('bubble-out').first().textContent()).toContain('<b>你好</b> 👋');
  expect(faults).toEqual([]);
});
