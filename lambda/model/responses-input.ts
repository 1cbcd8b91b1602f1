import type { EasyInputMessage, ResponseInputContent } from 'openai/resources/responses/responses';
import type { Document, Picture } from '../chat/ports';
import { GO_ON, type Attempt } from './asking';
import { dataUrl } from './data-url';

/** The conversation as the Responses API takes it. */
export function responsesInput({ request, turns }: Attempt): EasyInputMessage[] {
  const { question, pictures, document, said } = request;
  const input: EasyInputMessage[] = [
    ...turns.flatMap((turn): EasyInputMessage[] => [
      { role: 'user', content: contentOf(turn.question, turn.shown) },
      { role: 'assistant', content: turn.answer },
    ]),
    { role: 'user', content: contentOf(question, pictures, document) },
  ];
  if (said !== '') input.push({ role: 'assistant', content: said }, { role: 'developer', content: GO_ON });
  return input;
}

function contentOf(
  text: string,
  pictures: readonly Picture[] = [],
  document?: Document,
): EasyInputMessage['content'] {
  const files: ResponseInputContent[] = pictures.map(({ type, bytes }) => ({
    type: 'input_image',
    image_url: dataUrl(type, bytes),
    detail: 'auto',
  }));
  if (document) {
    const { name, bytes } = document;
    files.push({ type: 'input_file', filename: name, file_data: dataUrl('application/pdf', bytes) });
  }
  return files.length === 0 ? text : [{ type: 'input_text', text }, ...files];
}
