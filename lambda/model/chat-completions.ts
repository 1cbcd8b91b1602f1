import type {
  ChatCompletionChunk,
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { Stream } from 'openai/streaming';
import type { Picture } from '../chat/ports';
import { GO_ON, StreamingModel, type Attempt, type Heard } from './asking';
import { ChatReader } from './chat-stream';
import { dataUrl } from './data-url';
import { providerClient, type Connection, type KeyReader } from './provider-client';
import { StreamEnd } from './stream-end';

/**
 * The older Chat Completions, streamed, which most providers besides OpenAI speak: DeepSeek, Qwen, Ollama and others.
 * They have no tools of their own, and take pictures where the model sees, but no documents.
 */
export class ChatCompletionsModel extends StreamingModel {
  /**
   * @param clock ms since epoch
   * @param stallMs once it has begun to speak, a stream that brings nothing for so long is given up
   */
  constructor(
    apiKey: KeyReader,
    clock: () => number,
    stallMs: number,
    private readonly connection: Connection = {},
  ) {
    super(apiKey, clock, stallMs);
  }

  protected override async *listen(attempt: Attempt, signal: AbortSignal): AsyncGenerator<Heard> {
    const client = providerClient(attempt.key, this.connection);
    const response = await client.chat.completions
      .create(
        {
          model: attempt.request.model,
          messages: messagesOf(attempt),
          stream: true,
          stream_options: { include_usage: true },
        },
        { signal },
      )
      .asResponse();
    const end = new StreamEnd();
    const reader = new ChatReader();
    const chunks = Stream.fromSSEResponse<ChatCompletionChunk>(
      end.watch(response),
      new AbortController(),
      client,
    );
    try {
      for await (const chunk of chunks) yield reader.read(chunk);
    } catch (error) {
      // Then the answer is whole, and only its usage may be lost.
      if (!reader.hasEnded) throw error;
    }
    if (reader.hasEnded || end.wasSeen) yield reader.end();
  }
}

function messagesOf({ request, turns }: Attempt): ChatCompletionMessageParam[] {
  const { persona, question, pictures, said } = request;
  const messages: ChatCompletionMessageParam[] = [
    { role: 'system', content: persona },
    ...turns.flatMap((turn): ChatCompletionMessageParam[] => [
      { role: 'user', content: contentOf(turn.question, turn.shown) },
      { role: 'assistant', content: turn.answer },
    ]),
    { role: 'user', content: contentOf(question, pictures) },
  ];
  // Others than OpenAI know no `developer`, and some take `system` at the beginning only.
  if (said !== '') messages.push({ role: 'assistant', content: said }, { role: 'user', content: GO_ON });
  return messages;
}

/** Many models take nothing but a string. */
function contentOf(text: string, pictures: readonly Picture[] = []): string | ChatCompletionContentPart[] {
  if (pictures.length === 0) return text;
  const shown = pictures.map(({ type, bytes }): ChatCompletionContentPart => ({
    type: 'image_url',
    image_url: { url: dataUrl(type, bytes) },
  }));
  return [{ type: 'text', text }, ...shown];
}
