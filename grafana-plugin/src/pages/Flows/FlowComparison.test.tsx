import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { FlowDetail } from '../../api/types.ts';
import { fakeBackend } from '../../test/backend.ts';
import { FlowComparison } from './FlowComparison.tsx';

const flow = (change: Partial<FlowDetail>): FlowDetail => ({
  id: 'f-bad',
  trace_id: '0af7651916cd43dd8448eb211c80319c',
  site: 'quay',
  station: 'QUAY-01',
  evse: 1,
  connector: 1,
  vendor: 'Voltaria',
  model: 'Swift 150',
  firmware: '2.4.1',
  start: '2026-09-01T14:05:00Z',
  end: '2026-09-01T14:07:00Z',
  outcome: 'failed',
  failed_stage: 'handshake',
  reason: 'no_energy',
  attribution: 'evse',
  stages: [
    {
      stage: 'handshake',
      start: '2026-09-01T14:05:00Z',
      end: '2026-09-01T14:06:30Z',
      result: 'failed',
      reason: 'no_energy',
    },
  ],
  visit: 'v-1',
  attempt: 1,
  visit_result: 'failed',
  energy_wh: 0,
  peak_w: null,
  rated_w: 150_000,
  machine_start_seconds: null,
  retries: 0,
  error_codes: [],
  evidence: [],
  visit_flows: [],
  ...change,
});
const good = flow({
  id: 'f-good',
  start: '2026-08-31T09:00:00Z',
  end: '2026-08-31T09:40:00Z',
  firmware: '2.4.0',
  outcome: 'success',
  failed_stage: null,
  reason: null,
  attribution: null,
  stages: [
    {
      stage: 'handshake',
      start: '2026-08-31T09:00:00Z',
      end: '2026-08-31T09:00:14Z',
      result: 'ok',
      reason: null,
    },
  ],
});

const show = (query: string) => {
  const asked = fakeBackend(({ url }) => {
    if (url.includes('/flows/f-good')) return { body: good };
    if (url.endsWith('/flows'))
      return { body: { items: [{ ...good, id: 'f-next', evse: 2 }, good], next_cursor: null } };
    return { status: 404, body: {} };
  });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter
        initialEntries={[`/?${query}`]}
        future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
      >
        <FlowComparison flow={flow({})} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return asked;
};

test('a failed charge can be compared with the last one that succeeded at the same EVSE', async () => {
  const asked = show('flow=f-bad');
  const name = 'Compare with the last charge that succeeded here';
  expect(await screen.findByRole('button', { name })).toBeInTheDocument();
  const list = asked.find(({ url }) => url.endsWith('/flows'));
  expect(list?.params).toMatchObject({
    station: 'QUAY-01',
    outcome: 'success',
    to: '2026-09-01T14:05:00.000Z',
  });
});

test('two charges stand side by side, with what differs marked', async () => {
  show('flow=f-bad&with=f-good');
  const comparison = await screen.findByRole('region', { name: 'Comparison' });
  const row = await within(comparison).findByRole('row', { name: /handshake/ });
  expect(row).toHaveTextContent('failed: no energy, 90 s');
  expect(row).toHaveTextContent('ok, 14 s');
  expect(within(row).getByText('differs')).toBeInTheDocument();
  expect(comparison).toHaveTextContent('2.4.0');
});
