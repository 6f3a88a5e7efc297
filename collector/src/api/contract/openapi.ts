import type { TObject, TSchema } from 'typebox';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { problem, PROBLEMS, type ProblemCode } from './problem.ts';
import { flowQuery, timeQuery } from './query.ts';
import { COMPONENTS } from './words.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export const PREFIX = '/api/v1';

/** Every problem as an answer. */
const problemAnswers = (): Json =>
  Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, [, description]]): [string, Json] => [
      code,
      { description, content: { 'application/problem+json': { schema: plain(problem) } } },
    ]),
  );

/** Query parameters that several operations have, by name: those of `query.ts`. */
const SHARED: Readonly<Record<string, TSchema>> = { ...timeQuery, ...flowQuery };

const sharedParameters = (): Json =>
  Object.fromEntries(
    Object.entries(SHARED).map(([name, schema]): [string, Json] => [
      name,
      { name, in: 'query', required: false, schema: plain(schema) },
    ]),
  );

/** Plain JSON of a schema, references as OpenAPI writes them. */
const plain = (schema: TSchema): Json =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === '$id') return undefined;
      return key === '$ref' && typeof value === 'string'
        ? `#/components/schemas/${value.replace('#', '')}`
        : value;
    }),
  );

const TAGS = {
  performance: 'How well drivers are charged, where and why they are not.',
  flows: 'Single charge flows.',
  equipment: 'Sites, stations, connectors and their states.',
  compliance: 'Reports to regulators, and the exclusions in them.',
  service: 'The API itself.',
};

const parametersIn = (where: 'path' | 'query', schema: TObject | undefined): Json[] => {
  const required = new Set(schema?.required ?? []);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    if (property === SHARED[name]) return { $ref: `#/components/parameters/${name}` };
    const written = plain(property);
    return { name, in: where, required: where === 'path' || required.has(name), schema: written };
  });
};

const header = (name: string, required: boolean, description: string): Json => ({
  ...{ name, in: 'header', required, description, schema: { type: 'string', maxLength: 256 } },
});

const headersOf = ({ method, changes }: Operation): Json[] =>
  changes === true
    ? [
        header('If-Match', true, 'ETag of what you have seen: a change since then answers 412.'),
        header('Idempotency-Key', false, 'The same key with the same request changes nothing again.'),
      ]
    : method === 'GET'
      ? [header('If-None-Match', false, 'ETag of what you have: unchanged, the answer is 304.')]
      : [];

const problemsOf = ({ role, params, query, body, changes, csv }: Operation): readonly ProblemCode[] => [
  ...(query || body ? (['invalid_request'] as const) : []),
  ...(role === null ? [] : (['unauthenticated', 'forbidden'] as const)),
  ...(params ? (['not_found'] as const) : []),
  ...(csv === true ? (['not_acceptable'] as const) : []),
  ...(changes === true
    ? (['already_decided', 'changed_meanwhile', 'idempotency_key_reused', 'precondition_required'] as const)
    : []),
  ...(['too_many_requests', 'busy'] as const),
];

const answersOf = (operation: Operation): Json => {
  const problems = Object.fromEntries(
    problemsOf(operation).map((code): [string, Json] => {
      return [String(PROBLEMS[code][0]), { $ref: `#/components/responses/${code}` }];
    }),
  );
  return {
    '200': {
      description: operation.summary,
      ...(operation.role === null
        ? {}
        : {
            headers: { ETag: { description: 'Changes when the answer does.', schema: { type: 'string' } } },
          }),
      content: {
        'application/json': { schema: plain(operation.answer) },
        ...(operation.csv === true ? { 'text/csv': { schema: { type: 'string' } } } : {}),
      },
    },
    ...(operation.method === 'GET' ? { '304': { description: 'Unchanged' } } : {}),
    ...problems,
  };
};

const operationObject = (id: string, operation: Operation): Json => ({
  operationId: id,
  tags: [operation.tag],
  summary: operation.summary,
  description:
    operation.role === null ? 'Needs no token.' : `Needs the role ${operation.role} or one above it.`,
  security: operation.role === null ? [] : [{ token: [] }],
  parameters: [
    ...parametersIn('path', operation.params),
    ...parametersIn('query', operation.query),
    ...headersOf(operation),
  ],
  ...(operation.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: plain(operation.body) } } } }
    : {}),
  responses: answersOf(operation),
});

/** `/flows/:id` as OpenAPI writes it. */
const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/** The OpenAPI 3.1 document of everything in `OPERATIONS`; the same for the same code. */
export const openApiDocument = (version: string): Json => {
  const paths = new Map<string, Record<string, Json>>();
  for (const [id, operation] of Object.entries(OPERATIONS)) {
    const path = templated(operation.path);
    const known = paths.get(path) ?? {};
    paths.set(path, { ...known, [operation.method.toLowerCase()]: operationObject(id, operation) });
  }
  const components = [...COMPONENTS].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Firstcharge',
      version,
      description:
        'Charge flows, figures, compliance reports and exclusions of one collector. Times are ISO 8601, UTC. Definitions of figures: docs/kpis.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: PREFIX }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'One of three tokens: viewer, operator, admin.',
        },
      },
      parameters: sharedParameters(),
      responses: problemAnswers(),
      schemas: Object.fromEntries(components.map(([name, schema]) => [name, plain(schema)])),
    },
  };
};
