import { z } from 'zod';
import { moment, whole } from './harness/as-read.ts';
import { grownBy, labels } from './harness/by-hand.ts';
import { ledgerRows, where } from './harness/ledger-rows.ts';
import { askApi, PLUGIN, settled } from './harness/pages.ts';
import { quietStretch } from './harness/quiet-moment.ts';
import { cells } from './harness/tables.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

test.skip(world === null, 'needs the ledger and Prometheus of the recorded fleet');

const { prometheus = '', ledger = '', now = '' } = world ?? {};
/** Rows that the page shows at first. */
const PAGE = 50;
type Filter = Readonly<Record<string, string>>;

/** Each filter that the page knows; names are those of the ledger's columns. */
const FILTERS: readonly { readonly days: number; readonly filter: Filter }[] = [
  { days: 3, filter: {} },
  { days: 3, filter: { site: 'quay' } },
  { days: 5, filter: { vendor: 'Kelvin Grid' } },
  { days: 3, filter: { model: 'Swift 150' } },
  { days: 30, filter: { firmware: '2.4.2', outcome: 'failed' } },
  { days: 7, filter: { station: 'RING-04' } },
  { days: 7, filter: { outcome: 'failed' } },
  { days: 30, filter: { outcome: 'interrupted' } },
  { days: 14, filter: { outcome: 'refused' } },
  { days: 7, filter: { failed_stage: 'handshake' } },
  { days: 14, filter: { reason: 'ev_communication_error', site: 'ring' } },
  { days: 7, filter: { attribution: 'evse' } },
];
/** Labels of `ev_charge_flow_failures_total`, which tells of no station and no vendor. */
const OF_FAILURES = new Set(['site', 'model', 'firmware', 'failed_stage', 'reason', 'attribution']);
const OF_FLOWS = new Set(['site', 'vendor', 'model', 'firmware', 'station', 'outcome']);

/** The same filter as the page's address has it. */
const written = ({ failed_stage: stage, ...rest }: Filter): Filter =>
  stage === undefined ? rest : { ...rest, stage };

const page50 = z.object({ items: z.array(z.object({ id: z.string() })), next_cursor: z.string().nullable() });

for (const { days, filter } of FILTERS)
  test(`Flows, ledger, API and PromQL by hand say the same over ${days} days with ${JSON.stringify(filter)}`, async ({
    page,
    request,
  }) => {
    const stretch = quietStretch(ledger, Date.parse(now), days);
    const time = { from: new Date(stretch.from).toISOString(), to: new Date(stretch.to).toISOString() };
    const known = ledgerRows(
      ledger,
      `SELECT id, start_at, station, site, outcome, energy_wh, evse, late FROM flow
        WHERE start_at >= :from AND start_at < :to${where(filter)} ORDER BY start_at DESC, id DESC`,
      { ...stretch, ...filter },
    );
    expect(known.length, 'there is something to compare').toBeGreaterThan(0);

    const first = await askApi(
      request,
      `flows?${new URLSearchParams({ ...filter, ...time, limit: '500' })}`,
      page50,
    );
    expect(first.items.map(({ id }) => id)).toEqual(known.slice(0, 500).map((row) => row['id']));
    expect(first.next_cursor === null).toBe(known.length <= 500);

    await page.goto(`/a/${PLUGIN}/flows?${new URLSearchParams({ ...written(filter), ...time })}`);
    await settled(page);
    const more = page.getByRole('button', { name: 'Show more' });
    const table = page.getByRole('table', { name: 'Charge flows' });
    const told = page.getByRole('status').filter({ hasText: /shown$/ });
    await expect(told).toHaveText(`${whole(Math.min(PAGE, known.length))} of ${whole(known.length)} shown`);
    while ((await more.count()) > 0) {
      const rows = await table.getByRole('row').count();
      await more.click();
      await expect.poll(() => table.getByRole('row').count()).toBeGreaterThan(rows);
      await settled(page);
    }
    await expect(told).toHaveText(`${whole(known.length)} of ${whole(known.length)} shown`);
    const shown = await cells(table);
    expect(
      shown.map(([start, station, site, outcome, evse, , energy]) => [
        ...[start, station, site, outcome?.split(/[\n ]/)[0]],
        ...[evse, energy],
      ]),
    ).toEqual(
      known.map((row) => [
        ...[moment(Number(row['start_at'])), row['station'], row['site'], row['outcome']],
        ...[
          row['evse'] === null ? '' : String(row['evse']),
          `${(Number(row['energy_wh']) / 1_000).toFixed(1)} kWh`,
        ],
      ]),
    );

    // Counters know of no flow that was told late.
    const inTime = known.filter((row) => row['late'] === 0);
    const names = Object.keys(filter);
    if (names.every((name) => OF_FLOWS.has(name))) {
      const counted = await grownBy(
        prometheus,
        `ev_charge_flows_total${labels(filter)}`,
        ['outcome'],
        stretch,
      );
      const outcomes = inTime.map((row) => String(row['outcome']));
      expect(new Map([...counted].filter(([, flows]) => flows > 0))).toEqual(
        new Map(
          [...new Set(outcomes)].map((outcome) => [
            outcome,
            outcomes.filter((one) => one === outcome).length,
          ]),
        ),
      );
    }
    if (names.length > 0 && names.every((name) => OF_FAILURES.has(name))) {
      const counted = await grownBy(
        prometheus,
        `ev_charge_flow_failures_total${labels(filter)}`,
        [],
        stretch,
      );
      const failures = inTime.filter((row) => ['failed', 'interrupted'].includes(String(row['outcome'])));
      if (names.some((name) => !OF_FLOWS.has(name)))
        expect(whole([...counted.values()][0] ?? 0)).toBe(whole(failures.length));
    }
  });
