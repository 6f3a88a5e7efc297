import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../model/outcome.ts';
import {
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleStretch,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from '../../../examples.ts';
import type { UnusableLines } from '../../findings.ts';
import { ReportBuilder } from '../../report-builder.ts';
import { definitions } from './definitions.ts';
import { renderHtml } from './html.ts';
import { html } from './markup.ts';

const pageOf = (
  outcomes: readonly Outcome[],
  lines: UnusableLines = { lines: 1_000, problems: { not_json: 3 } },
): string => {
  const builder = new ReportBuilder();
  for (const outcome of outcomes) builder.add(outcome);
  return renderHtml(builder.build({ open: 2, until: null, lines }));
};

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&\u202eevil\u0007`;

/** Eight attempts at two stations; CS-2 fails two of them. */
const SMALL: readonly Outcome[] = [
  ...['a', 'b', 'c', 'd', 'g'].map((id) => settled(exampleFlow({ id }))),
  ...['e', 'f'].map((id) => settled(exampleFailure({ id, station: 'CS-2' }))),
  ...['h', 'i', 'j'].map((id) => settled(exampleFlow({ id, station: 'CS-2' }))),
  ...['a', 'b', 'c', 'd', 'g'].map((id) => visitEnded(exampleVisit({ id, flows: [id] }))),
  visitEnded(exampleVisit({ id: 'e', flows: ['e', 'f', 'h'], station: 'CS-2', result: 'later_ok' })),
  intervalEnded(exampleInterval({ station: 'CS-2' })),
];

/** Elements that were opened and not closed, in order; void ones left out. */
const unclosed = (page: string): string[] => {
  const open: string[] = [];
  for (const [, close, name = '', rest = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (['meta', 'rect', 'circle'].includes(name) || rest.endsWith('/')) continue;
    if (close === '') open.push(name);
    else if (open.pop() !== name) return [...open, `unexpected </${name}>`];
  }
  return open;
};

describe('the page', () => {
  it('is whole: every element that it opens it closes', () => {
    expect(unclosed(pageOf(SMALL))).toEqual([]);
    expect(unclosed(pageOf([]))).toEqual([]);
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    const page = pageOf(SMALL);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|@import|https?:\/\//i);
  });

  it('shows each headline figure with its interval and its sample', () => {
    const page = pageOf(SMALL);
    for (const text of ['First Charge Success', '83.3 %', '95 % interval 43.6–97.0 %', '5 of 6 visits'])
      expect(page).toContain(text);
    expect(page).toContain('KPI definitions 1');
  });

  it('says in short who got a charge, where charges were lost and why, and nothing where there is too little', () => {
    const stations = ['CS-3', 'CS-4', 'CS-5'].map((station, index) =>
      settled(exampleFlow({ id: `more-${index}`, station })),
    );
    const failing = [1, 2, 3, 4].map((index) =>
      settled(exampleFailure({ id: `bad-${index}`, station: 'CS-2', reason: 'ev_communication_error' })),
    );
    const text = pageOf([...SMALL, ...stations, ...failing]).replace(/\s+/g, ' ');
    expect(text).toContain(
      '83.3 % of drivers got their charge at the first try; 100.0 % had one when they left',
    );
    expect(text).toContain('Uptime alone does not show it: ports were up 100.0 % of the time.');
    expect(text).toContain('6 charges were lost, 100.0 % of them at 1 station of 5: CS-2.');
    expect(text).toContain('The commonest reason was EV communication error, 4 times.');
    expect(pageOf([])).not.toContain('In short');
  });

  it('shows time that was up and not capable for what it is', () => {
    const up = exampleInterval({ end: exampleInterval().start + 4 * 3_600_000 });
    const stretch = exampleStretch({ start: up.start, end: up.start + 3_600_000 });
    const page = pageOf([intervalEnded(up), { kind: 'capability', at: up.end, stretch }]).replace(
      /\s+/g,
      ' ',
    );
    expect(page).toMatch(/available or in use 75\.0 %/);
    expect(page).toMatch(/up but not capable 25\.0 %/);
  });

  it('escapes whatever a station calls itself', () => {
    const flows = Array.from({ length: 8 }, (_, index) =>
      settled(
        exampleFailure({
          id: `h${index}`,
          station: HOSTILE,
          site: HOSTILE,
          vendor: HOSTILE,
          model: HOSTILE,
          firmware: HOSTILE,
        }),
      ),
    );
    const page = pageOf([
      ...flows,
      visitEnded(exampleVisit({ flows: ['h1'], station: HOSTILE, site: HOSTILE })),
    ]);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    for (const text of ['<script', '<img', '\u202e', '\u0007']) expect(page).not.toContain(text);
    expect(unclosed(page)).toEqual([]);
  });

  it('can be read without seeing it: one h1, headings in order, captions, headers with scope, texts for figures', () => {
    const page = pageOf(SMALL);
    const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    const count = (pattern: RegExp): number => [...page.matchAll(pattern)].length;
    expect(count(/<table>/g)).toBeGreaterThan(5);
    expect(count(/<caption>[^<]+<\/caption>/g)).toBe(count(/<table>/g));
    expect(page).not.toMatch(/<th(?=[\s>])(?!\s+scope=)/);
    expect(page).not.toMatch(/<svg(?!\s+role="img"\s+aria-label="[^"]+"|\s+aria-hidden="true")/);
    expect(page).toContain('<html lang="en">');
  });

  it('ranks by charges lost and says how many it leaves out', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      settled(exampleFlow({ id: `m${index}`, site: `site-${index}` })),
    );
    const page = pageOf([...many, settled(exampleFailure({ id: 'x', site: 'worst-site' }))]);
    expect(page.indexOf('>worst-site<')).toBeLessThan(page.indexOf('>site-0<'));
    expect(page).toContain('and 21 more not shown here');
    expect(page).not.toContain('--format json has all');
  });

  it('says so where there is nothing', () => {
    const page = pageOf([], { lines: 0, problems: {} });
    for (const text of ['0 charge attempts', 'nothing was counted', 'Nothing was found that would weaken'])
      expect(page).toContain(text);
    expect(page).not.toMatch(/NaN|undefined|null|– attempts/);
  });

  it('is the same for the same report', () => {
    expect(pageOf(SMALL)).toBe(pageOf(SMALL));
  });

  it('defines every word with the version of the definitions', () => {
    expect(definitions('7').html).toContain('Version 7 of the KPI definitions');
  });
});

describe('markup', () => {
  it('escapes texts and leaves markup', () => {
    expect(html`<b>${'<&"\'>'}${html`<i>${1}</i>`}${[html`x`, html`y`]}</b>`.html).toBe(
      '<b>&lt;&amp;&quot;&#39;&gt;<i>1</i>xy</b>',
    );
  });
});
