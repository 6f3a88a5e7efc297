import { createRequire } from 'node:module';
import { createValidator } from 'ocpp-rpc';

type Schemas = Record<string, unknown>[];

const isSchemas = (value: unknown): value is Schemas =>
  Array.isArray(value) && value.every((schema) => typeof schema === 'object' && schema !== null);

/** The schemas of 2.1 forbid further properties of texts and lists, where that means nothing and is warned about. */
function withoutIdle(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutIdle);
  if (typeof node !== 'object' || node === null) return node;
  const isText = Reflect.get(node, 'type') === 'string';
  const kept = Object.entries(node).filter(([key]) => !(isText && key === 'additionalProperties'));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutIdle(value)]));
}

function load(file: string): Schemas {
  const schemas = withoutIdle(createRequire(import.meta.url)(`ocpp-rpc/lib/schemas/${file}`));
  if (!isSchemas(schemas)) throw new Error(`${file} holds no schemas`);
  return schemas;
}

const SCHEMAS = {
  'ocpp1.6': load('ocpp1_6.json'),
  'ocpp2.0.1': load('ocpp2_0_1.json'),
  'ocpp2.1': load('ocpp2_1.json'),
} as const;
export type PublishedVersion = keyof typeof SCHEMAS;

/** The actions of the schemas that the Open Charge Alliance publishes, as ocpp-rpc bundles them. */
export const publishedActions = (version: PublishedVersion): readonly string[] => [
  ...new Set(
    SCHEMAS[version].map(({ $id }) => String($id).replace(/^urn:|\.(req|conf)$|Re(quest|sponse)$/g, '')),
  ),
];

const VALIDATORS = {
  'ocpp1.6': createValidator('ocpp1.6', SCHEMAS['ocpp1.6']),
  'ocpp2.0.1': createValidator('ocpp2.0.1', SCHEMAS['ocpp2.0.1']),
  'ocpp2.1': createValidator('ocpp2.1', SCHEMAS['ocpp2.1']),
} as const;

const IDS = new Set(Object.values(SCHEMAS).flatMap((schemas) => schemas.map(({ $id }) => String($id))));

/** The schema of a call or its answer: 1.6 and 2.0.1 end in `.req` and `.conf`, 2.1 in words, and a SEND in nothing. */
function schemaId(version: PublishedVersion, action: string, part: 'request' | 'response'): string {
  if (version !== 'ocpp2.1') return `urn:${action}.${part === 'request' ? 'req' : 'conf'}`;
  const id = `urn:${action}${part === 'request' ? 'Request' : 'Response'}`;
  return IDS.has(id) ? id : `urn:${action}`;
}

/** Whether the payload of a call, or of its answer, fits the published schema. */
export function fitsPublished(
  version: PublishedVersion,
  action: string,
  part: 'request' | 'response',
  payload: unknown,
): boolean {
  try {
    return VALIDATORS[version].validate(schemaId(version, action, part), payload) === true;
  } catch {
    return false;
  }
}
