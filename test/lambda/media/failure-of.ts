import { MediaError, type MediaFailure } from '../../../lambda/chat/ports';

/** Why a file can't be used, if so; whatever else is thrown than a MediaError is thrown on. */
export async function failureOf(use: () => unknown): Promise<MediaFailure | undefined> {
  try {
    await use();
    return undefined;
  } catch (error) {
    if (error instanceof MediaError) return error.failure;
    throw error;
  }
}
