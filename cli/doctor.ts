import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './doctor/arguments';
import type { Release } from './doctor/checks/versions';
import { look } from './doctor/look';
import { doctorReport, isWell, listOf } from './doctor/report';
import { endpointsFile, runCommand } from './stack/command';
import { simulatorUrlIn } from './stack/find';

const WRONG = 1;
const ROOT = join(__dirname, '..');

void runCommand(
  {
    texts: ({ doctor }) => doctor,
    read: (args, { usage, stack }) => readArguments(args, { ...usage, ...stack }),
    act: async (options, texts) => {
      const seen = await look(options, {
        root: ROOT,
        release: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Release,
        node: process.versions.node,
        comparing: () => console.error(texts.doctor.comparing),
      });
      const list = listOf(seen, texts, options.language);
      if (!isWell(list, options.strict)) process.exitCode = WRONG;
      const simulatorUrl = options.from === 'local' ? simulatorUrlIn(endpointsFile()) : undefined;
      return doctorReport(list, seen.leftOut, texts, { ...options, simulatorUrl });
    },
  },
  process.argv.slice(2),
);
