import type packagedChromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import type { LocalServer } from '../../local/http';
import { startPage } from '../../local/page/server';
import { amrDurationMs } from '../../local/wecom/media-format';
import { wav } from '../local/page/wav';
import { amr, startApiWorld, type ApiWorld } from '../local/wecom/api-world';
import { Member } from '../support/member';
import { pngOf } from '../support/pictures';
import { runningStack } from '../support/running-stack';

const HOSTILE = `"><img src=x onerror=alert(1)>`;
const PICTURE = pngOf(40, 30);

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

async function openPage(url: string): Promise<Page> {
  if (!browser) throw new Error('The browser did not start.');
  const page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 420, height: 720 } });
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return page;
}

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(() => faults.splice(0));
afterEach(() => {
  if (faults.length > 0) throw new Error(`The page says: ${faults.join('; ')}`);
});

it('a person writes as a member and sees the answer of the model', async () => {
  const page = await openPage(`${runningStack().pageUrl}/#${new Member().userid}`);
  const question = '原样返回：你好 👋';
  await page.getByTestId('message-input').fill(question);
  await page.getByTestId('send').click();

  await page.getByTestId('bubble-out').first().waitFor();
  expect(await page.getByTestId('bubble-in').first().textContent()).toContain(question);
  expect(await page.getByTestId('bubble-out').first().textContent()).toContain('你好 👋');
});

describe('on the phone of a WeCom that nobody answers', () => {
  let world: ApiWorld;
  let server: LocalServer;
  let page: Page;

  beforeAll(async () => {
    world = await startApiWorld();
    const { controlUrl: simulatorUrl, activity } = world;
    server = await startPage({ port: 0, simulatorUrl, modelName: '模型替身', activity });
    page = await openPage(`${server.url}/#alice`);
  });
  beforeEach(async () => {
    await world.control('POST', '/reset');
    await page.reload();
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  async function choose(button: string, name: string, mimeType: string, buffer: Buffer): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.getByTestId(button).click();
    await (await chooser).setFiles({ name, mimeType, buffer });
  }

  const sent = (testid: string) => page.getByTestId('bubble-in').getByTestId(testid);

  /** The file behind the newest message of the member. */
  async function sentFile(): Promise<Buffer> {
    const { MediaId } = (await world.messagesOf('alice')).at(-1)?.['fields'] as { MediaId: string };
    const file = await fetch(`${world.controlUrl}/media/${MediaId}`);
    return Buffer.from(await file.arrayBuffer());
  }

  it('a picture is chosen, sent, shown and enlarged', async () => {
    await page.getByTestId('more').click();
    await choose('choose-image', 'a.png', 'image/png', PICTURE);

    await sent('image').click();
    await page.getByRole('dialog').getByRole('img', { name: '图片' }).waitFor();
    expect(await page.evaluate('document.querySelector("dialog img").naturalWidth')).toBe(40);
    expect((await sentFile()).equals(PICTURE)).toBe(true);
  });

  it('an audio file is sent as AMR, and can be played', async () => {
    await page.getByTestId('more').click();
    await page.getByTestId('open-voice').click();
    await choose('choose-voice', 'a.wav', 'audio/wav', wav(2, 440, 44_100));

    await sent('voice')
      .and(page.getByRole('button', { name: '播放语音，2 秒' }))
      .click();
    expect(amrDurationMs(await sentFile())).toBe(2000);
  });

  it('where there is no microphone, the button says so', async () => {
    await page.getByTestId('more').click();
    await page.getByTestId('open-voice').click();
    await page.getByTestId('record').click();

    const said = page.getByTestId('record').and(page.getByText('请选择音频文件'));
    expect(await said.innerText()).toMatch(/麦克风/);
  });

  it('a voice to the member plays for as long as it lasts', async () => {
    await world.send('voice', { media_id: await world.upload('voice', 'a.amr', amr(3000)) });

    await page.getByTestId('bubble-out').getByRole('button', { name: '播放语音，3 秒' }).click();
    expect(await page.evaluate('document.querySelector("audio").duration')).toBe(3);
  });

  it('what a message holds is text and does nothing', async () => {
    await page.getByTestId('more').click();
    await world.send('text', { content: HOSTILE });
    await choose('choose-file', `${HOSTILE}.html`, 'text/html', Buffer.from(HOSTILE));
    await world.control('POST', '/members/alice/messages', {
      msgtype: 'link',
      link: { title: HOSTILE, description: '', url: 'javascript:alert(1)', picurl: '' },
    });

    await sent('file')
      .getByText(`${Buffer.byteLength(HOSTILE)} B`)
      .waitFor();
    await sent('card').waitFor();
    expect(await page.getByTestId('bubble-out').innerText()).toBe(HOSTILE);
    expect(await sent('file').innerText()).toContain(HOSTILE);
    expect(await sent('card').innerText()).toContain(HOSTILE);
    expect(await sent('card').getAttribute('href')).toBeNull();
    expect(await page.evaluate('document.querySelectorAll("#chat img, #chat script").length')).toBe(0);
  });

  it('a place, a link, an event and a press in the menu are what WeCom delivers', async () => {
    const below = [{ type: 'click', name: '换模型', key: 'model' }];
    await world.call('menu/create?agentid=1000002', { button: [{ name: '更多', sub_button: below }] });
    await page.getByTestId('more').click();
    await page.getByTestId('open-place').click();
    await page.getByTestId('send-place').click();
    await sent('card').getByText('广州塔').waitFor();
    await page.getByTestId('more').click();
    await page.getByTestId('open-link').click();
    await page.getByTestId('link-title').fill('说明');
    await page.getByTestId('link-url').fill('https://example.com/');
    await page.getByTestId('send-link').click();
    await sent('card')
      .and(page.getByRole('link', { name: '说明' }))
      .waitFor();
    await page.getByTestId('more').click();
    await page.getByTestId('enter').click();
    await page.getByTestId('menu').getByText('更多').click();
    await page.getByTestId('menu').getByRole('button', { name: '换模型' }).click();
    await page.getByRole('log').getByText('点击了菜单「换模型」').waitFor();
    await world.settle();

    expect(
      world
        .receivedFrom('alice')
        .slice(-4)
        .map(({ fields }) => fields),
    ).toMatchObject([
      { MsgType: 'location', Location_X: '23.106', Location_Y: '113.324', Label: '广州塔' },
      { MsgType: 'link', Title: '说明', Url: 'https://example.com/' },
      { MsgType: 'event', Event: 'enter_agent', EventKey: '' },
      { MsgType: 'event', Event: 'click', EventKey: 'model' },
    ]);
  });
});
