import { AppPlugin } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { fakeBackend } from '../test/backend.ts';
import pluginJson from '../plugin.json';
import { exposeComponents, type StationStatusProps } from './components.tsx';

const [exposed] = exposeComponents(new AppPlugin()).exposedComponentConfigs;

const share = { numerator: 41, denominator: 84, ratio: 41 / 84, low: 0.38, high: 0.59 };
const station = (last: object | null) => ({
  ...{
    station: 'CS-1',
    site: 'a7',
    site_name: 'Ringway',
    vendor: 'Voltaria',
    model: 'Swift 150',
    firmware: '2.4.1',
  },
  last_flow: last,
  connectors: [
    { evse: 1, connector: 1, state: 'charging', state_until: '2026-11-28T10:00:00Z' },
    { evse: 2, connector: 1, state: null, state_until: null },
  ],
  ...{ figures: { kpis: { first_charge_success: share } }, firmware_history: [], events: [] },
});

const show = (answer: Parameters<typeof fakeBackend>[0]) => {
  const asked = fakeBackend(answer);
  const Component: ComponentType<object> | undefined = exposed?.component;
  if (Component === undefined) throw new Error('nothing is exposed');
  const props: StationStatusProps = { station: 'CS-1' };
  render(<Component {...props} />);
  return asked;
};

test('Grafana is told of every component by plugin.json, or other apps could not show it', () => {
  expect(
    exposeComponents(new AppPlugin()).exposedComponentConfigs.map(({ id, title, description }) => ({
      ...{ id, title, description },
    })),
  ).toEqual(pluginJson.extensions.exposedComponents);
});

test('a station tells its state, its last charge, and first charge success with its sample', async () => {
  const asked = show(() => ({
    body: station({ id: '00000000000000aa', start: '2026-11-28T09:00:00Z', outcome: 'interrupted' }),
  }));
  expect(await screen.findByText('charging')).toBeInTheDocument();
  expect(screen.getByText(/^until 2026-11-28/)).toBeInTheDocument();
  expect(screen.getByText('interrupted')).toBeInTheDocument();
  expect(screen.getByText(/48\.8 %/)).toHaveTextContent('n=84');
  expect(screen.getByText('Ringway · Voltaria Swift 150')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Open the station' })).toHaveAttribute(
    'href',
    '/a/firstcharge-app/stations/CS-1',
  );
  expect(asked[0]?.url).toBe('/api/plugin-proxy/firstcharge-app/api/v1/stations/CS-1');
});

test('a station at which nobody has charged yet says so', async () => {
  show(() => ({ body: { ...station(null), connectors: [] } }));
  expect(await screen.findByText('none yet')).toBeInTheDocument();
  expect(screen.getByText('not known')).toBeInTheDocument();
});

test('a station that nobody knows is told as such', async () => {
  show(() => ({ status: 404, body: { code: 'not_found' } }));
  expect(await screen.findByText('There is no such thing')).toBeInTheDocument();
});
