import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DataTable } from './DataTable.tsx';
import type { MoreRows } from './more-rows.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

const show = (count: number, more?: MoreRows) =>
  render(
    <DataTable
      caption="Numbers"
      rows={numbers(count)}
      rowKey={String}
      columns={[
        { id: 'number', title: 'Number', numeric: true, cell: (row) => `no ${row}`, sort: (row) => row },
      ]}
      {...(more === undefined ? {} : { more })}
    />,
  );

const shown = (): string[] =>
  within(screen.getByRole('table', { name: 'Numbers' }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent ?? '');

test('a short list is shown whole, without a word', () => {
  show(100);
  expect(shown()).toHaveLength(100);
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

test('of a list of ten thousand a hundred rows are drawn, and as many more each time somebody asks by key', async () => {
  show(10_000);
  expect(shown()).toHaveLength(100);
  expect(screen.getByRole('status')).toHaveTextContent('100 of 10,000 shown');
  const button = screen.getByRole('button', { name: 'Show more' });
  button.focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('{Enter}');
  expect(shown()).toHaveLength(300);
  expect(button).toHaveFocus();
  expect(screen.getByRole('status')).toHaveTextContent('300 of 10,000 shown');
});

test('a heading orders all rows that are there, also those that are not drawn', async () => {
  show(250);
  await userEvent.click(screen.getByRole('button', { name: 'Number' }));
  expect(shown()[0]).toBe('no 250');
  expect(screen.getByRole('status')).toHaveTextContent(/^100 of 250 shown$/);
});

test('the rest is asked for from who has it, once at a time, and order among a part is told', async () => {
  const load = jest.fn();
  const more = { hasMore: true, isLoading: false, load, total: 1_234 };
  const { rerender } = show(50, more);
  expect(screen.getByRole('status')).toHaveTextContent(/^50 of 1,234 shown$/);
  await userEvent.click(screen.getByRole('button', { name: 'Number' }));
  expect(screen.getByRole('status')).toHaveTextContent('50 of 1,234 shown, in order among themselves');
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(load).toHaveBeenCalledTimes(1);
  rerender(
    <DataTable
      caption="Numbers"
      rows={numbers(50)}
      rowKey={String}
      columns={[]}
      more={{ ...more, isLoading: true }}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(load).toHaveBeenCalledTimes(1);
});

test('at the end of a list nothing more is offered', () => {
  show(50, { hasMore: false, isLoading: false, load: jest.fn(), total: 50 });
  expect(screen.getByRole('status')).toHaveTextContent('50 of 50 shown');
  expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
});
