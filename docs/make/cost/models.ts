import { MODEL_PRICES, MODEL_PRICES_AS_OF } from '../../../lib/config/model-prices';
import { IMAGE, SPEECH_MINUTE, TOOL_USE, TRANSCRIPTION_MINUTE } from '../../../lib/config/unit-prices';

const THOUSAND = 1_000;
/** Seconds of an example. */
const HEARD = 10;
const SPOKEN = 30;

/** What comes on top of a thousand messages where they are more than text. */
export function unitsOfAThousand(): string[] {
  return [
    'On top of that, where there is more than text:',
    '',
    '| | a thousand |',
    '| --- | ---: |',
    `| voice of ${HEARD} s that is understood, \`gpt-4o-mini-transcribe\` | ${usd(TRANSCRIPTION_MINUTE['gpt-4o-mini-transcribe'], HEARD / 60)} |`,
    `| an answer that is spoken for ${SPOKEN} s, \`gpt-4o-mini-tts\` | ${usd(SPEECH_MINUTE['gpt-4o-mini-tts'], SPOKEN / 60)} |`,
    ...Object.entries(IMAGE).map(
      ([model, { square }]) => `| a picture by 画 of 1024x1024, \`${model}\` | ${usd(square)} |`,
    ),
    `| a web search, besides the tokens of what it finds | ${usd(TOOL_USE.webSearch)} |`,
    `| a search in files | ${usd(TOOL_USE.fileSearch)} |`,
    `| a run of code | ${usd(TOOL_USE.codeInterpreter)} |`,
    `| a picture that the model draws | ${usd(TOOL_USE.imageGeneration)} |`,
    '',
  ];
}

/** The dated prices of models, voice, pictures and tools, with who cites them. */
export function priceOfModels(): string[] {
  return [
    '## The prices of models',
    '',
    `US dollars, as of ${MODEL_PRICES_AS_OF}, standard processing, requests under 272,000 tokens; \`prices\` and \`unitPrices\` of the configuration win over them. They are those of OpenAI's [price page](https://developers.openai.com/api/docs/pricing), which was not at hand itself but as others have copied it in September 2026; cited with an address: [GPT-6 Astra](https://github.com/prefect12/codex-token-meter/releases/tag/v0.2.22), [GPT-6 Sol and Luna](https://github.com/merefield/codexometer/releases/tag/v0.18.4), [GPT-6.1 Sol](https://docs.litellm.ai/blog/gpt_6_1_sol). A snapshot, such as \`gpt-5.4-mini-2026-03-17\`, has the price of its model.`,
    '',
    'For a million tokens. From GPT-5.6 on, what is read is reckoned with what writing it to the cache costs, a quarter more than the list says.',
    '',
    '| model | read | of that cached | said and thought |',
    '| --- | ---: | ---: | ---: |',
    ...Object.entries(MODEL_PRICES).map(
      ([model, { input, cachedInput, output }]) => `| \`${model}\` | ${input} | ${cachedInput} | ${output} |`,
    ),
    '',
    '| voice | a minute |',
    '| --- | ---: |',
    ...Object.entries(TRANSCRIPTION_MINUTE).map(
      ([model, minute]) => `| \`${model}\` understands | ${minute} |`,
    ),
    ...Object.entries(SPEECH_MINUTE).map(([model, minute]) => `| \`${model}\` speaks | ${minute} |`),
    '',
    'Models that count tokens or characters are reckoned by the minute: as OpenAI estimates it, and `tts-1` and `tts-1-hd` with 900 characters a minute. An answer is reckoned before it is spoken: 300 Chinese characters a minute, or 900 others, a minute at most.',
    '',
    '| a picture by 画 | 1024x1024 | 1536x1024, 1024x1536 |',
    '| --- | ---: | ---: |',
    ...Object.entries(IMAGE).map(([model, { square, long }]) => `| \`${model}\` | ${square} | ${long} |`),
    '',
    "In medium quality, by the table of OpenAI's [guide](https://developers.openai.com/api/docs/guides/image-generation); the bot asks for none, so the provider may choose another. `gpt-image-2` is half of what the guide said, since its tokens are since September 2026; of 2.5 there is no table, so it is reckoned with the tokens of `gpt-image-2` at its own price. Other sizes cost by their pixels.",
    '',
    '| a tool | for one use |',
    '| --- | ---: |',
    ...Object.entries(TOOL_USE).map(([tool, use]) => `| \`${tool}\` | ${use} |`),
    '',
    'Each run of code is reckoned as a container of its own, a picture that the model draws as the dearest of usual size in medium quality. What a remote MCP server costs is between you and that server.',
    '',
    '**What is not known** is counted at the dearest price of its kind in these tables and your own, so that no budget is passed unseen: a model that is not listed, and every model of another provider. `npx cdk synth` names it; write its price into `prices` or `unitPrices`. The `pro` models are not listed.',
    '',
    '**What nobody counted** is estimated, and its record says so (`isEstimated`): an ask that broke off, or whose worker died, costs what it read and what it had said; three bytes are a token, a picture is 1,000, a PDF 15,000, thoughts are not known. So does an apology because the model was too slow, said nothing, declined or was filtered. What the provider refused to begin costs nothing: a wrong key, no credit, too many requests, a request that is wrong or too long. Voice that was sent to be understood and failed is left out.',
    '',
  ];
}

function usd(price = 0, times = 1): string {
  return (price * times * THOUSAND).toFixed(2);
}
