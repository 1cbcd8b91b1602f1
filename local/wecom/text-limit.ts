/** For text and markdown, sent or in a passive reply; bytes of UTF-8 [D90236] [D90241]. */
export const TEXT_LIMIT_BYTES = 2048;

/** "超过将截断" [D90236]: what is above the limit is lost. Where exactly the real one cuts within a character is not known. */
export function cutAtLimit(content: string): { content: string; cut?: true } {
  const bytes = Buffer.from(content);
  if (bytes.length <= TEXT_LIMIT_BYTES) return { content };
  return { content: bytes.subarray(0, TEXT_LIMIT_BYTES).toString(), cut: true };
}
