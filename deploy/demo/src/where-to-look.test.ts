import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';
import { placesIn } from './places.ts';
import { graphLink, whereToLook } from './where-to-look.ts';

describe('where to look', () => {
  it('links to a graph with every expression in it', () => {
    const link = new URL(graphLink('http://127.0.0.1:9090', ['sum(a)', 'rate(b{c="d"}[1h])'], '30d'));
    expect(link.pathname).toBe('/graph');
    expect(link.searchParams.get('g1.expr')).toBe('rate(b{c="d"}[1h])');
    expect(link.searchParams.get('g0.range_input')).toBe('30d');
  });

  it('names a report only when there is a log to make it of', () => {
    const linesOf = (argv: readonly string[]): string => {
      const read = readOptions(argv, {});
      if ('problems' in read) throw new Error(read.problems.join());
      return whereToLook(read.options, placesIn('/home/me/project/.demo'), '/home/me/project').join('\n');
    };
    expect(linesOf([])).toContain(
      'npx firstcharge report .demo/history.jsonl --inventory .demo/inventory.yaml',
    );
    expect(linesOf(['--no-history'])).not.toContain('report');
  });
});
