import { assertPortsFree, serveLocally, type LocalServer } from '../../local/http';
import { errorWith } from '../support/errors';

let server: LocalServer;
let port: number;
beforeAll(async () => {
  server = await serveLocally(0, (_, response) => void response.end());
  port = Number(new URL(server.url).port);
});
afterAll(() => server.close());

it('a port in use is found out, with one that npm start takes in its place', async () => {
  const looked = assertPortsFree([port]);
  await expect(looked).rejects.toThrow(errorWith({ code: 'PORT_IN_USE' }));
  await expect(looked).rejects.toThrow(new RegExp(`^Port ${port} is in use, .*--port [1-6]\\d{3,4}$`, 'm'));
});

it('a free port is left free', async () => {
  const other = await serveLocally(0, (_, response) => void response.end());
  const free = Number(new URL(other.url).port);
  await other.close();
  await assertPortsFree([free]);
  await expect(assertPortsFree([free, port])).rejects.toThrow(`Port ${port} is in use`);
});
