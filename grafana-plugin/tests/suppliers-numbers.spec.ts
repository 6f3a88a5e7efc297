import { z } from 'zod';
import { percent, whole } from './harness/as-read.ts';
import { grownBy, labels, valuesAt, type Stretch } from './harness/by-hand.ts';
import { ledgerRows, where } from './harness/ledger-rows.ts';
import { askApi, PLUGIN, settled } from './harness/pages.ts';
import { meansOf } from './harness/poisson.ts';
import { quietStretch } from './harness/quiet-moment.ts';
import { cells } from './harness/tables.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

test.skip(world === null, 'needs the ledger and Prometheus of the recorded fleet');

const { prometheus = '', ledger = '', now = '' } = world ?? {};
type Filter = Readonly<Record<string, string>>;
const ASKED: readonly { readonly days: number; readonly filter: Filter }[] = [
  { days: 30, filter: {} },
  { days: 7, filter: {} },
  { days: 30, filter: { site: 'mesa' } },
  { days: 30, filter: { model: 'Swift 150' } },
  { days: 30, filter: { firmware: '2.4.1' } },
  { days: 30, filter: { vendor: 'Kelvin Grid' } },
];
const KIND = ['vendor', 'model', 'firmware'] as const;
const LOST = "outcome IN ('failed', 'interrupted')";
const REASONS_SHOWN = 3;

const share = z.object({ numerator: z.number(), denominator: z.number() });
const scorecards = z.object({
  items: z.array(
    z.object({
      vendor: z.string(),
      model: z.string(),
      firmware: z.string(),
      flows: z.number(),
      stations: z.number(),
      charges_lost: z.number(),
      reliability_index: z.object({ score: z.number().optional() }),
    }),
  ),
});
const stationFigures = z.object({
  figures: z.object({ availability: z.object({ port_uptime: share, incapable_seconds: z.number() }) }),
});

/** Sums of the ledger by kind of charger; `figure`: an SQL expression over the flows of one. */
const byKind = (
  figure: string,
  { from, to }: Stretch,
  filter: Filter,
  more = '',
): ReadonlyMap<string, number> =>
  new Map(
    ledgerRows(
      ledger,
      `SELECT vendor, model, firmware, ${figure} AS figure FROM flow
        WHERE start_at >= :from AND start_at < :to${where(filter)}${more} GROUP BY vendor, model, firmware`,
      { from, to, ...filter },
    ).map((row) => [KIND.map((name) => String(row[name])).join(' '), Number(row['figure'])]),
  );

/** What each station was at the end of a stretch: at its latest flow. */
const latestKinds = ({ from, to }: Stretch): ReadonlyMap<string, Readonly<Record<string, string>>> =>
  new Map(
    ledgerRows(
      ledger,
      `SELECT station, site, vendor, model, firmware, MAX(start_at) FROM flow
        WHERE start_at >= :from AND start_at < :to GROUP BY station`,
      { from, to },
    ).map((row) => [
      String(row['station']),
      Object.fromEntries(['site', ...KIND].map((name) => [name, String(row[name])])),
    ]),
  );

const reasonsOf = (kind: string, { from, to }: Stretch, filter: Filter): readonly string[] =>
  ledgerRows(
    ledger,
    `SELECT reason, COUNT(*) AS flows FROM flow
      WHERE ${LOST} AND reason IS NOT NULL AND start_at >= :from AND start_at < :to
        AND vendor || ' ' || model || ' ' || firmware = :kind${where(filter)}
      GROUP BY reason ORDER BY flows DESC, reason`,
    { from, to, kind, ...filter },
  ).map((row) => `${String(row['reason']).replaceAll('_', ' ')} ${whole(Number(row['flows']))}`);

for (const { days, filter } of ASKED)
  test(`Suppliers, PromQL by hand, ledger and API say the same over ${days} days with ${JSON.stringify(filter)}`, async ({
    page,
    request,
  }) => {
    const stretch = quietStretch(ledger, Date.parse(now), days);
    const time = { from: new Date(stretch.from).toISOString(), to: new Date(stretch.to).toISOString() };
    const search = new URLSearchParams({ ...filter, ...time });
    await page.goto(`/a/${PLUGIN}/suppliers?${search}`);
    await settled(page);
    const { items } = await askApi(request, `scorecards?${search}`, scorecards);
    const rows = new Map(
      (await cells(page.getByRole('table', { name: 'Scorecards' }))).map((row) => [
        row[0]?.split('\n')[0] ?? '',
        row,
      ]),
    );

    const by = (metric: string, ...more: readonly string[]) =>
      grownBy(prometheus, metric + labels(filter, ...more), KIND, stretch);
    const latest = latestKinds(stretch);
    const flows = byKind('COUNT(*)', stretch, filter);
    const lost = byKind(`SUM(${LOST})`, stretch, filter);
    const late = {
      flows: byKind('COUNT(*)', stretch, filter, ' AND late'),
      lost: byKind(`SUM(${LOST})`, stretch, filter, ' AND late'),
    };
    const counted = {
      flows: await by('ev_charge_flows_total'),
      lost: await by('ev_charge_flows_total', 'outcome=~"failed|interrupted"'),
      first: await by('ev_charge_visits_total', 'result="first_ok"'),
      visits: await by('ev_charge_visits_total', 'result=~"first_ok|later_ok|failed"'),
      started: await by('ev_charge_start_successes_total'),
      attempts: await by('ev_charge_start_attempts_total'),
    };
    expect([...rows.keys()].sort()).toEqual([...flows.keys()].sort());
    expect(items.map(({ vendor, model, firmware }) => `${vendor} ${model} ${firmware}`).sort()).toEqual(
      [...flows.keys()].sort(),
    );
    const upBy = await grownBy(
      prometheus,
      'ev_connector_state_seconds_total{state=~"available|occupied|charging|suspended_ev|suspended_evse|finishing|reserved"}',
      ['station'],
      stretch,
    );
    const observedBy = await grownBy(
      prometheus,
      'ev_connector_state_seconds_total{state!="unobserved"}',
      ['station'],
      stretch,
    );

    for (const card of items) {
      const kind = `${card.vendor} ${card.model} ${card.firmware}`;
      const [, stations, index, firstCharge, start, lostShown, uptime, mtbf] = rows.get(kind) ?? [];
      const number = (sums: ReadonlyMap<string, number>): number => sums.get(kind) ?? 0;
      expect([kind, card.flows, card.charges_lost]).toEqual([kind, number(flows), number(lost)]);
      expect([kind, number(counted.flows) + number(late.flows)]).toEqual([kind, number(flows)]);
      expect([kind, number(counted.lost) + number(late.lost)]).toEqual([kind, number(lost)]);
      expect([kind, lostShown]).toEqual([kind, whole(number(lost))]);
      expect([kind, firstCharge]).toEqual([
        kind,
        `${percent(number(counted.first), number(counted.visits))} n=${whole(number(counted.visits))}`,
      ]);
      if (number(late.flows) === 0)
        expect([kind, start]).toEqual([
          kind,
          `${percent(number(counted.started), number(counted.attempts))} n=${whole(number(counted.attempts))}`,
        ]);
      expect(index).toContain(card.reliability_index.score?.toFixed(1) ?? '–');
      const [, reasons = ''] = rows.get(kind)?.[0]?.split('\n') ?? [];
      expect([kind, reasons]).toEqual([
        kind,
        reasonsOf(kind, stretch, filter).slice(0, REASONS_SHOWN).join(', '),
      ]);

      // Time and faults count for what a station was last.
      const own = [...latest].filter(
        ([, origin]) =>
          KIND.map((name) => origin[name]).join(' ') === kind &&
          (filter['site'] === undefined || origin['site'] === filter['site']),
      );
      expect([kind, card.stations]).toEqual([kind, own.length]);
      expect([kind, stations]).toEqual([kind, whole(own.length)]);
      let [up, observed, faults] = [0, 0, 0];
      for (const [station] of own) {
        const { figures } = await askApi(
          request,
          `stations/${station}?${new URLSearchParams(time)}`,
          stationFigures,
        );
        up += (upBy.get(station) ?? 0) - figures.availability.incapable_seconds;
        observed += observedBy.get(station) ?? 0;
        faults += Number(
          ledgerRows(
            ledger,
            `SELECT COUNT(*) AS faults FROM interval
                WHERE station = :station AND state = 'faulted' AND start_at >= :from AND start_at < :to`,
            { station, ...stretch },
          )[0]?.['faults'],
        );
      }
      expect([kind, uptime]).toEqual([kind, percent(up, observed)]);
      const hours = up / 3_600;
      const { low, high } = meansOf(faults);
      expect([kind, mtbf?.split(/\s*\n\s*/)]).toEqual([
        kind,
        hours === 0
          ? ['–']
          : faults === 0
            ? [`> ${whole(hours / high)} h`]
            : [`${whole(hours / faults)} h`, `${whole(hours / high)}–${whole(hours / low)}`],
      ]);
    }

    const makers = await cells(page.getByRole('table', { name: 'Suppliers' }));
    const sum = (sums: ReadonlyMap<string, number>, vendor: string): number =>
      [...sums].reduce((all, [kind, value]) => all + (kind.startsWith(`${vendor} `) ? value : 0), 0);
    expect(makers.length).toBeGreaterThan(0);
    for (const [vendor = '', flowsShown, lostShown, lostShare, firstCharge] of makers) {
      const visits = sum(counted.visits, vendor);
      expect([vendor, flowsShown, lostShown, lostShare, firstCharge]).toEqual([
        vendor,
        whole(sum(flows, vendor)),
        whole(sum(lost, vendor)),
        percent(sum(lost, vendor), sum(flows, vendor)),
        `${percent(sum(counted.first, vendor), visits)} n=${whole(visits)}`,
      ]);
    }
    if (Object.keys(filter).length > 0) return;
    const info = await valuesAt(
      prometheus,
      `count by (vendor, model, firmware) (ev_station_info)`,
      KIND,
      stretch.to,
    );
    for (const card of items)
      expect([card.firmware, card.stations]).toEqual([
        card.firmware,
        info.get(`${card.vendor} ${card.model} ${card.firmware}`) ?? 0,
      ]);
  });
