import { MediaError, type MediaSource } from '../chat/ports';
import type { WecomApi } from './api';
import { AnswerTooLargeError, WecomApiError } from './errors';
import { meaningOf } from './error-codes';
import { getMedia } from './media-get';
import { sendErrorOf } from './send-outcome';

/** Files that members sent, fetched from WeCom. */
export class MemberMedia implements MediaSource {
  constructor(private readonly api: WecomApi) {}

  async get(app: string, mediaId: string, maxBytes: number): Promise<Uint8Array> {
    try {
      return (await getMedia(this.api, app, mediaId, maxBytes)).bytes;
    } catch (error) {
      if (isRefused(error)) throw new MediaError('expired', `WeCom does not give it (${error.errcode})`);
      if (error instanceof AnswerTooLargeError) {
        throw new MediaError('too-large', `it has more than ${maxBytes} bytes`);
      }
      throw sendErrorOf(error) ?? error;
    }
  }
}

/** Whatever is asked again: of this media id (40007: wrong, or older than three days), not of the app or the moment. */
function isRefused(error: unknown): error is WecomApiError {
  return (
    error instanceof WecomApiError &&
    error.api === 'media/get' &&
    meaningOf(error.errcode).handling === 'give-up'
  );
}
