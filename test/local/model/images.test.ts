import OpenAI from 'openai';
import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import { ActivityLog } from '../../../local/activity';
import { colourOf } from '../../../local/model/paint';
import { measurePicture } from '../../../local/model/pictures';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

const PROMPT = '一只🐼在竹林里';

/** Small, since a test runner's sandbox decodes slowly. */
function generate(parameters: Partial<ImageGenerateParamsNonStreaming>): Promise<OpenAI.ImagesResponse> {
  return openai.images.generate({ model: 'gpt-image-1', prompt: PROMPT, size: '192x128', ...parameters });
}

function picturesIn({ data = [] }: OpenAI.ImagesResponse): Buffer[] {
  return data.map((picture) => Buffer.from(picture.b64_json ?? '', 'base64'));
}

describe('a picture that was asked for', () => {
  it('has exactly the size, and the colour of its prompt', async () => {
    const answer = await generate({ quality: 'low' });
    const [png] = picturesIn(answer);

    expect(png && measurePicture(png)).toEqual({
      kind: 'picture',
      format: 'PNG',
      width: 192,
      height: 128,
      colour: colourOf(PROMPT),
    });
    expect(answer).toMatchObject({
      created: expect.any(Number) as number,
      background: 'opaque',
      output_format: 'png',
      quality: 'low',
      size: '192x128',
      usage: {
        input_tokens: 7,
        output_tokens: 7,
        total_tokens: 14,
        input_tokens_details: { image_tokens: 0 },
      },
    });
  });

  it('is a JPEG when that is wanted, and there are as many as are wanted', async () => {
    const answer = await generate({ output_format: 'jpeg', output_compression: 80, n: 2 });
    const pictures = picturesIn(answer).map((bytes) => measurePicture(bytes));

    expect(answer.output_format).toBe('jpeg');
    expect(pictures).toMatchObject([
      { format: 'JPEG', width: 192, height: 128 },
      { format: 'JPEG', width: 192, height: 128 },
    ]);
  });

  it('is 1024×1024 where the size is left to the model', async () => {
    const [png] = picturesIn(await generate({ size: 'auto' }));

    expect([png?.readUInt32BE(16), png?.readUInt32BE(20)]).toEqual([1024, 1024]);
  });

  it('has a colour that another prompt does not have', () => {
    expect(colourOf('狗')).toMatch(/^#[0-9a-f]{6}$/);
    expect(new Set(['猫', '狗', '猫 '].map(colourOf)).size).toBe(3);
  });

  it.each([
    ['another form of size', { size: 'large' }, /'size': "large"/],
    ['too large a size', { size: '4000x10' }, /'size'/],
    ['another format', { output_format: 'webp' }, /"webp"/],
    ['a PNG with less than all of it', { output_compression: 50 }, /not supported for PNG/],
    ['eleven', { n: 11 }, /1 to 10/],
    ['an address in its place', { response_format: 'url' }, /Unknown parameter: 'response_format'/],
    ['nothing', { prompt: '' }, /empty/],
  ])('%s: 400', async (_, parameters, message) => {
    await expect(generate(parameters as Partial<ImageGenerateParamsNonStreaming>)).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      message: expect.stringMatching(message) as string,
    });
  });

  it('is refused as its prompt commands, then painted from what is left', async () => {
    const prompt = `出错 400 moderation_blocked 次 1：${PROMPT}`;
    await expect(generate({ prompt })).rejects.toMatchObject({ status: 400, code: 'moderation_blocked' });
    const [png] = picturesIn(await generate({ prompt }));
    expect(png && measurePicture(png)?.colour).toBe(colourOf(PROMPT));
  });
});
