import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Funnel } from './Funnel.tsx';
import { Heatmap } from './Heatmap.tsx';
import { StageBar } from './StageBar.tsx';
import { StateRibbon } from './StateRibbon.tsx';

const rows = [
  { stage: 'plug_in', entered: 100, failed: 0, left: 0, reasons: [] },
  {
    stage: 'handshake',
    entered: 100,
    failed: 30,
    left: 10,
    reasons: [
      { reason: 'no_energy', flows: 25 },
      { reason: 'isolation_fault', flows: 5 },
    ],
  },
];

test('the funnel says in words what its bars show', () => {
  render(<Funnel rows={rows} selected={{ stage: '', reason: '' }} onSelect={jest.fn()} />);
  const [, handshake] = within(screen.getByRole('list', { name: 'Charge flows by stage' })).getAllByRole(
    'listitem',
  );
  expect(handshake).toHaveTextContent('100 entered30 failed (30.0 %)10 left');
});

test('a reason is chosen with the keyboard, and let go of by choosing it again', async () => {
  const onSelect = jest.fn();
  const { rerender } = render(
    <Funnel rows={rows} selected={{ stage: '', reason: '' }} onSelect={onSelect} />,
  );
  screen.getByRole('button', { name: 'no energy 25' }).focus();
  await userEvent.keyboard('{Enter}');
  expect(onSelect).toHaveBeenLastCalledWith('handshake', 'no_energy');
  rerender(<Funnel rows={rows} selected={{ stage: 'handshake', reason: 'no_energy' }} onSelect={onSelect} />);
  const chosen = screen.getByRole('button', { name: 'no energy 25' });
  expect(chosen).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(chosen);
  expect(onSelect).toHaveBeenLastCalledWith('', '');
});

test('a cell of few attempts is hatched and not coloured, and says its sample', () => {
  render(
    <Heatmap
      caption="Where"
      columns={['0', '1']}
      cells={[
        { row: 'ring', column: '0', failed: 3, attempts: 4 },
        { row: 'ring', column: '1', failed: 30, attempts: 40 },
      ]}
    />,
  );
  const [thin, full] = screen.getAllByRole('cell').slice(1);
  expect(thin).toHaveTextContent('ring, 0: 75.0 % failed, 3 of 4');
  expect(thin?.style.background).toBe('');
  expect(full?.style.background).not.toBe('');
});

test('the ribbon tells the times in each state to those who cannot see it', () => {
  const hour = 3_600_000;
  render(
    <StateRibbon
      label="EVSE 1/1"
      span={{ from: 0, to: 10 * hour }}
      stretches={[
        { state: 'available', from: 0, to: 6 * hour },
        { state: 'faulted', from: 6 * hour, to: 10 * hour },
      ]}
      marks={[{ at: hour, text: 'failed: no energy', href: '?flow=1', bad: true }]}
    />,
  );
  expect(screen.getByRole('img', { name: 'EVSE 1/1: available 6.0 h, faulted 4.0 h' })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'failed: no energy' })).toHaveAttribute('href', '?flow=1');
});

test('the stages of a flow are one sentence', () => {
  render(
    <StageBar
      stages={[
        {
          stage: 'plug_in',
          start: '2026-11-01T00:00:00Z',
          end: '2026-11-01T00:00:05Z',
          result: 'ok',
          reason: null,
        },
        { stage: 'handshake', start: null, end: null, result: 'failed', reason: 'no_energy' },
      ]}
    />,
  );
  expect(screen.getByRole('img')).toHaveAccessibleName('plug in ok, 5 s; handshake failed, no energy');
});
