import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { failed, ok } from '../model/result.ts';
import { byteSize } from './byte-size.ts';
import type { ComponentRegistry, Config } from './config.ts';
import { DEFAULT_CONFIG } from './defaults.ts';
import { duration } from './duration.ts';
import { loadConfig } from './load-config.ts';
import { Secret, secret } from './secret.ts';
import { formatSourceError } from './source-error.ts';

const testdata = join(import.meta.dirname, 'testdata');

const ocppLog = z.strictObject({
  include: z.array(z.string()).min(1),
  follow: z.boolean().default(false),
  poll_interval: duration().default(250),
  max_line: byteSize().default(4_194_304),
});
const otlp = z.strictObject({
  endpoint: z.string(),
  port: z.number().optional(),
  token: secret().optional(),
});
const registry: ComponentRegistry = {
  receivers: new Map([
    ['ocpp_log', ocppLog],
    ['ocpp_ws', z.strictObject({})],
  ]),
  processors: new Map([
    ['charge_flow', z.strictObject({})],
    ['availability', z.strictObject({})],
  ]),
  exporters: new Map<string, z.ZodType>([
    ['otlp', otlp],
    ['debug', z.strictObject({})],
    ['prometheus', z.strictObject({})],
  ]),
  extensions: new Map(),
};

const load = (text: string, environment: Record<string, string> = {}): ReturnType<typeof loadConfig> =>
  loadConfig({
    file: 'c.yaml',
    text,
    registry,
    environment: { EMPTY: '', ...environment },
    readFile: (path) => (path === 'token.txt' ? ok('s3cret\n') : failed('no such file')),
  });

const fixture = (name: string): string => readFileSync(join(testdata, `${name}.yaml`), 'utf8');

function errorsOf(text: string): string[] {
  const result = load(text);
  return result.ok ? [] : result.error.map(formatSourceError);
}

function configOf(text: string, environment: Record<string, string> = {}): Config {
  const result = load(text, environment);
  if (!result.ok) throw new Error(result.error.map(formatSourceError).join('\n'));
  return result.value;
}

const ERRORS: Readonly<Record<string, readonly string[]>> = {
  bad_byte_size: [
    'c.yaml:11:23: limits.frame_size: cannot be used. Fix: write a size such as 65536, 512KiB, 4MiB',
  ],
  bad_component_id: [
    'c.yaml:2:3: receivers.OCPP log: is no component id. Fix: write `type` or `type/name`, the type in lower_snake_case',
  ],
  bad_duration: [
    'c.yaml:4:20: receivers.ocpp_log.poll_interval: cannot be used. Fix: write a duration such as 250ms, 30s, 5m, 1h30m',
  ],
  bad_reference: [
    'c.yaml:11:23: storage.directory: `${HOME}` is no reference. Fix: write ${env:NAME} or ${env:NAME:-default}, or $$ for a dollar sign',
  ],
  duplicate_key: ['c.yaml:12:1: Map keys must be unique. Fix: keep one of the two'],
  missing_environment: [
    'c.yaml:11:23: storage.directory: the environment variable NOT_SET is not set. Fix: set NOT_SET, or write ${env:NOT_SET:-default}',
  ],
  missing_value: ['c.yaml:2:12: receivers.ocpp_log.include: is missing. Fix: add it'],
  no_pipeline: [
    'c.yaml:2:3: service.pipelines: there is no pipeline. Fix: add one with receivers and exporters',
  ],
  no_service: ['c.yaml:1:1: service: is missing. Fix: add it'],
  pipeline_without_exporter: [
    'c.yaml:6:5: service.pipelines.charging: has no exporters. Fix: name at least one under `exporters`',
  ],
  secret_given_twice: [
    'c.yaml:6:17: exporters.otlp.token_file: `token` is given, too. Fix: keep one of the two',
  ],
  section_is_a_list: [
    'c.yaml:1:1: receivers: must be a map of keys and values, is a list. Fix: write a map of keys and values',
    'c.yaml:6:29: service.pipelines.charging.receivers[0]: `ocpp_log` is not defined under `receivers`. Fix: define `ocpp_log` under `receivers`',
  ],
  several_errors: [
    'c.yaml:3:14: receivers.ocpp_log.include: must be a list, is a number. Fix: write a list',
    'c.yaml:4:5: receivers.ocpp_log.folow: is not a known key. Fix: did you mean `follow`?',
    'c.yaml:6:3: exporters.promethues: there is no exporter of type `promethues`. Fix: did you mean `prometheus`?',
    'c.yaml:9:64: service.pipelines.charging.exporters[1]: `debug` is not defined under `exporters`. Fix: use one of promethues',
    'c.yaml:10:23: storage.directory: the environment variable NOT_SET is not set. Fix: set NOT_SET, or write ${env:NOT_SET:-default}',
    'c.yaml:11:21: limits.stations: must be a number, is text. Fix: write a number',
  ],
  syntax_error: [
    'c.yaml:3:1: Flow sequence in block collection must be sufficiently indented and end with a ]. Fix: correct the YAML',
  ],
  too_small: ['c.yaml:11:21: limits.stations: is too small. Fix: write at least 1'],
  undefined_component: [
    'c.yaml:7:29: service.pipelines.charging.receivers[0]: `ocpp_log/depot_b` is not defined under `receivers`. Fix: did you mean `ocpp_log/depot_a`?',
  ],
  unknown_component_type: [
    'c.yaml:2:3: receivers.ocpp_lgo/a: there is no receiver of type `ocpp_lgo`. Fix: did you mean `ocpp_log`?',
  ],
  unknown_key: ['c.yaml:4:5: receivers.ocpp_log.folow: is not a known key. Fix: did you mean `follow`?'],
  unknown_nested_key: ['c.yaml:12:3: storage.direcotry: is not a known key. Fix: did you mean `directory`?'],
  unknown_section: ['c.yaml:11:1: procesors: is not a known key. Fix: did you mean `processors`?'],
  unreadable_secret_file: [
    'c.yaml:5:17: exporters.otlp.token_file: missing.txt cannot be read: no such file. Fix: correct the path or its permissions',
  ],
  wrong_type: ['c.yaml:3:14: receivers.ocpp_log.include: must be a list, is text. Fix: write a list'],
  wrong_word: [
    'c.yaml:12:20: service.telemetry.logs.level: must be one of debug, info, warn, error. Fix: did you mean `info`?',
  ],
};

describe('loadConfig', () => {
  it.each(Object.entries(ERRORS))('explains %s with its line and a fix', (name, expected) => {
    expect(errorsOf(fixture(name))).toEqual(expected);
  });

  it('has an expectation for every invalid fixture', () => {
    const names = readdirSync(testdata).map((file) => file.replace('.yaml', ''));
    expect(names.filter((name) => !name.startsWith('valid') && name !== 'unused_component').sort()).toEqual(
      Object.keys(ERRORS).sort(),
    );
  });

  it('fills in defaults', () => {
    const config = configOf(fixture('valid_minimal'));
    expect(config.receivers.get('ocpp_log')).toEqual({
      id: 'ocpp_log',
      type: 'ocpp_log',
      written: { include: ['ocpp.jsonl'] },
      config: { include: ['ocpp.jsonl'], follow: false, poll_interval: 250, max_line: 4_194_304 },
    });
    expect(config.storage.directory).toBe('.firstcharge');
    expect(config.service.telemetry.logs).toEqual({ level: 'info', format: 'json' });
    expect(config.warnings).toEqual([]);
  });

  it('takes durations, sizes, environment, dollar signs and secrets as written', () => {
    const config = configOf(fixture('valid_full'), { PORT: '4318' });
    expect(config.receivers.get('ocpp_log/depot_a')?.config).toEqual({
      include: ['/var/log/ocpp.jsonl', 'costs-$5.jsonl'],
      follow: true,
      poll_interval: 90_000,
      max_line: 524_288,
    });
    const exporter = otlp.parse(config.exporters.get('otlp')?.config);
    expect(exporter.port).toBe(4318);
    expect(exporter.token?.reveal()).toBe('s3cret');
    expect(config.limits.frame_size).toBe(65_536);
  });

  it('never prints a secret', () => {
    const config = configOf(fixture('valid_full'), { PORT: '1' });
    const printed = `${inspect(config, { depth: 9 })}${JSON.stringify([...config.exporters])}${String(new Secret('s3cret'))}`;
    expect(printed).not.toContain('s3cret');
  });

  it('warns of a component that nothing uses', () => {
    expect(configOf(fixture('unused_component')).warnings.map(formatSourceError)).toEqual([
      'c.yaml:4:3: exporters.otlp: is defined and not used. Fix: name it in a pipeline or remove it',
    ]);
  });

  it('lets no variable inject structure', () => {
    const text = fixture('valid_minimal').replace('[ocpp.jsonl]', '["${env:EVIL}"]');
    const evil = '"]\nstorage: {directory: /etc}\n#';
    const config = configOf(text, { EVIL: evil });
    expect(config.receivers.get('ocpp_log')?.config).toMatchObject({ include: [evil] });
    expect(config.storage.directory).toBe('.firstcharge');
  });

  it.each([
    ['${env:EMPTY:-instead}', 'instead'],
    ['${env:EMPTY}x', 'x'],
    ['"${env:NUMBER}"', '007'],
    ['${env:NUMBER}', '007'],
    ['a$$b$c', 'a$b$c'],
  ])('reads %s as %s', (written, value) => {
    const config = configOf(
      `${fixture('valid_minimal')}storage: { directory: ${written.startsWith('"') ? written : `'${written}'`} }\n`,
      { NUMBER: '007' },
    );
    expect(config.storage.directory).toBe(value);
  });

  it('accepts its own default', () => {
    expect(configOf(DEFAULT_CONFIG).service.pipelines['charging']?.receivers).toEqual(['ocpp_ws']);
  });

  it.each(['', '[]', 'text', '7', 'receivers: null'])('explains a document that is only %j', (text) => {
    expect(errorsOf(text).length).toBeGreaterThan(0);
  });
});
