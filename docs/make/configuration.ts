import { dirname, join } from 'node:path';
import ts from 'typescript';
import * as z from 'zod';
import { configSchema } from '../../lib/config/schema';
import { exampleOf, isContainer, unwrap } from '../../lib/config/schema-paths';

/** A field of the configuration, as the reference page shows it. */
interface Field {
  /** From the top, `*` for a name of the operator's own. */
  readonly path: string;
  /** What an editor shows. */
  readonly sentence: string;
  readonly default: string;
  readonly example: string;
}

const ROOT = join(__dirname, '..', '..');

/** docs/configuration.md: every field with its sentence, default and example. */
export function configurationPage(): string {
  const fields = fieldsOf(configSchema, configType(), '');
  return [
    '# Configuration',
    '',
    'Every field of `config.ts`, made from the schema (`npm run docs`). An editor shows the same sentences. A field that is not here is a fault; all faults come in one report, each with its path, the reason and an example.',
    '',
    '`*` stands for a name of your own, `[]` for each element of a list. Where `network` has several forms, `egress` says which. A file other than `config.ts` is named by `-c config=FILE`, a stage by `-c stage=NAME`; stage `test` is always there, with time-outs of seconds, for the tests.',
    '',
    '| field | what it is | default | example |',
    '| ----- | ---------- | ------- | ------- |',
    ...fields.map(
      (field) =>
        `| ${code(field.path)} | ${field.sentence.replaceAll('|', '\\|')} | ${code(field.default)} | ${code(field.example)} |`,
    ),
    '',
  ].join('\n');
}

/** The fields that lack a sentence: an editor would show nothing. */
export function fieldsWithoutSentence(): string[] {
  return fieldsOf(configSchema, configType(), '')
    .filter(({ sentence }) => sentence === '')
    .map(({ path }) => path);
}

function fieldsOf(schema: z.core.$ZodType, type: Type, prefix: string): Field[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodDiscriminatedUnion) {
    return inner.def.options.flatMap((option) => fieldsOf(option, type.formLike(literalsOf(option)), prefix));
  }
  if (inner instanceof z.ZodUnion) {
    return inner.def.options
      .filter(isContainer)
      .flatMap((option) => fieldsOf(option, type.container(), prefix));
  }
  if (inner instanceof z.ZodRecord) {
    const values = type.values();
    return values ? fieldsOf(inner.valueType, values, `${prefix}*.`) : [];
  }
  if (inner instanceof z.ZodArray) {
    return fieldsOf(inner.element, type.elements(), `${prefix.replace(/\.$/, '')}[].`);
  }
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.core.$ZodType>).flatMap(([name, field]) => {
    const own: Field = {
      path: prefix + name,
      sentence: type.sentenceOf(name),
      default: defaultOf(field),
      example: exampleOf(field) ?? literalIn(field),
    };
    // The fields of a stage are those of the whole.
    const isStages = prefix === '' && name === 'stages';
    return [own, ...(isStages ? [] : fieldsOf(field, type.of(name), `${prefix}${name}.`))];
  });
}

function literalsOf(form: z.core.$ZodType): string {
  return form instanceof z.ZodObject
    ? literalIn((form.shape as Record<string, z.core.$ZodType>)['egress'])
    : '';
}

function literalIn(field: z.core.$ZodType | undefined): string {
  return field instanceof z.ZodLiteral ? JSON.stringify([...field.values][0]) : '';
}

function defaultOf(field: z.core.$ZodType): string {
  if (field instanceof z.ZodDefault || field instanceof z.ZodPrefault) {
    const value = field.def.defaultValue;
    return JSON.stringify(value) === '{}' ? '' : JSON.stringify(value);
  }
  return '';
}

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

/** A type of the program, as the compiler knows it. */
class Type {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly type: ts.Type,
  ) {}

  sentenceOf(name: string): string {
    const symbol = this.type.getProperty(name);
    return ts.displayPartsToString(symbol?.getDocumentationComment(this.checker)).replaceAll('\n', ' ');
  }

  of(name: string): Type {
    const symbol = this.type.getProperty(name);
    return symbol ? this.to(this.checker.getTypeOfSymbol(symbol)) : this;
  }

  values(): Type | undefined {
    const values = this.checker.getIndexTypeOfType(this.type, ts.IndexKind.String);
    return values && this.to(values);
  }

  elements(): Type {
    const elements = this.checker.getIndexTypeOfType(this.type, ts.IndexKind.Number);
    return elements ? this.to(elements) : this;
  }

  /** Of several forms, the one with fields or elements. */
  container(): Type {
    const forms = this.type.isUnion() ? this.type.types : [this.type];
    const form = forms.find((each) => (each.flags & ts.TypeFlags.Object) !== 0);
    return form ? this.to(form) : this;
  }

  /** Of several forms, the one with this literal in `egress`. */
  formLike(literal: string): Type {
    const forms = this.type.isUnion() ? this.type.types : [this.type];
    const form = forms.find((each) => {
      const symbol = each.getProperty('egress');
      return symbol && this.checker.typeToString(this.checker.getTypeOfSymbol(symbol)) === literal;
    });
    return form ? this.to(form) : this;
  }

  private to(type: ts.Type): Type {
    return new Type(this.checker, this.checker.getNonNullableType(type));
  }
}

/** The type that `defineConfig` takes. */
function configType(): Type {
  const file = join(ROOT, 'lib', 'config', 'schema.ts');
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, dirname(file));
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === 'ConfigInput');
  if (!symbol) throw new Error('lib/config/schema.ts exports no ConfigInput any more.');
  return new Type(checker, checker.getDeclaredTypeOfSymbol(symbol));
}
