import { decodeVoice } from '../../../lambda/media/voice';
import { errorWith } from '../../support/errors';
import { bombOf, frameOf, NB_HEADER, WB_HEADER } from './frames';

const LOADED = new Error('The decoder was loaded.');
jest.mock('@audio/decode-amr', () => {
  throw LOADED;
});

it.each([
  ['200 KB of frames of one byte', bombOf(200_000), 'MEDIA_TOO_LONG'],
  ['2 MB of them', bombOf(2_000_000), 'MEDIA_TOO_LONG'],
  [
    'wide-band ones',
    Buffer.concat([Buffer.from(WB_HEADER), Buffer.alloc(2_000_000, 0x7c)]),
    'MEDIA_TOO_LONG',
  ],
  ['a broken voice', Buffer.concat([Buffer.from(NB_HEADER), frameOf(12, 32)]), 'MEDIA_MALFORMED'],
  ['half a frame', Buffer.concat([Buffer.from(NB_HEADER), frameOf(7, 31)]), 'MEDIA_MALFORMED'],
  ['something else', Buffer.from('OggS'), 'MEDIA_UNREADABLE'],
])('for %s the decoder is not even loaded', async (_, bytes, code) => {
  await expect(decodeVoice(bytes)).rejects.toThrow(errorWith({ code }));
});

it('for a voice it is', async () => {
  const voice = Buffer.concat([Buffer.from(NB_HEADER), frameOf(7, 32)]);
  await expect(decodeVoice(voice)).rejects.toThrow(LOADED);
});
