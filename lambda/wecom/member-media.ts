import { MediaError, type MediaSource } from '../chat/ports';
import type { WecomApi } from './api';
import { AnswerTooLargeError, WecomApiError } from './errors';
import { getMedia } from './media-get';
import { sendErrorOf } from './send-outcome';

/** errcode for a media id that is wrong, of another kind, or older than three days. */
const NO_SUCH_MEDIA = 40007;

/** Files that members sent, fetched from WeCom. */
export class MemberMedia implements MediaSource {
  constructor(private readonly api: WecomApi) {}

  async get(app: string, mediaId: string, maxBytes: number): Promise<Uint8Array> {
    try {
      return (await getMedia(this.api, app, mediaId, maxBytes)).bytes;
    } catch (error) {
      if (error instanceof WecomApiError && error.errcode === NO_SUCH_MEDIA) {
        throw new MediaError('expired', 'WeCom has no file of this media id');
      }
      if (error instanceof AnswerTooLargeError) {
        throw new MediaError('too-large', `it has more than ${maxBytes} bytes`);
      }
      throw sendErrorOf(error) ?? error;
    }
  }
}
