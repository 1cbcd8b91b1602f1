import fc from 'fast-check';
import OpenAI from 'openai';
import type { ResponseInputContent } from 'openai/resources/responses/responses';
import { ActivityLog } from '../../../local/activity';
import { tokensFor } from '../../../local/model/attachments';
import { measurePicture } from '../../../local/model/pictures';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { dataUrl, GIF, jpegOf, pngOf, webpOf } from './samples';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

const RED_PNG = dataUrl('image/png', pngOf(8, 6, '#cc3300'));
const PDF = Buffer.from('%PDF-1.7\n…\n%%EOF');

type Turn = ResponseInputContent[] | string;

/** Asks with turns of the user and the assistant, one after the other. */
async function ask(...turns: Turn[]): Promise<{ text: string; inputTokens: number }> {
  const stream = openai.responses.stream({
    model: 'm',
    input: turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
  });
  const { output_text: text, usage } = await stream.finalResponse();
  return { text, inputTokens: usage?.input_tokens ?? 0 };
}

function picture(url: string): ResponseInputContent {
  return { type: 'input_image', image_url: url, detail: 'auto' };
}

function words(text: string): ResponseInputContent {
  return { type: 'input_text', text };
}

describe('pictures in the Responses API', () => {
  it('are answered with what was measured in them, then with the usual reply', async () => {
    const { text } = await ask([words('这是什么？'), picture(RED_PNG)]);

    expect(text).toMatch(/^图片 1：PNG 8×6，平均色 #cc3300。\n\n收到，你说的是：「这是什么？」。/);
  });

  it('of earlier turns count as long as they are sent again', async () => {
    const blue = picture(dataUrl('image/png', pngOf(3, 2, '#0000ff')));
    const { text } = await ask([words('第一张'), picture(RED_PNG)], '好', [blue, words('原样返回：两张')]);

    expect(text).toBe('图片 1：PNG 8×6，平均色 #cc3300。\n图片 2：PNG 3×2，平均色 #0000ff。\n\n两张');
    expect((await ask('原样返回：没有')).text).toBe('没有');
  });

  it.each([
    ['a PNG that is called a JPEG', 'image/jpeg', pngOf(2, 9, '#102030'), 'PNG 2×9，平均色 #102030'],
    ['a GIF', 'image/gif', GIF, 'GIF 5×4'],
    ['a lossy WebP', 'image/webp', webpOf('VP8 ', 640, 479), 'WebP 640×479'],
    ['a lossless WebP', 'image/webp', webpOf('VP8L', 33, 16384), 'WebP 33×16384'],
    ['an extended WebP', 'image/webp', webpOf('VP8X', 70000, 1), 'WebP 70000×1'],
  ])('%s is known by its bytes', async (_, mediaType, bytes, measured) => {
    const { text } = await ask([picture(dataUrl(mediaType, bytes))]);

    expect(text.split('\n')[0]).toBe(`图片 1：${measured}。`);
  });

  it('cost one token for 32×32 pixels, up to a limit', async () => {
    const { inputTokens: without } = await ask([words('看')]);
    const black = picture(dataUrl('image/png', pngOf(33, 64, '#000000')));

    expect((await ask([words('看'), black])).inputTokens).toBe(without + 4);
    expect(tokensFor({ kind: 'picture', format: 'PNG', width: 4000, height: 3000 })).toBe(1536);
  });

  it.each([
    ['nothing', 'data:image/png;base64,', 'invalid_image_format', /unsupported image/],
    ['no picture', dataUrl('image/png', Buffer.from('hello')), 'invalid_image_format', /unsupported image/],
    [
      'half a PNG',
      dataUrl('image/png', pngOf(64, 64, '#123456').subarray(0, 90)),
      'invalid_image_format',
      /./,
    ],
    [
      'half a JPEG',
      dataUrl('image/jpeg', jpegOf(64, 64, '#123456').subarray(0, 640)),
      'invalid_image_format',
      /unsupported image/,
    ],
    ['half a WebP', dataUrl('image/webp', webpOf('VP8 ', 9, 9).subarray(0, 31)), 'invalid_image_format', /./],
    ['another kind of file', dataUrl('application/pdf', PDF), 'invalid_image_format', /MIME type/],
    ['no data: URL', 'iVBORw0KGgo=', 'invalid_value', /data URL/],
    ["somebody's web page", 'https://example.com/cat.png', null, /fetches nothing/],
  ])('%s: 400', async (_, url, code, message) => {
    await expect(ask([picture(url)])).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it('are refused as the words of the assistant', async () => {
    await expect(ask('看', [picture(RED_PNG)], '再看')).rejects.toThrow("takes only 'output_text'");
  });
});

describe('measurePicture', () => {
  it('finds size and colour of any PNG, and almost the colour of a JPEG', () => {
    const side = fc.integer({ min: 1, max: 40 });
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(side, side, colour, (width, height, wanted) => {
        expect(measurePicture(pngOf(width, height, wanted))).toMatchObject({ width, height, colour: wanted });
        const jpeg = measurePicture(jpegOf(width, height, wanted));
        expect(jpeg).toMatchObject({ format: 'JPEG', width, height });
        expect(distance(jpeg?.colour ?? '', wanted)).toBeLessThan(8);
      }),
      { numRuns: 30 },
    );
  });
});

/** The greatest difference of a channel. */
function distance(one: string, other: string): number {
  const [a, b] = [one, other].map((colour) => [...Buffer.from(colour.slice(1), 'hex')]);
  return Math.max(...(a ?? []).map((channel, index) => Math.abs(channel - (b?.[index] ?? Infinity))));
}

describe('a PDF', () => {
  const file = (filename: string | undefined, data: string): ResponseInputContent => ({
    type: 'input_file',
    ...(filename !== undefined && { filename }),
    file_data: data,
  });

  it('is answered with its name and size, between the pictures', async () => {
    const { text } = await ask([
      picture(RED_PNG),
      file('报告.pdf', dataUrl('application/pdf', PDF)),
      picture(RED_PNG),
      words('原样返回：好'),
    ]);

    expect(text.split('\n')).toEqual([
      '图片 1：PNG 8×6，平均色 #cc3300。',
      `文件：报告.pdf，PDF，${PDF.length} 字节。`,
      '图片 2：PNG 8×6，平均色 #cc3300。',
      '',
      '好',
    ]);
  });

  it.each([
    ['without a name', file(undefined, dataUrl('application/pdf', PDF)), 'missing_required_parameter'],
    ['that is none', file('a.pdf', dataUrl('application/pdf', Buffer.from('PK'))), 'unsupported_file'],
    ['of another kind', file('a.docx', dataUrl('application/msword', PDF)), 'unsupported_file'],
    ['by its id', { type: 'input_file', filename: 'a.pdf', file_id: 'file-1' } as const, null],
  ])('%s: 400', async (_, part, code) => {
    await expect(ask([part])).rejects.toMatchObject({ status: 400, code });
  });
});

describe('pictures in Chat Completions', () => {
  const chat = async (url: string): Promise<string> => {
    const content = [
      { type: 'text' as const, text: '原样返回：好' },
      { type: 'image_url' as const, image_url: { url } },
    ];
    const stream = openai.chat.completions.stream({ model: 'm', messages: [{ role: 'user', content }] });
    return (await stream.finalMessage()).content ?? '';
  };

  it('are answered in the same way', async () => {
    expect(await chat(RED_PNG)).toBe('图片 1：PNG 8×6，平均色 #cc3300。\n\n好');
  });

  it('are refused in the same way', async () => {
    await expect(chat('data:image/png;base64,AAAA')).rejects.toMatchObject({ code: 'invalid_image_format' });
  });
});

describe('what was asked with a file', () => {
  it('is listed without the file, but with its size and its sum', async () => {
    const url = dataUrl('image/png', pngOf(50, 50, '#0a0b0c'));
    await ask([words('列出来'), picture(url), file64('x'.repeat(40))]);

    const listed = await (await fetch(new URL('/requests?contains=列出来', standIn.url))).json();
    expect(listed).toMatchObject([
      {
        body: {
          input: [
            {
              content: [
                { text: '列出来' },
                {
                  image_url: expect.stringMatching(
                    /^data:image\/png;base64,…\(\d+ bytes, sha256 [0-9a-f]{12}\)$/,
                  ) as string,
                },
                { file_data: file64('x'.repeat(40)).file_data },
              ],
            },
          ],
        },
      },
    ]);
    expect(JSON.stringify(listed)).not.toContain(url.slice(30, 200));
  });

  function file64(text: string) {
    const bytes = Buffer.from(`%PDF-${text}`);
    return { type: 'input_file' as const, filename: 'a.pdf', file_data: dataUrl('application/pdf', bytes) };
  }
});
