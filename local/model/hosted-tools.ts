import { readSize } from './images';
import { badRequest } from './model-error';
import type { PaintFormat } from './paint';
import { demandKnown, demandOneOf, demandText, isObject, type RequestBody } from './request-body';

/** A tool that runs at the model's provider, as far as it matters here. */
export type HostedTool =
  | { readonly type: 'web_search' }
  | { readonly type: 'code_interpreter'; readonly container: string }
  | {
      readonly type: 'image_generation';
      readonly width: number;
      readonly height: number;
      readonly format: PaintFormat;
    }
  | { readonly type: 'file_search'; readonly store: string }
  | {
      readonly type: 'mcp';
      readonly label: string;
      /** Their names. */
      readonly tools: readonly string[];
      /** Whether an `authorization` came; what it was is forgotten. */
      readonly isAuthorized: boolean;
    };

/** The tools of a request, and what it wants to be told about their calls. */
export interface Toolbox {
  readonly tools: readonly HostedTool[];
  readonly include: readonly string[];
}

/** How a kind of tool is read, and which fields it may have. */
interface ToolReader {
  readonly known: readonly string[];
  readonly read: (tool: RequestBody) => HostedTool;
}

const READERS: Readonly<Record<HostedTool['type'], ToolReader>> = {
  web_search: {
    known: ['filters', 'search_context_size', 'user_location', 'external_web_access'],
    read: () => ({ type: 'web_search' }),
  },
  code_interpreter: { known: ['container'], read: readCodeInterpreter },
  image_generation: {
    known: ['model', 'size', 'output_format', 'quality', 'background', 'moderation', 'action'],
    read: readImageGeneration,
  },
  file_search: {
    known: ['vector_store_ids', 'max_num_results', 'ranking_options', 'filters'],
    read: readFileSearch,
  },
  mcp: {
    known: [
      'server_label',
      'server_url',
      'server_description',
      'allowed_tools',
      'require_approval',
      'authorization',
      'headers',
    ],
    read: readMcp,
  },
};

const INCLUDABLE = [
  'web_search_call.action.sources',
  'code_interpreter_call.outputs',
  'file_search_call.results',
  'reasoning.encrypted_content',
];

/**
 * Reads `tools`, `tool_choice` and `include` of a Responses request.
 * @throws ModelError 400 for a tool that the stand-in does not know, or that lacks what it needs
 */
export function readToolbox(body: RequestBody): Toolbox {
  demandOneOf(body, 'tool_choice', ['auto', 'none']);
  const { tools = [], include = [] } = body;
  if (!Array.isArray(tools)) throw badRequest("Invalid type for 'tools': expected a list.");
  if (!Array.isArray(include)) throw badRequest("Invalid type for 'include': expected a list.");
  for (const each of include) demandOneOf({ include: each as unknown }, 'include', INCLUDABLE);
  const read = tools.map(readTool);
  return { tools: body['tool_choice'] === 'none' ? [] : read, include: include.map(String) };
}

function readTool(tool: unknown): HostedTool {
  if (!isObject(tool)) throw badRequest("Invalid type for 'tools': expected a list of objects.");
  const type = demandText(tool, 'type');
  const [, reader] = Object.entries(READERS).find(([known]) => known === type) ?? [];
  if (!reader) {
    throw badRequest(
      `Invalid value for 'tools': "${type}". The model stand-in knows ${Object.keys(READERS).join(', ')}.`,
      'invalid_value',
    );
  }
  demandKnown(tool, ['type', ...reader.known]);
  return reader.read(tool);
}

function readCodeInterpreter({ container }: RequestBody): HostedTool {
  if (typeof container === 'string') return { type: 'code_interpreter', container };
  if (!isObject(container)) {
    throw badRequest("Missing required parameter: 'container'.", 'missing_required_parameter');
  }
  demandKnown(container, ['type', 'memory_limit']);
  demandOneOf({ type: undefined, ...container }, 'type', ['auto']);
  return { type: 'code_interpreter', container: 'cntr_stand_in' };
}

function readImageGeneration(tool: RequestBody): HostedTool {
  demandOneOf(tool, 'output_format', ['png', 'jpeg']);
  const format = tool['output_format'] === 'jpeg' ? 'jpeg' : 'png';
  return { type: 'image_generation', ...readSize(tool['size']), format };
}

function readFileSearch({ vector_store_ids: stores }: RequestBody): HostedTool {
  const [store] = Array.isArray(stores) ? (stores as unknown[]) : [];
  if (typeof store !== 'string' || store === '') {
    throw badRequest("Missing required parameter: 'vector_store_ids'.", 'missing_required_parameter');
  }
  return { type: 'file_search', store };
}

function readMcp(tool: RequestBody): HostedTool {
  const label = demandText(tool, 'server_label');
  if (!URL.canParse(demandText(tool, 'server_url')))
    throw badRequest("Invalid 'server_url': expected a URL.");
  // OpenAI asks for approval unless told otherwise; the stand-in cannot ask.
  demandOneOf({ require_approval: 'always', ...tool }, 'require_approval', ['never']);
  const allowed = tool['allowed_tools'] ?? ['lookup'];
  if (!Array.isArray(allowed) || allowed.length === 0 || allowed.some((name) => typeof name !== 'string')) {
    throw badRequest("Invalid 'allowed_tools': the model stand-in takes a list of names.");
  }
  return {
    type: 'mcp',
    label,
    tools: allowed.map(String),
    isAuthorized: typeof tool['authorization'] === 'string',
  };
}
