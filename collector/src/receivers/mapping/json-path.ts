import { jsonpath, JSONPathEnvironment, JSONPathQuery, type JSONValue } from 'json-p3';
import { failed, ok, type Result } from '../../model/result.ts';
import { locationKey, type Location, type Scope } from './scope.ts';

/** Nesting below which `..` does not look: payloads come from a network. */
const DEEPEST = 64;

const environment = new JSONPathEnvironment({ maxRecursionDepth: DEEPEST });

/** A JSONPath (RFC 9535) that was checked. Nothing in it is ever run as code. */
export interface JsonPath {
  /** The nodes below `value`, which stands at `at` in the message. */
  select(value: JSONValue, at: Location): readonly JsonNode[];
  /** Whether the path selects all items of a list that is there and has none: a page without news, not a page of another shape. */
  isEmptyList(value: JSONValue): boolean;
}

export interface JsonNode {
  readonly value: JSONValue;
  readonly at: Location;
}

/** The keys and indices of a path that leads to one place at most; null for all others. */
function stepsOf(query: JSONPathQuery): Location | null {
  if (!query.singularQuery()) return null;
  const steps: (string | number)[] = [];
  for (const selector of query.segments.flatMap(({ selectors }) => selectors)) {
    if (selector instanceof jsonpath.selectors.NameSelector) steps.push(selector.name);
    else if (selector instanceof jsonpath.selectors.IndexSelector && selector.index >= 0)
      steps.push(selector.index);
  }
  return steps.length === query.segments.length ? steps : null;
}

/** The way to the list of which a path selects every item (`$.data[*]`); null for all others. */
function listOf(query: JSONPathQuery): Location | null {
  const [selector, ...more] = query.segments.at(-1)?.selectors ?? [];
  if (!(selector instanceof jsonpath.selectors.WildcardSelector) || more.length > 0) return null;
  return stepsOf(new JSONPathQuery(environment, query.segments.slice(0, -1)));
}

/** The same as a query, at a fifth of its time: nearly all paths of mappings are of this kind. */
function walk(steps: Location, value: JSONValue, at: Location): readonly JsonNode[] {
  let found: JSONValue = value;
  for (const step of steps) {
    if (typeof found !== 'object' || found === null) return [];
    if (Array.isArray(found)) {
      if (typeof step !== 'number' || step >= found.length) return [];
      found = found[step];
    } else {
      if (typeof step !== 'string' || !Object.hasOwn(found, step)) return [];
      found = found[step];
    }
  }
  return [{ value: found, at: [...at, ...steps] }];
}

/** The error says what is wrong with the text. */
export function parseJsonPath(text: string): Result<JsonPath, string> {
  let query: JSONPathQuery;
  try {
    query = environment.compile(text);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const steps = stepsOf(query);
  if (steps !== null) return ok({ select: (value, at) => walk(steps, value, at), isEmptyList: () => false });
  const list = listOf(query);
  return ok({
    isEmptyList: (value) => {
      const [found] = list === null ? [] : walk(list, value, []);
      return Array.isArray(found?.value) && found.value.length === 0;
    },
    select(value, at) {
      try {
        return query.query(value).nodes.map((node) => ({ value: node.value, at: [...at, ...node.location] }));
      } catch {
        // Nested deeper than anything that is meant to be read.
        return [];
      }
    },
  });
}

/** The first node of a path in a scope, marked as used; undefined when there is none, or it is null. */
export function readPath(path: JsonPath, scope: Scope, of: 'item' | 'message'): JSONValue | undefined {
  const [node] = of === 'item' ? path.select(scope.item, scope.itemAt) : path.select(scope.message, []);
  if (node === undefined) return undefined;
  scope.used.add(locationKey(node.at));
  return node.value ?? undefined;
}
