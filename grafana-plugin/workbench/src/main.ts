import { join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildClient, laneOf } from './build-client.ts';
import { readPluginJson } from './plugin-json.ts';
import { PluginSettings } from './plugin-settings.ts';
import { workbenchServer } from './server.ts';

const USAGE = `Runs the built app without a Grafana server.

  --prometheus URL   where queries go (http://127.0.0.1:9090)
  --api URL          the collector's API, as the plugin's settings name it
  --tokens FOLDER    files viewer, operator, admin, each with the token of that role
  --port N           where to listen, on loopback (3000); 0 is any free port
  --lane 13|12       Grafana 13.2 with React 19, or 12.4 with React 18
  --build            builds the client and ends
`;

const HOME = join(import.meta.dirname, '..');
const LANES: Readonly<Record<string, string>> = { 13: HOME, 12: join(HOME, 'lane-12') };

const tokensIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    ['viewer', 'operator', 'admin'].map((role) => [
      `${role}Token`,
      readFileSync(join(folder, role), 'utf8').trim(),
    ]),
  );

const { values } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
    api: { type: 'string', default: '' },
    tokens: { type: 'string' },
    port: { type: 'string', default: '3000' },
    lane: { type: 'string', default: '13' },
    build: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const lane = LANES[values.lane];
if (values.help || lane === undefined) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}
const client = join(HOME, 'dist', `lane-${values.lane}`);
if (values.build || !existsSync(client)) await buildClient(lane, client);
if (!values.build) {
  const dist = join(HOME, '..', 'dist');
  const tokens = values.tokens === undefined ? {} : tokensIn(values.tokens);
  const settings = new PluginSettings(values.api === '' ? {} : { apiUrl: values.api }, tokens);
  const server = workbenchServer({
    plugin: readPluginJson(dist),
    settings,
    dist,
    client,
    prometheus: values.prometheus,
    ...laneOf(lane),
  });
  server.listen(Number(values.port), '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : values.port;
    process.stdout.write(`workbench ${values.lane}: http://127.0.0.1:${port}\n`);
  });
}
