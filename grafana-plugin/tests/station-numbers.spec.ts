import type { Page } from '@playwright/test';
import { z } from 'zod';
import { moment, percent, secondsRead, whole } from './harness/as-read.ts';
import { grown, grownBy, labels, valuesAt, type Stretch } from './harness/by-hand.ts';
import { lateFlows } from './harness/late-flows.ts';
import { askApi, PLUGIN, settled } from './harness/pages.ts';
import { quietStretch } from './harness/quiet-moment.ts';
import { eventsOf, firmwaresOf, flowsOf } from './harness/station-ledger.ts';
import { cells } from './harness/tables.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

test.skip(world === null, 'needs the ledger and Prometheus of the recorded fleet');

const { prometheus = '', ledger = '', now = '' } = world ?? {};
const STATIONS = ['RING-01', 'RING-04', 'MESA-04', 'QUAY-01'];
/** Rows of charges that the page shows at once. */
const PAGE = 50;

const share = z.object({ numerator: z.number(), denominator: z.number() });
const detail = z.object({
  figures: z.object({
    flows: z.number(),
    charges_lost: z.number(),
    kpis: z.object({ first_charge_success: share }),
    reliability_index: z.object({ score: z.number().optional(), n: z.number() }),
    availability: z.object({ port_uptime: share, connectors: z.number(), incapable_seconds: z.number() }),
  }),
});

const times = ({ from, to }: Stretch) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

const open = async (page: Page, station: string, query: Readonly<Record<string, string>>) => {
  await page.goto(`/a/${PLUGIN}/stations/${station}?${new URLSearchParams(query)}`);
  await settled(page);
};

for (const [station, days] of [...STATIONS.map((one) => [one, 30] as const), ['RING-04', 3] as const])
  test(`tiles, states and charges of ${station} over ${days} days are those of PromQL, ledger and API`, async ({
    page,
    request,
  }) => {
    const stretch = quietStretch(ledger, Date.parse(now), days);
    await open(page, station, times(stretch));
    const { figures } = await askApi(
      request,
      `stations/${station}?${new URLSearchParams(times(stretch))}`,
      detail,
    );
    const tile = (name: string) => page.getByRole('region', { name, exact: true });
    const count = (metric: string, ...more: readonly string[]) =>
      grown(prometheus, metric + labels({ station }, ...more), stretch);
    const late = lateFlows(ledger, stretch, { station });

    const first = await count('ev_charge_visits_total', 'result="first_ok"');
    const visits = await count('ev_charge_visits_total', 'result=~"first_ok|later_ok|failed"');
    expect(figures.kpis.first_charge_success).toMatchObject({ numerator: first, denominator: visits });
    await expect(tile('First charge success')).toContainText(percent(first, visits));
    await expect(tile('First charge success')).toContainText(`of ${whole(visits)} visits`);

    const lost = late.lost + (await count('ev_charge_flows_total', 'outcome=~"failed|interrupted"'));
    const flows = late.flows + (await count('ev_charge_flows_total'));
    expect(figures).toMatchObject({ flows, charges_lost: lost });
    await expect(tile('Charges lost')).toContainText(whole(lost));
    await expect(tile('Charges lost')).toContainText(`of ${whole(flows)} flows`);

    const seconds = 'ev_connector_state_seconds_total';
    const up = 'state=~"available|occupied|charging|suspended_ev|suspended_evse|finishing|reserved"';
    const capable = (await count(seconds, up)) - figures.availability.incapable_seconds;
    const observed = await count(seconds, 'state!="unobserved"');
    await expect(tile('Port uptime')).toContainText(percent(capable, observed));
    await expect(tile('Port uptime')).toContainText(`${figures.availability.connectors} connectors`);
    const { score, n } = figures.reliability_index;
    await expect(tile('Reliability Index')).toContainText(score === undefined ? '–' : score.toFixed(1));
    await expect(tile('Reliability Index')).toContainText(`n=${whole(n)}`);

    const byState = await grownBy(
      prometheus,
      seconds + labels({ station }),
      ['evse', 'connector', 'state'],
      stretch,
    );
    const ribbons = await page.getByRole('img', { name: /^EVSE \d+\/\d+: / }).all();
    expect(ribbons).toHaveLength(figures.availability.connectors);
    for (const ribbon of ribbons) {
      const [place = '', states = ''] = ((await ribbon.getAttribute('aria-label')) ?? '').split(': ');
      const told = new Map(
        states.split(', ').map((text) => {
          const [, state = '', time = ''] = /^(\D+) (\d.*)$/.exec(text) ?? [];
          return [state.replaceAll(' ', '_'), time];
        }),
      );
      for (const [key, growth] of byState) {
        const [evse, connector, state = ''] = key.split(' ');
        if (place !== `EVSE ${evse}/${connector}` || growth === 0) continue;
        const read = secondsRead(told.get(state) ?? '0 s');
        expect(
          Math.abs(read.seconds - growth),
          `${place} ${state}: ${told.get(state)}, counted ${growth} s`,
        ).toBeLessThanOrEqual(read.within + 1);
        told.delete(state);
      }
      expect([...told.keys()], 'no state that was never counted').toEqual([]);
    }

    const known = flowsOf(ledger, station, stretch);
    expect(known).toHaveLength(flows);
    const rows = await cells(page.getByRole('table', { name: 'Charge flows' }));
    expect(rows.map(([start, outcome, , , energy]) => [start, outcome?.split('\n')[0], energy])).toEqual(
      known
        .slice(0, PAGE)
        .map(({ start, outcome, energyWh }) => [
          moment(start),
          expect.stringContaining(outcome),
          `${(energyWh / 1_000).toFixed(1)} kWh`,
        ]),
    );
  });

test('restarts, faults and firmwares of a station are those of the ledger', async ({ page }) => {
  const stretch = quietStretch(ledger, Date.parse(now), 30);
  for (const station of STATIONS) {
    await open(page, station, times(stretch));
    const known = eventsOf(ledger, station, stretch);
    if (known.length > 0) {
      const events = await cells(page.getByRole('table', { name: 'Restarts and faults' }));
      expect(events.map(([at]) => at)).toEqual(known.slice(0, events.length).map(({ at }) => moment(at)));
      for (const [index, [, what]] of events.entries()) {
        const { kind = '', detail: told = '' } = known[index] ?? {};
        expect(what).toContain(`${kind} ${told.replaceAll('_', ' ')}`);
        if (/^F\d/.test(told)) expect(what, 'faults have names').toMatch(/^fault F\d+: \w/);
      }
    }
    const firmwares = await cells(page.getByRole('table', { name: 'Firmware' }));
    expect(new Map(firmwares.map(([firmware = '', , , flows = '']) => [firmware, flows]))).toEqual(
      new Map([...firmwaresOf(ledger, station)].map(([firmware, flows]) => [firmware, whole(flows)])),
    );
  }
});

/** Codes of `ev_connector_state_code` (docs/metrics.md). */
const STATES = [
  ...['available', 'occupied', 'charging', 'suspended_ev', 'suspended_evse', 'finishing'],
  ...['reserved', 'unavailable', 'faulted', 'unknown', 'unobserved'],
];

for (const station of STATIONS)
  test(`what ${station} did at a moment is what its gauge said then`, async ({ page }) => {
    const noon = Math.floor(Date.parse(now) / 86_400_000) * 86_400_000 - 43_200_000;
    for (const back of [1, 5]) {
      const at = noon - back * 86_400_000;
      const codes = await valuesAt(
        prometheus,
        `ev_connector_state_code${labels({ station })}`,
        ['evse', 'connector'],
        at,
      );
      expect(codes.size).toBeGreaterThan(0);
      await open(page, station, {
        ...times({ from: at - 3_600_000, to: at + 3_600_000 }),
        at: new Date(at).toISOString(),
      });
      const told = page.getByRole('region', { name: 'What happened at …' });
      for (const [place, code] of codes)
        await expect(told).toContainText(
          `EVSE ${place.replace(' ', '/')}: ${STATES[code]?.replaceAll('_', ' ')} from`,
        );
    }
  });

/** Curves of the page: what each is called, and what anybody would ask for it. */
const CURVES = [
  { title: 'Power', metric: 'ev_evse_power_watts', by: ['evse'], of: 'max' },
  { title: 'Temperature', metric: 'ev_evse_temperature_celsius', by: ['evse', 'location'], of: 'max' },
  { title: 'Voltage', metric: 'ev_evse_voltage_volts', by: ['evse', 'phase'], of: 'max' },
] as const;
const SCALES: Readonly<Record<string, number>> = { '': 1, m: 1e-3, k: 1e3, M: 1e6 };

/** `150 kW (10:31:00)`: what it is, how exact, and when, ms; without a clock it is of `moment`. */
const readingOf = (shown: string, moment: number) => {
  const [, number = '', decimals = '', prefix = '', clock = ''] =
    /^(-?\d+(?:\.(\d+))?) ?([mkM]?)(?:W|V|°C)(?: \((\d\d:\d\d:\d\d)\))?$/.exec(shown) ?? [];
  const scale = SCALES[prefix] ?? Number.NaN;
  const at = Date.parse(`${new Date(moment).toISOString().slice(0, 11)}${clock}Z`);
  const days = [0, -86_400_000, 86_400_000].map((shift) => at + shift);
  const nearest = days.sort((one, other) => Math.abs(one - moment) - Math.abs(other - moment))[0];
  return {
    value: Number(number) * scale,
    within: 0.51 * 10 ** -decimals.length * scale,
    at: clock === '' ? moment : (nearest ?? Number.NaN),
  };
};

/** Curves of a station that are missing have no values; the others show what Prometheus has. Gives how many values were compared. */
const compareCurve = async (
  page: Page,
  station: string,
  stretch: Stretch,
  { title, metric, by, of }: (typeof CURVES)[number],
): Promise<number> => {
  const curve = page.getByRole('figure', { name: title, exact: true });
  const asked = (at: number, range = '') =>
    valuesAt(
      prometheus,
      `${of} by (${by.join(', ')}) (${range === '' ? '' : 'last_over_time'}(${metric}${labels({ station })}${range}))`,
      by,
      at,
    );
  if ((await curve.count()) === 0) {
    expect((await asked(stretch.to, '[2d]')).size, `${title} of ${station} is not left out`).toBe(0);
    return 0;
  }
  const plot = curve.locator('.u-over');
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('no plot');
  let compared = 0;
  for (const part of [0.3, 0.6, 0.9]) {
    await page.mouse.move(box.x + box.width * part, box.y + box.height / 2, { steps: 3 });
    const stamp = page.getByLabel('Timestamp');
    await expect(stamp).toHaveText(/^\d{4}-/);
    const moment = Date.parse(`${(await stamp.innerText()).replace(' ', 'T')}Z`);
    for (const row of await page.getByTestId('SeriesTableRow').all()) {
      const [legend = '', shown = ''] = (await row.innerText())
        .split(/[\n\t]/)
        .map((text) => text.trim())
        .filter((text) => text !== '');
      const name = legend.replace(/^EVSE /, '');
      if (shown === '–') continue;
      const { value, within, at } = readingOf(shown, moment);
      const there = [...(await asked(at))].find(([key]) => key.trim() === name)?.[1] ?? Number.NaN;
      expect(
        Math.abs(value - there),
        `${title} of ${station} at ${new Date(at).toISOString()}: ${legend} ${shown}, Prometheus has ${there}`,
      ).toBeLessThanOrEqual(within);
      compared += 1;
    }
    await page.mouse.move(0, 0);
  }
  return compared;
};

test('a curve shows what Prometheus has at the moment under the pointer', async ({ page }) => {
  const stretch = quietStretch(ledger, Date.parse(now), 2);
  let compared = 0;
  for (const station of STATIONS) {
    await open(page, station, times(stretch));
    for (const curve of CURVES) compared += await compareCurve(page, station, stretch, curve);
  }
  expect(compared).toBeGreaterThan(0);
});
