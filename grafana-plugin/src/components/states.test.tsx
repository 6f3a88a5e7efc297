import { config, setCurrentUser } from '@grafana/runtime';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ApiError } from '../api/api-error.ts';
import { Loaded } from './Loaded.tsx';

/** Grafana sets its user once; what he may changes here from test to test. */
const permissions: Record<string, boolean> = {};
setCurrentUser({ ...config.bootData.user, permissions });
const withPermission = (...actions: readonly string[]) => {
  for (const action of Object.keys(permissions)) Reflect.deleteProperty(permissions, action);
  for (const action of actions) permissions[action] = true;
};

function View({ answer }: { readonly answer: () => Promise<readonly string[]> }) {
  const query = useQuery({ queryKey: ['x'], queryFn: answer, retry: false });
  return (
    <Loaded query={query} isEmpty={(data) => data.length === 0} empty="No charges">
      {(data) => <p>{data.join(', ')}</p>}
    </Loaded>
  );
}

const show = (answer: () => Promise<readonly string[]>) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <View answer={answer} />
    </QueryClientProvider>,
  );

beforeEach(() => withPermission());

test('loading, then the data', async () => {
  show(() => Promise.resolve(['a', 'b']));
  expect(screen.getByText('Loading …')).toBeInTheDocument();
  expect(await screen.findByText('a, b')).toBeInTheDocument();
});

test('nothing is told as nothing, and not as a zero', async () => {
  show(() => Promise.resolve([]));
  expect(await screen.findByText('No charges')).toBeInTheDocument();
});

test('a collector that is away can be asked again, and who may configure is shown the way', async () => {
  withPermission('firstcharge-app.settings:write');
  const answer = jest
    .fn<Promise<readonly string[]>, []>()
    .mockRejectedValueOnce(new ApiError('not_connected', 502, ''))
    .mockResolvedValueOnce(['back']);
  show(answer);
  expect(await screen.findByText('The collector cannot be reached')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Open the configuration' })).toHaveAttribute(
    'href',
    '/plugins/firstcharge-app',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('back')).toBeInTheDocument();
});

test('who may not configure is not sent there', async () => {
  show(() => Promise.reject(new ApiError('refused_token', 401, '')));
  expect(await screen.findByText('The collector does not accept the token of this app')).toBeInTheDocument();
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
});

test('no permission is told without a button that cannot help', async () => {
  show(() => Promise.reject(new ApiError('no_permission', 403, '')));
  expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
});
