import fc from 'fast-check';
import { StreamEnd } from '../../../lambda/model/stream-end';

/** Whether the end was seen in what came in these pieces. */
async function seenIn(pieces: readonly Uint8Array[]): Promise<boolean> {
  const end = new StreamEnd();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const watched = Buffer.from(await end.watch(new Response(body)).arrayBuffer());
  expect(watched).toEqual(Buffer.concat(pieces));
  return end.wasSeen;
}

it.each([
  ['data: [DONE]\n\n', true],
  ['data: {"choices":[]}\n\ndata: [DONE]\n\n', true],
  ['data: {"choices":[]}\r\n\r\ndata:[DONE]\r\n\r\n', true],
  ['data: {"choices":[]}\n\ndata: [DONE]', true],
  ['data: {"choices":[]}\n\ndata: [DON', false],
  ['data: {"content":"data: [DONE]"}\n\n', false],
  ['', false],
])('of %j: %s, however it is cut, and nothing of it is lost', async (text, expected) => {
  const whole = Buffer.from(text);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: whole.length }), { maxLength: 20 }), async (places) => {
      const cuts = [0, ...places.sort((a, b) => a - b), whole.length];
      const pieces = cuts.slice(1).map((end, index) => whole.subarray(cuts[index], end));
      expect(await seenIn(pieces)).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
