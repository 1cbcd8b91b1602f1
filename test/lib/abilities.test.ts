import { botConfigOf, checkConfig, durationsFor } from '../../lib/config';
import { abilitiesOf } from '../../lib/config/abilities';

const app = { model: 'gpt-5.4-mini', persona: '你是助手。' };

/** What is said of a configuration with these fields. */
function said(fields: object): string[] {
  const input = { region: 'ap-northeast-1', apps: { assistant: app }, ...fields };
  return abilitiesOf(botConfigOf(checkConfig(input, 'config.ts'), durationsFor(undefined).timing));
}

it('by default everything goes in and out, and no tool is used', () => {
  expect(said({})).toEqual([
    'assistant (gpt-5.4-mini): text, pictures in (if the model sees), PDF in, voice in, voice out, draws by 画; tools: none. ' +
      'Not: web search, code interpreter, draws by itself, file search, MCP.',
  ]);
});

it('each app has its line, with its models and its tools', () => {
  const mcp = ['crm', 'wiki'].map((label) => ({ label, url: 'https://mcp.example.com' }));
  const tools = { webSearch: true, codeInterpreter: true, imageGeneration: true, fileSearch: ['vs_1'], mcp };
  const apps = {
    all: { ...app, default: true, models: ['gpt-5.5'], tools },
    one: { ...app, tools: { webSearch: true } },
  };
  expect(said({ apps, speech: false })).toEqual([
    'all (gpt-5.4-mini, gpt-5.5): text, pictures in (if the model sees), PDF in, voice in, draws by 画; ' +
      'tools: web search, code interpreter, draws by itself, file search, MCP crm wiki. Not: voice out.',
    'one (gpt-5.4-mini): text, pictures in (if the model sees), PDF in, voice in, draws by 画; tools: web search. ' +
      'Not: voice out, code interpreter, draws by itself, file search, MCP.',
  ]);
});

it('what Chat Completions has not is said once', () => {
  const provider = { baseUrl: 'https://llm-gateway.example.com/v1', api: 'chat-completions' };
  expect(said({ provider })).toEqual([
    'assistant (gpt-5.4-mini): text, pictures in (if the model sees); tools: none. Not: PDF in, voice in, voice out, draws by 画. ' +
      "Chat Completions has neither the provider's tools nor PDF.",
  ]);
});

it('what can do everything lacks nothing', () => {
  const mcp = [{ label: 'crm', url: 'https://mcp.example.com' }];
  const tools = { webSearch: true, codeInterpreter: true, imageGeneration: true, fileSearch: ['vs_1'], mcp };
  expect(said({ apps: { assistant: { ...app, tools } } })[0]).not.toContain('Not:');
});
