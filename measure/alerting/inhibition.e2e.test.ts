import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@firstcharge/collector/service/testkit/processes.ts';
import { WebhookSink } from '@firstcharge/demo/alerts/webhook-sink.ts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readRules } from '../detect/rules/rule-files.ts';
import { ExampleAlertmanager } from './example-alertmanager.ts';

jest.setTimeout(60_000);

const { alerting } = readRules(join(import.meta.dirname, '..', '..', 'alert-rules', 'rules'));
type Labels = Readonly<Record<string, string>>;

/** An alert with the labels that its shipped rule gives it. */
function alert(alertname: string, place: Labels): { readonly labels: Labels } {
  const rule = alerting.find(({ name }) => name === alertname);
  if (rule === undefined) throw new Error(`no such alert: ${alertname}`);
  return { labels: { ...rule.labels, ...place, alertname } };
}
const STATIONS = ['CS-1', 'CS-2', 'CS-3'];
const stationsOf = (site: string): { readonly labels: Labels }[] =>
  STATIONS.map((station) => alert('StationOffline', { site, station: `${site}-${station}` }));

const desk = new WebhookSink();
const pager = new WebhookSink();
let folder: string;
let alertmanager: ExampleAlertmanager;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-inhibition-'));
  await desk.start();
  await pager.start();
  alertmanager = await ExampleAlertmanager.start(folder, { desk: desk.url, pager: pager.url });
});
afterAll(async () => {
  await alertmanager.stop();
  await desk.stop();
  await pager.stop();
  rmSync(folder, { recursive: true, force: true });
});

const toldOf = (sink: WebhookSink, site: string, status: 'firing' | 'resolved' = 'firing'): string[] => [
  ...new Set(
    sink.alerts
      .filter((one) => one.status === status && one.labels['site'] === site)
      .map(({ labels }) => [labels['alertname'], labels['station']].filter(Boolean).join(' ')),
  ),
];
const suppressedAt = async (site: string): Promise<string[]> =>
  (await alertmanager.suppressed())
    .filter((labels) => labels['site'] === site)
    .map((labels) => labels['alertname'] ?? '')
    .sort();

/** Waits longer than any group waits: an alert of its own is posted, and has arrived. */
async function untilAllIsTold(mark: string): Promise<void> {
  await alertmanager.post([alert('StationOffline', { site: `mark-${mark}`, station: 'CS-9' })]);
  await until('the mark is told', () => desk.find('firing', { site: `mark-${mark}` }), 20_000);
}

describe('the shipped Alertmanager example, on a real Alertmanager', () => {
  it('tells one alert of a site whose router is out; its stations and its link are kept silent', async () => {
    await alertmanager.post([
      alert('SiteOffline', { site: 'quay' }),
      alert('LinkDown', { site: 'quay', link: 'quay-router' }),
      ...stationsOf('quay'),
      alert('StationFlapping', { site: 'quay', station: 'quay-CS-1' }),
      alert('ConnectorSilent', { site: 'quay', station: 'quay-CS-1', evse: '1', connector: '1' }),
      alert('StationOffline', { site: 'mesa', station: 'mesa-CS-1' }),
    ]);
    await untilAllIsTold('router');
    expect(await suppressedAt('quay')).toEqual([
      'ConnectorSilent',
      'LinkDown',
      'StationFlapping',
      'StationOffline',
      'StationOffline',
      'StationOffline',
    ]);
    expect(toldOf(desk, 'quay')).toEqual(['SiteOffline']);
    expect(toldOf(pager, 'quay')).toEqual(['SiteOffline']);
    expect(toldOf(desk, 'mesa')).toEqual(['StationOffline mesa-CS-1']);
    expect(toldOf(pager, 'mesa')).toEqual([]);
  });

  it('tells what still fires when the alert of the site is over', async () => {
    const ended = [
      alert('SiteOffline', { site: 'quay' }),
      alert('LinkDown', { site: 'quay', link: 'quay-router' }),
    ];
    await alertmanager.post(ended.map((one) => ({ ...one, ended: true })));
    await until('its end is told', () => desk.find('resolved', { alertname: 'SiteOffline' }), 20_000);
    const told = await until(
      'every station is told',
      () => {
        const found = toldOf(desk, 'quay').filter((name) => name.startsWith('StationOffline'));
        return found.length === STATIONS.length ? found : undefined;
      },
      20_000,
    );
    expect(told.sort()).toEqual(STATIONS.map((station) => `StationOffline quay-${station}`));
    await untilAllIsTold('end');
    // A station out of contact still speaks for its own flapping and silent connectors.
    expect(await suppressedAt('quay')).toEqual(['ConnectorSilent', 'StationFlapping']);
    expect(toldOf(desk, 'quay')).not.toContain('LinkDown');
  });

  it('tells one alert of a site without mains, and what can hurt somebody', async () => {
    const connector = { site: 'mill', station: 'mill-CS-1', evse: '1', connector: '1' };
    await alertmanager.post([
      alert('SiteGridLoss', { site: 'mill', feeder: 'main' }),
      alert('SiteOffline', { site: 'mill' }),
      ...stationsOf('mill'),
      alert('FaultPersistent', { ...connector, fault: 'F25' }),
      alert('SafetyFault', { ...connector, fault: 'F14' }),
    ]);
    await untilAllIsTold('grid');
    expect(await suppressedAt('mill')).toEqual([
      'FaultPersistent',
      'SiteOffline',
      'StationOffline',
      'StationOffline',
      'StationOffline',
    ]);
    expect(toldOf(desk, 'mill').sort()).toEqual(['SafetyFault mill-CS-1', 'SiteGridLoss']);
    expect(toldOf(pager, 'mill')).toEqual(['SiteGridLoss']);
  });

  it('tells alerts of stations that came before the site’s only until that one is there', async () => {
    await alertmanager.post(stationsOf('oak').slice(0, 1));
    await until('the first station is told', () => desk.find('firing', { site: 'oak' }), 20_000);
    await alertmanager.post([alert('SiteOffline', { site: 'oak' }), ...stationsOf('oak')]);
    await untilAllIsTold('late');
    expect(toldOf(desk, 'oak').sort()).toEqual(['SiteOffline', 'StationOffline oak-CS-1']);
  });

  it('keeps silent of parts of a site from the first minute, and tells the site when it stays away', async () => {
    await alertmanager.post([
      alert('SiteUnreachable', { site: 'fen' }),
      alert('LinkDown', { site: 'fen', link: 'fen-router' }),
      ...stationsOf('fen').slice(0, 1),
    ]);
    await untilAllIsTold('fen first');
    await alertmanager.post([alert('SiteOffline', { site: 'fen' }), alert('GatewayHung', { site: 'fen' })]);
    await untilAllIsTold('fen later');
    expect(toldOf(desk, 'fen')).toEqual(['SiteUnreachable', 'SiteOffline']);
    expect(toldOf(pager, 'fen')).toEqual(['SiteOffline']);
  });

  it('tells an open breaker and not that the site behind it is offline', async () => {
    await alertmanager.post([
      alert('SiteBreakerOpen', { site: 'kiln' }),
      alert('SiteOffline', { site: 'kiln' }),
      ...stationsOf('kiln'),
    ]);
    await untilAllIsTold('breaker');
    expect(toldOf(desk, 'kiln')).toEqual(['SiteBreakerOpen']);
    expect(toldOf(pager, 'kiln')).toEqual(['SiteBreakerOpen']);
  });

  it('explains by a SIM the one station that depends on it, and none of its neighbours', async () => {
    const [first, second] = stationsOf('plaza');
    if (first === undefined || second === undefined) throw new Error('no stations');
    await alertmanager.post([
      alert('SimWithoutDataSession', { site: 'plaza', station: 'plaza-CS-1', link: 'plaza-CS-1-sim' }),
      first,
      second,
    ]);
    await untilAllIsTold('sim');
    expect(toldOf(desk, 'plaza').sort()).toEqual([
      'SimWithoutDataSession plaza-CS-1',
      'StationOffline plaza-CS-2',
    ]);
  });
});
