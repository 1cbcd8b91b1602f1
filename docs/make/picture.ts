import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { ActivityLog } from '../../local/activity';
import { startLocalStack } from '../../local/local-stack';
import { startPage } from '../../local/page/server';
import { synth } from '../../local/synth';

/*
 * docs/page.png: the page of npm start with a short conversation through the whole stack, the stand-in for the model
 * answering. `npm run docs:picture` makes it anew; no test holds it, since fonts differ from machine to machine. It takes
 * a font with Chinese letters: on a Linux that has none, one where the packaged Chromium looks for fonts.
 */

const ROOT = join(__dirname, '..', '..');
const FILE = join(ROOT, 'docs', 'page.png');
const SAYS = ['我叫小林，今天第一天来上班', '我叫什么？', '用量'];
const SIZE = { width: 1100, height: 720 };
const TOKENS_PER_SECOND = 400;

void main();

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-picture-'));
  const closers: (() => unknown)[] = [() => rmSync(directory, { recursive: true })];
  try {
    await synth(ROOT, directory, { config: 'config.example.ts' });
    const activity = new ActivityLog();
    const stack = await startLocalStack({
      assemblyDirectory: directory,
      environment: {},
      activity,
      callbackPort: 0,
      tokensPerSecond: TOKENS_PER_SECOND,
    });
    closers.push(() => stack.close());
    const { simulatorUrl } = stack.endpoints;
    const page = await startPage({ port: 0, simulatorUrl, modelName: stack.modelName, activity });
    closers.push(() => page.close());
    const browser = await launch();
    closers.push(() => browser.close());
    writeFileSync(FILE, await pictureOf(browser, page.url));
    console.log(`docs/page.png: ${Math.ceil(statSync(FILE).size / 1024)} KB`);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** As in test/browser: the Chromium of the npm package where there is one, elsewhere the Chrome at hand. */
async function launch(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
}

async function pictureOf(browser: Browser, url: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce', colorScheme: 'light' });
  await page.goto(url);
  for (const text of SAYS) await say(page, text);
  await page.getByTestId('message-input').blur();
  return page.screenshot({ type: 'png' });
}

/** Writes, and waits until an answer has come and nobody is typing. */
async function say(page: Page, text: string): Promise<void> {
  const answers = page.getByTestId('bubble-out');
  const before = await answers.count();
  await page.getByTestId('message-input').fill(text);
  await page.getByTestId('send').click();
  await answers.nth(before).waitFor();
  await page.getByTestId('typing').waitFor({ state: 'hidden' });
}
