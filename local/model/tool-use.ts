import { calculate } from './calculator';
import type { HostedTool, Toolbox } from './hosted-tools';
import { paint } from './paint';
import { callOf, type CallItem, type Citation, type ToolCall } from './tool-call';

/** What came of using a tool. */
export interface ToolUse {
  readonly calls: readonly ToolCall[];
  readonly text: string;
  readonly citations: readonly Citation[];
}

type Use<Type extends HostedTool['type']> = (
  task: string,
  tool: Extract<HostedTool, { type: Type }>,
  include: readonly string[],
) => ToolUse | undefined;

const TASK = /^\s*(搜索|计算|画|查资料|工具)[：:]\s*(.+)$/s;
const ADDRESS = 'https://stand-in.example/search';

/**
 * What a question makes of the tools: `搜索：…`, `计算：…`, `画：…`, `查资料：…`, `工具：…`.
 * @returns undefined where the tool is not on, or has nothing to do: then it is a text like any other
 */
export function useTool(question: string, { tools, include }: Toolbox): ToolUse | undefined {
  const [, word, task = ''] = TASK.exec(question) ?? [];
  const on = <Type extends HostedTool['type']>(type: Type, use: Use<Type>): ToolUse | undefined => {
    const tool = tools.find((each): each is Extract<HostedTool, { type: Type }> => each.type === type);
    return tool && use(task.toWellFormed(), tool, include);
  };
  switch (word) {
    case '搜索':
      return on('web_search', searchWeb);
    case '计算':
      return on('code_interpreter', runCode);
    case '画':
      return on('image_generation', drawPicture);
    case '查资料':
      return on('file_search', searchFiles);
    case '工具':
      return on('mcp', callServer);
    default:
      return undefined;
  }
}

/** A model asks each MCP server for its tools before it says anything. */
export function listServers({ tools }: Toolbox): ToolCall[] {
  return tools.flatMap((tool) => (tool.type === 'mcp' ? [listTools(tool)] : []));
}

function searchWeb(task: string, _: HostedTool, include: readonly string[]): ToolUse {
  const url = `${ADDRESS}?q=${encodeURIComponent(task)}&utm_source=openai`;
  const found = `搜到一个网页，讲的是「${task}」。`;
  const link = `([stand-in.example](${url}))`;
  const sources = include.includes('web_search_call.action.sources') && { sources: [{ type: 'url', url }] };
  const start = charactersIn(found);
  return {
    calls: [
      callOf('web_search_call', 'ws', task, {
        begun: {},
        steps: ['in_progress', 'searching', 'completed'],
        done: { action: { type: 'search', query: task, queries: [task], ...sources } },
      }),
    ],
    text: `${found}${link}\n\n（模型替身没有上网）`,
    citations: [
      {
        type: 'url_citation',
        url,
        title: `${task} - 模型替身`,
        start_index: start,
        end_index: start + charactersIn(link),
      },
    ],
  };
}

const runCode: Use<'code_interpreter'> = (task, { container }, include) => {
  const result = calculate(task);
  if (result === undefined) return;
  const code = `print(${task})`;
  const outputs = include.includes('code_interpreter_call.outputs')
    ? [{ type: 'logs', logs: String(result) }]
    : null;
  return {
    calls: [
      callOf('code_interpreter_call', 'ci', task, {
        begun: { code: '', container_id: container, outputs: null },
        steps: [
          'in_progress',
          { type: 'response.code_interpreter_call_code.delta', delta: code },
          { type: 'response.code_interpreter_call_code.done', code },
          'interpreting',
          'completed',
        ],
        done: { code, container_id: container, outputs },
      }),
    ],
    text: `${task} = ${result}`,
    citations: [],
  };
};

const drawPicture: Use<'image_generation'> = (task, { width, height, format }) => ({
  calls: [
    callOf('image_generation_call', 'ig', task, {
      begun: { result: null },
      steps: ['in_progress', 'generating', 'completed'],
      done: {
        background: 'opaque',
        output_format: format,
        quality: 'high',
        result: paint(task, width, height, format).toString('base64'),
        revised_prompt: task,
        size: `${width}x${height}`,
      },
    }),
  ],
  text: `画好了：「${task}」。`,
  citations: [],
});

const searchFiles: Use<'file_search'> = (task, { store }, include) => {
  const file = { file_id: `file-of-${store}`, filename: `${store}.txt` };
  const found = `资料里写着：「${task}」`;
  const results = include.includes('file_search_call.results')
    ? [{ ...file, attributes: {}, score: 0.9, text: task }]
    : null;
  return {
    calls: [
      callOf('file_search_call', 'fs', task, {
        begun: { queries: [], results: null },
        steps: ['in_progress', 'searching', 'completed'],
        done: { queries: [task], results },
      }),
    ],
    text: `${found}。（模型替身）`,
    citations: [{ type: 'file_citation', ...file, index: charactersIn(found) }],
  };
};

const callServer: Use<'mcp'> = (task, { label, tools, isAuthorized }) => {
  const name = tools[0] ?? '';
  const query = JSON.stringify({ query: task });
  const output = `「${task}」${isAuthorized ? '带着授权' : '没有授权'}`;
  const call = { server_label: label, name, error: null, approval_request_id: null };
  return {
    calls: [
      callOf('mcp_call', 'mcp', task, {
        begun: { ...call, arguments: '', output: null },
        steps: [
          'in_progress',
          { type: 'response.mcp_call_arguments.delta', delta: query },
          { type: 'response.mcp_call_arguments.done', arguments: query },
          'completed',
        ],
        done: { ...call, arguments: query, output },
      }),
    ],
    text: `工具 ${label}.${name} 收到了：${output}。`,
    citations: [],
  };
};

function listTools({ label, tools }: Extract<HostedTool, { type: 'mcp' }>): ToolCall {
  const schema = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] };
  const listed = tools.map((name) => ({ name, description: '', input_schema: schema, annotations: null }));
  const { begun, steps, done } = callOf('mcp_list_tools', 'mcpl', label, {
    begun: { server_label: label, tools: [] },
    steps: ['in_progress', 'completed'],
    done: { server_label: label, tools: listed, error: null },
  });
  // The one item that has no status.
  const withoutStatus = (item: CallItem): CallItem => ({ ...item, status: undefined });
  return { begun: withoutStatus(begun), steps, done: withoutStatus(done) };
}

function charactersIn(text: string): number {
  return Array.from(text).length;
}
