import { createRequire } from 'node:module';
import { createValidator } from 'ocpp-rpc';

type Schemas = Record<string, unknown>[];

const isSchemas = (value: unknown): value is Schemas =>
  Array.isArray(value) && value.every((schema) => typeof schema === 'object' && schema !== null);

function load(file: string): Schemas {
  const schemas: unknown = createRequire(import.meta.url)(`ocpp-rpc/lib/schemas/${file}`);
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
} as const;

/** Whether a payload fits the published schema `<action>.req` or `<action>.conf`. */
export function fitsPublished(version: keyof typeof VALIDATORS, schema: string, payload: unknown): boolean {
  try {
    return VALIDATORS[version].validate(`urn:${schema}`, payload) === true;
  } catch {
    return false;
  }
}
