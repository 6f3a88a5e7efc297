import { z } from 'zod';
import { moment, percent, whole } from './harness/as-read.ts';
import { labels, valuesAt } from './harness/by-hand.ts';
import { askApi, lastThirtyDays, settled, statusPath } from './harness/pages.ts';
import { expect, test } from './harness/test.ts';
import { world } from './harness/world.ts';

test.skip(world === null, 'in Grafana only another app can show the card');

const STATION = 'RING-04';
const share = z.object({ numerator: z.number(), denominator: z.number() });
const detail = z.object({
  last_flow: z.object({ start: z.string(), outcome: z.string() }),
  figures: z.object({ kpis: z.object({ first_charge_success: share }) }),
});
const STATES = [
  ...['available', 'occupied', 'charging', 'suspended ev', 'suspended evse', 'finishing'],
  ...['reserved', 'unavailable', 'faulted', 'unknown', 'unobserved'],
];

for (const [lane, url] of [
  ['13.2', world?.grafana ?? ''],
  ['12.4', world?.react18 ?? ''],
] as const)
  test(`the card of a station, lent to other apps, tells its state, last charge and first charge success in Grafana ${lane}`, async ({
    page,
    request,
  }) => {
    const { prometheus = '', now = '' } = world ?? {};
    await page.goto(`${url}${statusPath(STATION)}`);
    await settled(page);
    const card = page.getByRole('region', { name: STATION });
    const { from, to } = lastThirtyDays();
    const station = await askApi(request, `stations/${STATION}?from=${from}&to=${to}`, detail);
    const { numerator, denominator } = station.figures.kpis.first_charge_success;
    await expect(card).toContainText(`${percent(numerator, denominator)} n=${whole(denominator)}`);
    await expect(card).toContainText(
      `${moment(Date.parse(station.last_flow.start))} ${station.last_flow.outcome}`,
    );
    const codes = await valuesAt(
      prometheus,
      `ev_connector_state_code${labels({ station: STATION })}`,
      ['evse', 'connector'],
      Date.parse(now),
    );
    expect(codes.size).toBeGreaterThan(0);
    for (const [place, code] of codes)
      await expect(card).toContainText(`EVSE ${place.replace(' ', '/')} ${STATES[code]}`);
    await expect(card).not.toContainText('until');
    await card.getByRole('link', { name: 'Open the station' }).click();
    await expect(page.getByRole('heading', { level: 1, name: STATION })).toBeVisible();
  });
