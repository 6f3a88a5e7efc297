import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { fakeBackend } from '../test/backend.ts';
import { useIntervals } from './use-stations.ts';

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
);
const state = (number: number) => ({
  ...{ evse: 1, connector: 1, state: 'available', capable: true },
  ...{ start: new Date(number).toISOString(), end: new Date(number + 1).toISOString() },
});

/** A collector with so many pages of one state each. */
const read = async (pages: number, size: number) => {
  const asked = fakeBackend(({ params }) => {
    const page = Number(params?.['cursor'] ?? 0);
    return {
      body: {
        items: Array.from({ length: size }, (_, index) => state(page * size + index)),
        incapable: [],
        next_cursor: page + 1 < pages ? String(page + 1) : null,
      },
    };
  });
  const client = renderHook(() => useIntervals('CS-1', { from: 0, to: 1_000 }), { wrapper });
  await waitFor(() => expect(client.result.current.isSuccess).toBe(true));
  return { asked, data: client.result.current.data };
};

test('states of a station are read page by page to their end', async () => {
  const { asked, data } = await read(3, 2);
  expect(asked).toHaveLength(3);
  expect(data?.items.map(({ start }) => Date.parse(start))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(data?.next_cursor).toBeNull();
});

test('more of them than a ribbon can show are not read, and that can be told', async () => {
  const { asked, data } = await read(100, 2_000);
  expect(asked).toHaveLength(5);
  expect(data?.next_cursor).not.toBeNull();
});
