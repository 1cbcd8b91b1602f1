import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../local/aws/service';
import { plainName } from '../local/aws/physical';
import { loadAssembly, resourcesOf } from '../local/aws/template';
import { MeasurementError, type Report } from './report';
import { withAssembly } from './stack';

/** The size of each function's code, as it would be deployed. */
export function measureBundles(): Promise<Report> {
  return withAssembly((directory) => {
    const assembly = loadAssembly(directory);
    const rows = resourcesOf(assembly.template, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
      const code = Properties?.['Code'];
      if (!isRecord(code)) throw new MeasurementError(`${id} has no code.`);
      const bytes = sizeOf(assembly.assetDirectory(String(code['S3Key'])));
      return { what: plainName(id), figures: { bytes, KB: bytes / 1024 } };
    });
    return Promise.resolve({
      title: 'bundles: the code of each function',
      counted: ['all files of the asset in a fresh cdk synth, minified, not compressed; 1 KB is 1024 bytes'],
      rows,
    });
  });
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(join(folder, file)))
    .reduce((bytes, entry) => (entry.isFile() ? bytes + entry.size : bytes), 0);
}
