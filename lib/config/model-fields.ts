import * as z from 'zod';

/** What an operator can set of the models and their provider. Every field has its sentence, its default and an example. */

/** A model's name as its provider spells it. */
export const modelName = () => z.string().min(1).max(100);

const baseUrl = () =>
  z
    .url({ protocol: /^https$/, error: 'must be a URL that begins with https://' })
    .optional()
    .meta({ examples: ['https://llm-gateway.example.com/v1'] });

/** Where the model is. */
export const provider = z.strictObject({
  /** Base URL of another provider than OpenAI, up to and without `/responses` or `/chat/completions`. */
  baseUrl: baseUrl(),
  /**
   * What the provider speaks: OpenAI's `responses`, or the older `chat-completions`, as most others do, without the
   * provider's tools and without PDF files.
   */
  api: z
    .enum(['responses', 'chat-completions'])
    .default('responses')
    .meta({ examples: ['chat-completions'] }),
  /** The base URL is of an Azure OpenAI resource and ends in `/openai/v1`; models are named by their deployments. */
  azure: z
    .boolean()
    .default(false)
    .meta({ examples: [true] }),
  /** Base URL of another provider for voice, up to and without `/audio`; its key is `speechApiKey` of the model secret. */
  speechBaseUrl: baseUrl(),
  /** Base URL of another provider for pictures, up to and without `/images`; its key is `imagesApiKey` of the model secret. */
  imagesBaseUrl: baseUrl(),
});

/** How voice is turned into text. */
export const transcription = z.strictObject({
  /** The model's name as the provider spells it. */
  model: modelName()
    .default('gpt-4o-mini-transcribe')
    .meta({ examples: ['gpt-4o-transcribe'] }),
  /** The language of the speech, ISO 639-1. Without it, the model finds out. */
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'is not a language: two small letters, ISO 639-1')
    .optional()
    .meta({ examples: ['zh'] }),
  /** Words that are likely to come, such as names of people and products, so that they are spelt right. */
  prompt: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ examples: ['企业微信，OKR，张三'] }),
});

/** How text is turned into voice. */
export const speech = z.strictObject({
  /** The model's name as the provider spells it. */
  model: modelName()
    .default('gpt-4o-mini-tts')
    .meta({ examples: ['gpt-4o-mini-tts'] }),
  /** The voice, by the provider's name for it. */
  voice: modelName()
    .default('alloy')
    .meta({ examples: ['nova'] }),
});

/** How pictures are drawn. */
export const images = z.strictObject({
  /** The model's name as the provider spells it. */
  model: modelName()
    .default('gpt-image-2')
    .meta({ examples: ['gpt-image-2'] }),
  /** Width and height in pixels, as the model offers them. */
  size: z
    .string()
    .regex(/^[1-9]\d{1,4}x[1-9]\d{1,4}$/, 'is not a size: width, x, height, in pixels')
    .default('1024x1024')
    .meta({ examples: ['1536x1024'] }),
});

/** US dollars for a million tokens of a model. */
export const price = z.strictObject({
  /** Of what the model reads. */
  input: dollars(),
  /** Of that, what the provider had cached. */
  cachedInput: dollars(),
  /** Of what it says and thinks. */
  output: dollars(),
});

/** US dollars for what is not counted in tokens. */
export const unitPrices = z.strictObject({
  /** For a minute of voice that is understood. */
  transcriptionMinute: dollars().optional(),
  /** For a minute that is spoken. */
  speechMinute: dollars().optional(),
  /** For a picture that is drawn by 画. */
  image: dollars().optional(),
  /** For one search of the web. */
  webSearch: dollars().optional(),
  /** For one search of the company's documents. */
  fileSearch: dollars().optional(),
  /** For one container in which the model calculates. */
  codeInterpreter: dollars().optional(),
  /** For a picture that the model draws by itself. */
  imageGeneration: dollars().optional(),
});

function dollars() {
  return z
    .number()
    .min(0)
    .max(10_000)
    .meta({ examples: [0.75] });
}
