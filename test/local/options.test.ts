import { portsOf, readOptions } from '../../local/options';
import { errorWith } from '../support/errors';

it('without options there is a page, and log lines that a person can read', () => {
  expect(readOptions([])).toEqual({
    port: 8080,
    page: true,
    quiet: false,
    json: false,
    stage: undefined,
    fresh: false,
  });
});

it('asks for help, whatever else is asked', () => {
  expect(readOptions(['--help', '--port', 'x'])).toBe('help');
});

it.each([
  [['--ports', '80'], '没有选项 --ports。'],
  [['--port'], '--port 后面要写一个值'],
  [['--fresh=yes'], '--fresh takes no value.'],
  [['--port', 'x'], '65534'],
  [['--port', '65535'], '65534'],
  [['page'], 'This takes options alone.'],
])('%j is refused, and told what there is', (args, named) => {
  const read = () => readOptions(args);
  expect(read).toThrow(errorWith({ code: 'USAGE' }));
  expect(read).toThrow(named);
  expect(read).toThrow('--fresh');
});

it('what npm took for itself is refused', () => {
  const environment = { npm_lifecycle_event: 'start', npm_config_fresh: 'true' };
  expect(() => readOptions([], environment)).toThrow('npm start -- --fresh');
});

it.each([
  [{ port: 0, page: true }, []],
  [{ port: 8080, page: true }, [8080, 8081]],
  [{ port: 8080, page: false }, [8081]],
])('%j needs the ports %j', (options, ports) => {
  expect(portsOf(options)).toEqual(ports);
});
