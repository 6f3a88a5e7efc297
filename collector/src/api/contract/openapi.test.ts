import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openApiFile } from './openapi-file.ts';
import { OPERATIONS } from './operations.ts';
import { COMPONENTS } from './words.ts';

const document: unknown = JSON.parse(openApiFile());

/** Every string under the key `$ref`, at any depth. */
const references = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
};

/** What a reference points at, undefined when nothing is there. */
const at = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      document,
    );

describe('the OpenAPI document', () => {
  it('has every operation, once, under its id', () => {
    const paths = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))) })
      .parse(document).paths;
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(ids.toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  it('refers to nothing that is not in it', () => {
    const missing = references(document).filter((reference) => at(reference) === undefined);
    expect(missing).toEqual([]);
  });

  it('holds no schema that nothing refers to', () => {
    const used = new Set(references(document));
    const idle = [...COMPONENTS.keys()].filter((name) => !used.has(`#/components/schemas/${name}`));
    expect(idle).toEqual([]);
  });
});
