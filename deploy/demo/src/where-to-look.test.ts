import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';
import { placesIn } from './places.ts';
import { graphLink, whereToLook } from './where-to-look.ts';

describe('where to look', () => {
  const linesOf = (argv: readonly string[], hasApp = true): string => {
    const read = readOptions(argv, {});
    if ('problems' in read) throw new Error(read.problems.join());
    return whereToLook(read.options, placesIn('/home/me/project/.demo'), {
      from: '/home/me/project',
      hasApp,
    }).join('\n');
  };

  it('links to a graph with every expression in it', () => {
    const link = new URL(graphLink('http://127.0.0.1:9090', ['sum(a)', 'rate(b{c="d"}[1h])'], '30d'));
    expect(link.pathname).toBe('/graph');
    expect(link.searchParams.get('g1.expr')).toBe('rate(b{c="d"}[1h])');
    expect(link.searchParams.get('g0.range_input')).toBe('30d');
  });

  it('names a report only when there is a log to make it of', () => {
    expect(linesOf([])).toContain(
      'npx firstcharge report .demo/history.jsonl --inventory .demo/inventory.yaml',
    );
    expect(linesOf(['--no-history'])).not.toContain('report');
  });

  it('names the workbench only when there is an app to show', () => {
    expect(linesOf([])).toContain('http://127.0.0.1:3300');
    expect(linesOf([], false)).not.toContain('3300');
  });
});
