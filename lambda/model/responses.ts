import { StreamingModel, type Attempt, type Heard } from './asking';
import { providerClient, type Connection, type KeyReader } from './provider-client';
import { responsesInput } from './responses-input';
import { ResponsesReader } from './responses-stream';
import { hostedTools, type McpAuthorization } from './responses-tools';

/** OpenAI's Responses API, streamed; nothing is kept at the provider (`store: false`). */
export class ResponsesModel extends StreamingModel {
  /**
   * @param clock ms since epoch
   * @param stallMs once it has begun to speak, a stream that brings nothing for so long is given up
   */
  constructor(
    apiKey: KeyReader,
    clock: () => number,
    stallMs: number,
    private readonly connection: Connection = {},
    private readonly mcpAuthorization: McpAuthorization = () => Promise.resolve(undefined),
  ) {
    super(apiKey, clock, stallMs);
  }

  protected override async *listen(attempt: Attempt, signal: AbortSignal): AsyncGenerator<Heard> {
    const { request, key } = attempt;
    const tools = request.tools ? await hostedTools(request.tools, this.mcpAuthorization) : [];
    const stream = await providerClient(key, this.connection).responses.create(
      {
        model: request.model,
        instructions: request.persona,
        input: responsesInput(attempt),
        ...(tools.length > 0 && { tools }),
        stream: true,
        store: false,
      },
      { signal },
    );
    const reader = new ResponsesReader();
    for await (const event of stream) yield reader.read(event);
  }
}
