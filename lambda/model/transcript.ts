import type { Transcription } from 'openai/resources/audio/transcriptions';
import type { Understood } from '../chat/ports';

/**
 * The mean logarithm of the words' probabilities below which a transcript is doubted: less than 37 % each. Whisper itself
 * discards what is below it: https://github.com/openai/whisper/blob/main/whisper/transcribe.py (`logprob_threshold`).
 */
const MIN_LOGPROB = -1;

/** What models make of silence, having learnt from films: credits, and farewells to viewers. Without punctuation. */
const PHANTOM = new RegExp(
  `^(${[
    '字幕由.{0,20}提供',
    '.{0,20}字幕(组|志愿者|制作).{0,20}',
    '请?不吝点赞订阅转发打赏.{0,20}',
    '(谢谢|感谢)(大家|您|你)?(的)?(观看|收看|收听)(下次(再见|再会))?',
    '优优独播剧场.{0,40}',
    'thank(s|you)(somuch|verymuch)?forwatching',
    'subtitlesbytheamaraorgcommunity',
    'pleasesubscribe(tomychannel)?',
  ].join('|')})$`,
);

/** What was understood of a voice. @param prompt given to the model, which may repeat it where there is no speech */
export function understoodOf(
  { text = '', logprobs = [], languages }: Partial<Transcription>,
  prompt = '',
): Omit<Understood, 'seconds'> {
  const words = text.trim();
  const plain = plainOf(words);
  const isDoubtful =
    meanOf(logprobs) < MIN_LOGPROB ||
    // `gpt-transcribe` gives no probabilities; it says so by a language that it can't tell.
    languages?.length === 0 ||
    PHANTOM.test(plain) ||
    plain === plainOf(prompt);
  return { text: plain === '' ? '' : words, isDoubtful: plain !== '' && isDoubtful };
}

function meanOf(logprobs: NonNullable<Transcription['logprobs']>): number {
  const known = logprobs.flatMap(({ logprob }) => logprob ?? []);
  return known.length === 0 ? 0 : known.reduce((sum, each) => sum + each, 0) / known.length;
}

/** Letters and digits alone. */
function plainOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
