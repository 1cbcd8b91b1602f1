import type { ImagesResponse } from 'openai/resources/images';
import type { Painter } from '../chat/ports';
import { pictureTypeOf } from '../media/picture';
import type { ImagesConfig } from '../shared/bot-config';
import { askOnce, type Asker } from './asking-once';
import { failed } from './failures';
import type { Connection, KeyReader } from './provider-client';

/** DALL·E takes no more; newer models do. */
const MAX_PROMPT_CHARACTERS = 4000;
/** WeCom takes no more [D90253]. */
const MAX_BYTES = 10 * 1024 * 1024;
/** In per cent. Even 1536 × 1024 pixels of nothing but noise stay below 2 MB with it; what is painted has a quarter. */
const JPEG_QUALITY = 75;

/** Draws by the provider's image API. */
export class ProviderPainter implements Painter {
  private readonly asker: Asker;

  /** @param clock ms since epoch */
  constructor(
    apiKey: KeyReader,
    clock: () => number,
    private readonly config: ImagesConfig,
    connection: Connection = {},
  ) {
    this.asker = { apiKey, clock, connection };
  }

  async paint(prompt: string, deadline: number): Promise<Uint8Array> {
    const { model, size } = this.config;
    const request = { model, size, prompt: beginningOf(prompt), n: 1, ...formatFor(model) };
    const painted = await askOnce(this.asker, deadline, (client, signal) =>
      client.images.generate(request, { signal }),
    );
    return pictureIn(painted);
  }
}

/** DALL·E would give an address, and knows no other format than PNG. Of the others each quality has its price. */
function formatFor(model: string) {
  return model.startsWith('dall-e')
    ? ({ response_format: 'b64_json' } as const)
    : ({ quality: 'medium', output_format: 'jpeg', output_compression: JPEG_QUALITY } as const);
}

/** @throws ModelError if WeCom would not take it */
function pictureIn({ data = [] }: Partial<ImagesResponse>): Uint8Array {
  const bytes = Buffer.from(data[0]?.b64_json ?? '', 'base64');
  const type = pictureTypeOf(bytes);
  if (type !== 'image/jpeg' && type !== 'image/png') {
    throw failed('bad-request', 'what it gave is neither JPEG nor PNG');
  }
  if (bytes.length > MAX_BYTES) throw failed('bad-request', `its picture has ${bytes.length} bytes`);
  return bytes;
}

function beginningOf(prompt: string): string {
  return Array.from(prompt).slice(0, MAX_PROMPT_CHARACTERS).join('');
}
