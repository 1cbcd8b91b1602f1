import type { ModelRequest } from '../../../lambda/chat/ports';
import {
  answerTo,
  completed,
  QUESTION,
  refusal,
  request,
  startFakeProvider,
  stream,
  words,
} from './fake-provider';

const provider = startFakeProvider();
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const JPEG = { bytes: bytesOf('a jpeg'), type: 'image/jpeg' } as const;
const PNG = { bytes: bytesOf('a png'), type: 'image/png' } as const;
const PDF = { name: '合同.pdf', bytes: bytesOf('%PDF-1.7') };

async function inputOf(fields: Partial<ModelRequest>): Promise<unknown> {
  provider.next(stream([words('四'), completed]));
  await answerTo(request(fields));
  return (provider.calls.at(-1)?.body as { input: unknown }).input;
}

it('shows the pictures of the question behind its text', async () => {
  await expect(inputOf({ turns: [], pictures: [JPEG, PNG] })).resolves.toEqual([
    {
      role: 'user',
      content: [
        { type: 'input_text', text: QUESTION },
        { type: 'input_image', image_url: 'data:image/jpeg;base64,YSBqcGVn', detail: 'auto' },
        { type: 'input_image', image_url: 'data:image/png;base64,YSBwbmc=', detail: 'auto' },
      ],
    },
  ]);
});

it('shows the pictures of earlier turns where they were shown', async () => {
  const turns = [
    { question: '这是什么', answer: '一只猫', tokens: 9, shown: [PNG] },
    { question: '一', answer: '二', tokens: 1, shown: [] },
  ];
  await expect(inputOf({ turns })).resolves.toEqual([
    {
      role: 'user',
      content: [
        { type: 'input_text', text: '这是什么' },
        { type: 'input_image', image_url: 'data:image/png;base64,YSBwbmc=', detail: 'auto' },
      ],
    },
    { role: 'assistant', content: '一只猫' },
    { role: 'user', content: '一' },
    { role: 'assistant', content: '二' },
    { role: 'user', content: QUESTION },
  ]);
});

it('shows a document with its name', async () => {
  await expect(inputOf({ turns: [], document: PDF })).resolves.toEqual([
    {
      role: 'user',
      content: [
        { type: 'input_text', text: QUESTION },
        { type: 'input_file', filename: '合同.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjc=' },
      ],
    },
  ]);
});

it('shows the pictures of the question again when earlier turns are left out', async () => {
  provider.next(refusal(400, { code: 'context_length_exceeded' }), stream([words('四'), completed]));
  const turns = [{ question: '一', answer: '二', tokens: 1, shown: [PNG] }];
  await answerTo(request({ turns, pictures: [JPEG] }));
  expect((provider.calls.at(-1)?.body as { input: unknown }).input).toEqual([
    expect.objectContaining({
      content: [expect.anything(), expect.objectContaining({ type: 'input_image' })],
    }),
  ]);
});
