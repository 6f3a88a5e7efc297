import { AppPlugin, dateTime } from '@grafana/data';
import pluginJson from '../plugin.json';
import { addExtensions } from './links.ts';

const links = addExtensions(new AppPlugin()).addedLinkConfigs;
const targetsOf = (targets: string | string[]): string[] => [targets].flat();

test('Grafana is told of every link by plugin.json, or it would not load the app for it', () => {
  expect(
    links.map(({ title, description, targets }) => ({ title, description, targets: targetsOf(targets) })),
  ).toEqual(pluginJson.extensions.addedLinks);
});

test('links stay within the app', () => {
  for (const { path } of links) expect(path).toMatch(new RegExp(`^/a/${pluginJson.id}/`));
});

const flowsAt = (context?: unknown): string | undefined => {
  const link = links.find(({ title }) => title === 'Charge flows here');
  const configured = link?.configure?.(Object(context));
  return configured?.path ?? link?.path;
};

test('flows are those of the time that a panel shows, relative or as moments', () => {
  expect(flowsAt({ timeRange: { from: 'now-6h', to: 'now' } })).toBe(
    '/a/firstcharge-app/flows?from=now-6h&to=now',
  );
  const [from, to] = [dateTime('2026-11-02T10:00:00Z'), dateTime('2026-11-02T11:00:00Z')];
  expect(flowsAt({ timeRange: { from, to } })).toBe(
    '/a/firstcharge-app/flows?from=1793613600000&to=1793617200000',
  );
});

test('where no time is known, flows are shown as the page shows them', () => {
  expect(flowsAt({})).toBe('/a/firstcharge-app/flows');
});
