import type { ServerResponse } from 'node:http';
import { sendJson, serveLocally, type LocalRequest, type LocalServer } from '../../../local/http';
import { getMedia } from '../../../lambda/wecom/media-get';
import { uploadMedia, type OutgoingMedia } from '../../../lambda/wecom/media-upload';
import { errorWith } from '../../support/errors';
import { apiOf } from './api-of';

const MB = 1024 * 1024;
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const AMR = Buffer.from('#!AMR\n\x3c');
const MP4 = Buffer.from('\0\0\0\x18ftypisom', 'latin1');

let received: LocalRequest[];
let answer: (request: LocalRequest, response: ServerResponse) => void;
let wecom: LocalServer;
beforeAll(async () => {
  wecom = await serveLocally(0, (request, response) => {
    received.push(request);
    answer(request, response);
  });
});
beforeEach(() => (received = []));
afterAll(() => wecom.close());

describe('media/upload', () => {
  const upload = (media: OutgoingMedia) => uploadMedia(apiOf(wecom.url), 'assistant', media);
  const uploaded = { errcode: 0, errmsg: '', type: 'image', media_id: 'm1', created_at: '1380000000' };

  it('sends the form that the document shows, byte for byte', async () => {
    answer = (_, response) => sendJson(response, 200, uploaded);
    const bytes = Buffer.from('\0\r\n--\xff\xfe文', 'latin1');
    await expect(upload({ kind: 'file', filename: 'a.txt', bytes })).resolves.toEqual({
      mediaId: 'm1',
      createdAt: 1_380_000_000_000,
    });
    const [request] = received;
    expect(`${request?.method} ${request?.url.pathname}?${request?.rawQuery}`).toBe(
      'POST /cgi-bin/media/upload?type=file&access_token=shared',
    );
    const [, boundary] = /^multipart\/form-data; boundary=([\w-]+)$/.exec(
      request?.headers['content-type'] ?? '',
    ) ?? ['', 'none'];
    const head =
      `--${boundary}\r\nContent-Disposition: form-data; name="media";filename="a.txt"; ` +
      `filelength=${bytes.length}\r\nContent-Type: application/octet-stream\r\n\r\n`;
    expect(request?.body).toEqual(
      Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    );
  });

  it.each<[OutgoingMedia['kind'], Buffer, string]>([
    ['image', JPEG, 'image/jpeg'],
    ['image', PNG, 'image/png'],
    ['voice', AMR, 'voice/amr'],
    ['video', MP4, 'video/mp4'],
  ])('says what %s %j is', async (kind, bytes, contentType) => {
    answer = (_, response) => sendJson(response, 200, uploaded);
    await upload({ kind, filename: 'x', bytes });
    expect(received[0]?.body.toString('latin1')).toContain(`\r\nContent-Type: ${contentType}\r\n\r\n`);
  });

  it.each([
    ['会议 记录.txt', '_.txt'],
    ['a";x="b\r\nEvil: 1.txt', 'a_x_b_Evil_1.txt'],
  ])('names %j in ASCII', async (filename, expected) => {
    answer = (_, response) => sendJson(response, 200, uploaded);
    await upload({ kind: 'file', filename, bytes: Buffer.from('123456') });
    expect(received[0]?.body.toString()).toContain(`filename="${expected}"; filelength=6\r\n`);
  });

  it.each<[string, OutgoingMedia['kind'], Buffer]>([
    ['5 bytes', 'file', Buffer.alloc(5)],
    ['an image above 10 MB', 'image', Buffer.concat([JPEG, Buffer.alloc(10 * MB)])],
    ['a voice above 2 MB', 'voice', Buffer.concat([AMR, Buffer.alloc(2 * MB)])],
    ['a video above 10 MB', 'video', Buffer.concat([MP4, Buffer.alloc(10 * MB)])],
    ['a file above 20 MB', 'file', Buffer.alloc(20 * MB + 1)],
    ['a GIF as image', 'image', Buffer.from('GIF89a..')],
    ['WAV as voice', 'voice', Buffer.from('RIFF....WAVE')],
    ['wide-band AMR as voice', 'voice', Buffer.from('#!AMR-WB\n...')],
    ['AVI as video', 'video', Buffer.from('RIFF....AVI ')],
  ])('does not send %s', async (_, kind, bytes) => {
    await expect(upload({ kind, filename: 'x', bytes })).rejects.toThrow(errorWith({ code: 'WECOM_LIMIT' }));
    expect(received).toEqual([]);
  });
});

describe('media/get', () => {
  const get = (maxBytes = 100) => getMedia(apiOf(wecom.url), 'assistant', 'm1', maxBytes);
  const file = (headers: Record<string, string>, bytes = JPEG) => {
    answer = (_, response) => response.writeHead(200, headers).end(bytes);
  };

  it('gives the file with type and name', async () => {
    file({ 'Content-Type': 'image/jpeg', 'Content-disposition': 'attachment; filename="m1.jpg"' });
    await expect(get()).resolves.toEqual({ bytes: JPEG, contentType: 'image/jpeg', filename: 'm1.jpg' });
    expect(received[0]?.rawQuery).toBe('media_id=m1&access_token=shared');
  });

  it.each([
    [`attachment; filename="m1.txt"; filename*=UTF-8''%E4%BC%9A%E8%AE%AE.txt`, '会议.txt'],
    [`attachment; filename="m1.txt"; filename*=UTF-8''%ff.txt`, 'm1.txt'],
    ['attachment', undefined],
  ])('reads the name of %j', async (disposition, filename) => {
    file({ 'Content-Type': 'text/plain', 'Content-disposition': disposition });
    await expect(get()).resolves.toMatchObject({ filename });
  });

  it('gives a file that is JSON itself, or says errcode', async () => {
    const bytes = Buffer.from('{"errcode":40007}');
    file(
      { 'Content-Type': 'application/json', 'Content-disposition': 'attachment; filename="a.json"' },
      bytes,
    );
    await expect(get()).resolves.toMatchObject({ bytes });
  });

  it.each([
    ['its Content-Type', { 'Content-Type': 'application/json; charset=UTF-8' }],
    ['its Error-Code', { 'Content-Type': 'image/jpeg', 'Error-Code': '40007' }],
  ])('tells an error at HTTP 200 by %s', async (_, headers) => {
    file(headers, Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}'));
    await expect(get()).rejects.toThrow(errorWith({ code: 'WECOM_40007' }));
  });

  it('takes a page of HTML for no file', async () => {
    file({ 'Content-Type': 'text/html' }, Buffer.from('<html>'));
    await expect(get()).rejects.toThrow(errorWith({ code: 'WECOM_UNREACHABLE' }));
  });

  it('asks once when the file is above the limit', async () => {
    file({ 'Content-Type': 'image/jpeg' }, Buffer.alloc(101));
    await expect(get()).rejects.toThrow(errorWith({ code: 'WECOM_ANSWER_TOO_LARGE' }));
    expect(received).toHaveLength(1);
  });

  describe('of more than 20 MB', () => {
    const PIECE = 20 * MB;
    const whole = Buffer.alloc(PIECE + 7, 'abcdefghijk');
    const tooLarge = { errcode: 830002, errmsg: '' };

    /** Gives pieces, as WeCom does, only to those who ask for them. */
    const inPieces: typeof answer = ({ headers }, response) => {
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
      if (first === undefined) {
        sendJson(response, 200, tooLarge);
        return;
      }
      const to = Math.min(Number(last), whole.length - 1);
      const range = `bytes ${first}-${to}/${whole.length}`;
      response
        .writeHead(206, { 'Content-Type': 'video/mp4', 'Content-Range': range })
        .end(whole.subarray(Number(first), to + 1));
    };

    it('is fetched in pieces', async () => {
      answer = inPieces;
      const { bytes } = await get(50 * MB);
      expect(bytes.equals(whole)).toBe(true);
      expect(received.map(({ headers }) => headers.range)).toEqual([
        undefined,
        `bytes=0-${PIECE - 1}`,
        `bytes=${PIECE}-${2 * PIECE - 1}`,
      ]);
    });

    it.each([PIECE, whole.length - 1])('is not fetched when the limit is %d bytes', async (maxBytes) => {
      answer = inPieces;
      await expect(get(maxBytes)).rejects.toThrow(errorWith({ code: 'WECOM_ANSWER_TOO_LARGE' }));
    });

    it.each([
      ['another piece', { 'Content-Range': 'bytes 5-9/100' }, Buffer.alloc(5)],
      ['an empty piece', { 'Content-Range': 'bytes 0-0/100' }, Buffer.alloc(0)],
      ['no range', {}, Buffer.alloc(5)],
    ])('is not put together from %s', async (_, headers, bytes) => {
      answer = (request, response) =>
        request.headers.range === undefined
          ? sendJson(response, 200, tooLarge)
          : response.writeHead(206, { 'Content-Type': 'video/mp4', ...headers }).end(bytes);
      await expect(get(50 * MB)).rejects.toThrow(errorWith({ code: 'WECOM_UNREACHABLE' }));
    });
  });
});
