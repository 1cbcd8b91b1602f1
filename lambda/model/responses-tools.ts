import type { ResponseOutputItem, Tool } from 'openai/resources/responses/responses';
import type { ToolName } from '../chat/ports';
import type { McpServerConfig, ToolsConfig } from '../shared/bot-config';
import { keyFailure } from './failures';

/** What a remote MCP server wants as authorization, by its label; undefined for one that wants none. */
export type McpAuthorization = (label: string) => Promise<string | undefined>;

/**
 * The tools of the provider's that a model may use, as the Responses API takes them. Nobody can be asked whether a call
 * may be made, so none waits for that.
 * https://developers.openai.com/api/reference/resources/responses/methods/create
 * @throws ModelError if an authorization can't be read
 */
export async function hostedTools(
  { webSearch, codeInterpreter, imageGeneration, fileSearch, mcp }: ToolsConfig,
  authorization: McpAuthorization,
): Promise<Tool[]> {
  const tools: Tool[] = [];
  if (webSearch) tools.push({ type: 'web_search' });
  if (codeInterpreter) tools.push({ type: 'code_interpreter', container: { type: 'auto' } });
  // WeCom shows no WebP, and its PNG would be several times as large.
  if (imageGeneration) tools.push({ type: 'image_generation', output_format: 'jpeg' });
  if (fileSearch.length > 0) tools.push({ type: 'file_search', vector_store_ids: [...fileSearch] });
  return [...tools, ...(await Promise.all(mcp.map((server) => mcpServer(server, authorization))))];
}

/** The tool that an output item is a call of, if it is one. */
export function toolOf(item: ResponseOutputItem): ToolName | undefined {
  switch (item.type) {
    case 'web_search_call':
      return 'webSearch';
    case 'code_interpreter_call':
      return 'codeInterpreter';
    case 'image_generation_call':
      return 'imageGeneration';
    case 'file_search_call':
      return 'fileSearch';
    case 'mcp_call':
      return `mcp:${item.server_label}`;
    default:
      return undefined;
  }
}

async function mcpServer(
  { label, url, allowedTools }: McpServerConfig,
  authorizationOf: McpAuthorization,
): Promise<Tool> {
  const authorization = await authorizationOf(label).catch((error: unknown) => {
    throw keyFailure(error);
  });
  return {
    type: 'mcp',
    server_label: label,
    server_url: url,
    require_approval: 'never',
    ...(allowedTools.length > 0 && { allowed_tools: [...allowedTools] }),
    ...(authorization !== undefined && { authorization }),
  };
}
