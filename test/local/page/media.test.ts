import { ActivityLog } from '../../../local/activity';
import type { LocalServer } from '../../../local/http';
import { startPage } from '../../../local/page/server';
import { amr, JPEG, startApiWorld, type ApiWorld } from '../wecom/api-world';
import { wav } from './wav';

let world: ApiWorld;
let page: LocalServer;

beforeAll(async () => {
  world = await startApiWorld();
  const [simulatorUrl, activity] = [world.controlUrl, new ActivityLog()];
  page = await startPage({ port: 0, simulatorUrl, modelName: '模型替身', activity });
});
afterAll(async () => {
  await page.close();
  await world.close();
});

const get = (path: string, init?: RequestInit) => fetch(`${page.url}/media/${path}`, init);
const toAmr = (body: Buffer, headers = {}) =>
  fetch(`${page.url}/amr`, { method: 'POST', body: new Uint8Array(body), headers });

describe('a file of the simulator', () => {
  it('is handed on with its type and name', async () => {
    const picture = await get(await world.upload('image', '猫.jpg', JPEG));

    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(picture.headers.get('content-disposition')).toContain(encodeURIComponent('猫.jpg'));
    expect(Buffer.from(await picture.arrayBuffer()).equals(JPEG)).toBe(true);
  });

  it('tells its size without its bytes', async () => {
    const file = await get(await world.upload('file', 'a.txt', Buffer.from('123456')), { method: 'HEAD' });

    expect(file.headers.get('content-length')).toBe('6');
    expect(await file.text()).toBe('');
  });

  it('can be no page of this server, whatever it holds', async () => {
    const hostile = await get(await world.upload('file', 'x.html', Buffer.from('<script>alert(1)</script>')));

    expect(hostile.headers.get('content-type')).toBe('application/octet-stream');
    expect(hostile.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(hostile.headers.get('x-content-type-options')).toBe('nosniff');
    expect(hostile.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('is gone after three days', async () => {
    const id = await world.upload('voice', 'a.amr', amr(1000));
    world.later(3 * 24 * 3_600_000);

    expect([(await get(id)).status, (await get(`${id}/wav`)).status]).toEqual([404, 404]);
  });
});

describe('a voice', () => {
  it('is played as WAV, as long as it is', async () => {
    const played = await get(`${await world.upload('voice', 'a.amr', amr(1500))}/wav`);

    expect(played.headers.get('content-type')).toBe('audio/wav');
    expect((Number(played.headers.get('content-length')) - 44) / 16_000).toBe(1.5);
  });

  it('that is none is refused with the reason', async () => {
    const played = await get(`${await world.upload('file', 'a.amr', Buffer.from('<script>'))}/wav`);

    expect(played.status).toBe(422);
    expect(await played.json()).toEqual({ error: expect.stringContaining('no AMR-NB') as string });
  });

  it('is sent as WeCom has it', async () => {
    const answer = await toAmr(wav(1));
    const bytes = Buffer.from(await answer.arrayBuffer());

    expect(answer.headers.get('content-type')).toBe('audio/amr');
    expect(bytes.toString('latin1', 0, 6)).toBe('#!AMR\n');
    await expect(world.upload('voice', 'a.amr', bytes)).resolves.toBeDefined();
  });

  it('is not made of what is no WAV', async () => {
    const answer = await toAmr(Buffer.from('ID3'));

    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ error: expect.stringContaining('WAV') as string });
  });
});

it('serves files and voices to this machine alone', async () => {
  const id = await world.upload('image', 'a.jpg', JPEG);
  const headers = { Origin: 'https://elsewhere.example' };

  const statuses = await Promise.all([get(id, { headers }), toAmr(wav(0.1), headers)]);

  expect(statuses.map(({ status }) => status)).toEqual([403, 403]);
});
