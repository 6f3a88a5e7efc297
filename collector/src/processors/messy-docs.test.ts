import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'messy-chargers.md');
const ROW = /^\| (\d+) \|.*\| `([\w./-]+)`: (.+?) \|$/;

describe('docs/messy-chargers.md', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, row = '', file = '', title = ''] = ROW.exec(line) ?? [];
      return row === '' ? [] : [{ row: Number(row), file, title: title.replaceAll('\\', '') }];
    });

  it('has all behaviours, each with its test', () => {
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  });

  it.each(rows)('row $row: its test exists', ({ file, title }) => {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8');
    expect(source).toContain(`it('${title}'`);
  });
});
