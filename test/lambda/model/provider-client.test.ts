import type { Model } from '../../../lambda/chat/ports';
import { lookUpModel } from '../../../lambda/model/availability';
import { ChatCompletionsModel } from '../../../lambda/model/chat-completions';
import type { Connection } from '../../../lambda/model/provider-client';
import { ResponsesModel } from '../../../lambda/model/responses';
import {
  answerTo,
  chat,
  chunk,
  completed,
  KEY,
  refusal,
  request,
  STALL_MS,
  startFakeProvider,
  stream,
  words,
} from './fake-provider';

const provider = startFakeProvider();
const key = (): Promise<string> => Promise.resolve(KEY);
const responses = (connection: Connection): Model => new ResponsesModel(key, Date.now, STALL_MS, connection);
const chatCompletions = (connection: Connection): Model =>
  new ChatCompletionsModel(key, Date.now, STALL_MS, connection);

/** The same server by another address. */
const azureUrl = () => process.env['OPENAI_BASE_URL']?.replace('/v1', '/openai/v1') ?? '';

const APIS = [
  ['Responses', responses, stream([words('四'), completed]), 'responses'],
  ['Chat Completions', chatCompletions, chat([chunk({ content: '四' }, 'stop')]), 'chat/completions'],
] as const;

it.each(APIS)('%s: Azure is asked with the key in a header of its own', async (_, by, answer, path) => {
  provider.next(answer);
  const said = await answerTo(request(), by({ baseUrl: azureUrl(), azure: true }));
  expect(said).toContainEqual({ type: 'text', text: '四' });
  const { headers, ...asked } = provider.calls.at(-1) ?? {};
  expect(asked).toMatchObject({ path: `/openai/v1/${path}`, body: { model: 'gpt-x' }, query: {} });
  expect(headers).toMatchObject({ 'api-key': KEY, connection: 'close' });
  expect(headers).not.toHaveProperty('authorization');
});

it.each(APIS)('%s: Azure without a deployment of that name', async (_, by) => {
  provider.next(refusal(404, { code: 'DeploymentNotFound', message: 'No such deployment.' }));
  await expect(answerTo(request(), by({ baseUrl: azureUrl(), azure: true }))).rejects.toMatchObject({
    failure: 'not-found',
  });
});

it.each(APIS)('%s: another provider is asked with its own address', async (_, by, answer, path) => {
  provider.next(answer);
  await answerTo(request(), by({ baseUrl: azureUrl() }));
  expect(provider.calls.at(-1)).toMatchObject({
    path: `/openai/v1/${path}`,
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(provider.calls.at(-1)?.headers).not.toHaveProperty('api-key');
});

it('Azure is asked for a model with the key in a header of its own', async () => {
  provider.next((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"gpt-x","object":"model"}'),
  );
  await lookUpModel(KEY, 'gpt-x', 10_000, Date.now(), { baseUrl: azureUrl(), azure: true });
  expect(provider.calls.at(-1)).toMatchObject({
    path: '/openai/v1/models/gpt-x',
    headers: { 'api-key': KEY },
  });
});
