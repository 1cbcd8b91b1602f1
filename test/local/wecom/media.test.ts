import { amr, JPEG, MP4, startApiWorld, type ApiWorld } from './api-world';

const MB = 1024 * 1024;

let world: ApiWorld;

beforeAll(async () => (world = await startApiWorld()));
afterAll(() => world.close());

const get = (id: string, headers: Record<string, string> = {}) =>
  world.fetchApi(`media/get?media_id=${id}`, { headers });

describe('media/upload', () => {
  it('answers with an empty errmsg and created_at as a string', async () => {
    const form = new FormData();
    form.append('media', new Blob([JPEG]), 'a.jpg');
    const answer = await world.fetchApi('media/upload?type=image', { method: 'POST', body: form });
    expect(await answer.json()).toEqual({
      errcode: 0,
      errmsg: '',
      type: 'image',
      media_id: expect.stringMatching(/^[\w-]{40,}$/) as string,
      created_at: '1800000000',
    });
  });

  it('reads a form as the page shows it, with filelength and no space', async () => {
    const body =
      '--b\r\nContent-Disposition: form-data; name="media";filename="会议.txt"; filelength=6\r\n' +
      'Content-Type: application/octet-stream\r\n\r\nmytext\r\n--b--\r\n';
    const answer = await world.fetchApi('media/upload?type=file', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    });
    const { media_id: id } = (await answer.json()) as { media_id: string };
    const file = await get(id);
    expect(await file.text()).toBe('mytext');
    expect(file.headers.get('Content-Disposition')).toBe(
      `attachment; filename="${id}.txt"; filename*=UTF-8''${encodeURIComponent('会议.txt')}`,
    );
  });

  it.each<[string, string, Buffer, number]>([
    ['an unknown type', 'thumb', JPEG, 40005],
    ['nothing', 'image', Buffer.alloc(0), 44001],
    ['5 bytes', 'file', Buffer.alloc(5), 40006],
    ['an image above 10 MB', 'image', Buffer.concat([JPEG, Buffer.alloc(10 * MB)]), 40009],
    ['an image that is none', 'image', Buffer.from('GIF89a..'), 40123],
    ['voice above 2 MB', 'voice', Buffer.concat([amr(20), Buffer.alloc(2 * MB)]), 45001],
    ['voice that is no AMR', 'voice', Buffer.from('RIFF....WAVE'), 301017],
    ['wide-band AMR', 'voice', Buffer.from('#!AMR-WB\n....'), 301017],
    ['AMR that ends within a frame', 'voice', amr(40).subarray(0, -1), 301016],
    ['AMR of more than 60 s', 'voice', amr(60_020), 45007],
    ['a video that is no MP4', 'video', Buffer.from('RIFF....AVI '), 40004],
    ['a file above 20 MB', 'file', Buffer.alloc(20 * MB + 1), 45001],
  ])('refuses %s', async (_, kind, bytes, errcode) => {
    await expect(world.upload(kind, 'x', bytes)).rejects.toThrow(`"errcode":${errcode}`);
  });

  it.each([
    ['image', JPEG],
    ['voice', amr(60_000)],
    ['video', MP4],
    ['file', Buffer.alloc(6)],
  ])('takes %s', async (kind, bytes) => {
    const file = await get(await world.upload(kind, 'x.bin', bytes));
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('asks for a part named media', async () => {
    const form = new FormData();
    form.append('file', new Blob(['123456']), 'a.txt');
    const answer = await world.fetchApi('media/upload?type=file', { method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({ errcode: 44001 });
  });
});

describe('media/get', () => {
  it('gives the file with type and name; another app of the company may fetch it', async () => {
    const id = await world.upload('image', 'a.jpg', JPEG);
    const file = await world.fetchApi(`media/get?media_id=${id}`, {}, 'translator-secret');
    expect(file.status).toBe(200);
    expect(file.headers.get('Content-Type')).toBe('image/jpeg');
    expect(file.headers.get('Content-Disposition')).toBe(`attachment; filename="${id}.jpg"`);
    expect(file.headers.get('Content-Length')).toBe(String(JPEG.length));
  });

  it('answers errors as JSON at 200', async () => {
    const answer = await get('nothing');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=UTF-8');
    expect(answer.headers.get('Error-Code')).toBe('40007');
    expect(await answer.json()).toMatchObject({ errcode: 40007 });
    expect((await world.call('media/get')).json).toMatchObject({ errcode: 41006 });
  });

  it('gives a piece for a Range', async () => {
    const id = await world.upload('file', 'digits.txt', Buffer.from('0123456789'));
    const piece = await get(id, { Range: 'bytes=2-4' });
    expect([piece.status, piece.headers.get('Content-Range')]).toEqual([206, 'bytes 2-4/10']);
    expect(await piece.text()).toBe('234');
    expect(await (await get(id, { Range: 'bytes=7-' })).text()).toBe('789');
    expect(await (await get(id, { Range: 'bytes=7-99' })).text()).toBe('789');
    expect((await get(id, { Range: 'lines=1-2' })).status).toBe(501);
  });

  it('gives more than 20 MB in pieces only', async () => {
    const file = Buffer.alloc(20 * MB + 10, 1).toString('base64');
    await world.control('POST', '/members/filmer/messages', { msgtype: 'video', video: { file } });
    await world.settle();
    const id = world.receivedFrom('filmer')[0]?.fields['MediaId'] ?? '';
    expect(await (await get(id)).json()).toMatchObject({ errcode: 830002 });
    const rest = await get(id, { Range: `bytes=${20 * MB}-` });
    expect([rest.status, (await rest.arrayBuffer()).byteLength]).toEqual([206, 10]);
  });

  it('knows a file for three days', async () => {
    const id = await world.upload('file', 'a.txt', Buffer.from('123456'));
    world.later(3 * 24 * 3_600_000 - 1);
    expect((await get(id)).headers.get('Content-Type')).toBe('application/octet-stream');
    world.later(1);
    expect(await (await get(id)).json()).toMatchObject({ errcode: 40007 });
  });
});

describe('what a member sends', () => {
  it.each([
    ['image', { file: JPEG.toString('base64') }, JPEG, 'image/jpeg'],
    ['voice', { file: amr(100).toString('base64'), format: 'amr' }, amr(100), 'audio/amr'],
    ['video', { file: MP4.toString('base64') }, MP4, 'video/mp4'],
    [
      'file',
      { file: Buffer.from('a,b').toString('base64'), filename: '表.csv' },
      Buffer.from('a,b'),
      'application/octet-stream',
    ],
  ])('%s can be fetched by its MediaId', async (msgtype, content, bytes, type) => {
    const { status } = await world.control('POST', `/members/${msgtype}/messages`, {
      msgtype,
      [msgtype]: content,
    });
    expect(status).toBe(200);
    await world.settle();
    const fields = world.receivedFrom(msgtype)[0]?.fields ?? {};
    const file = await get(fields['MediaId'] ?? '');
    expect(file.headers.get('Content-Type')).toBe(type);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await world.messagesOf(msgtype)).toMatchObject([
      { msgtype, fields: { MediaId: fields['MediaId'] } },
    ]);
  });

  it('has the elements that WeCom adds', async () => {
    const sent = (member: string) => world.receivedFrom(member)[0]?.fields ?? {};
    expect(sent('image')).toHaveProperty('PicUrl');
    expect(sent('voice')).toMatchObject({ Format: 'amr' });
    expect(sent('file')).toMatchObject({ FileName: '表.csv' });
    const thumbnail = await get(sent('video')['ThumbMediaId'] ?? '');
    expect(thumbnail.headers.get('Content-Type')).toBe('image/png');
  });

  it.each<[object, RegExp]>([
    [{ msgtype: 'text', text: { content: 'x', file: 'eA==' } }, /no field "file"/],
    [{ msgtype: 'image', image: { file: '' } }, /base64, and not empty/],
    [{ msgtype: 'image', image: { file: 'eA==', mediaid: 'm' } }, /not both/],
  ])('is refused: %j', async (body, reason) => {
    expect(await world.control('POST', '/members/wrong/messages', body)).toMatchObject({
      status: 400,
      json: { reason: expect.stringMatching(reason) as string },
    });
  });
});

describe('the control interface', () => {
  const shown = (id: string, app = '') => fetch(`${world.controlUrl}${app}/media/${id}`);

  it('shows a person what the app uploaded, under the name that it was given', async () => {
    const file = await shown(await world.upload('file', '季度 报告.txt', Buffer.from('123456')));
    expect(file.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(file.headers.get('Content-Disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('季度 报告.txt')}`,
    );
    expect(file.headers.get('Content-Length')).toBe('6');
    expect(await file.text()).toBe('123456');
  });

  it('shows a person what a member sent', async () => {
    const file = JPEG.toString('base64');
    await world.control('POST', '/members/painter/messages', { msgtype: 'image', image: { file } });
    const [message] = await world.messagesOf('painter');
    const { MediaId: id } = message?.['fields'] as { MediaId: string };
    const picture = await shown(id);
    expect(picture.headers.get('Content-Type')).toBe('image/jpeg');
    expect(Buffer.from(await picture.arrayBuffer()).equals(JPEG)).toBe(true);
    expect((await shown(id, '/apps/translator')).status).toBe(200);
  });

  it('has no file that never was, nor one for longer than three days', async () => {
    const id = await world.upload('image', 'a.jpg', JPEG);
    expect((await shown(id)).status).toBe(200);
    world.later(3 * 24 * 3_600_000);
    expect((await shown(id)).status).toBe(404);
    expect((await shown('none')).status).toBe(404);
  });
});
