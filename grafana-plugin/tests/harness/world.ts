import { z } from 'zod';

const role = z.object({ viewer: z.string(), operator: z.string(), admin: z.string() });
const schema = z.object({
  grafana: z.url(),
  unconfigured: z.url(),
  react18: z.url(),
  prometheus: z.url(),
  api: z.url(),
  tokens: role,
  ledger: z.string(),
  inventory: z.string(),
  now: z.iso.datetime(),
});

/** What measure/app-world has started, and where it answers. */
export type World = z.infer<typeof schema>;

const parsed = (): World | null => {
  const text = process.env['FIRSTCHARGE_WORLD'];
  return text === undefined ? null : schema.parse(JSON.parse(text));
};

/** null: a real Grafana is tested, over whatever fleet it has. */
export const world: World | null = process.env['GRAFANA_URL'] === undefined ? parsed() : null;

export const grafanaUrl = (): string => {
  const url = process.env['GRAFANA_URL'] ?? world?.grafana;
  if (url === undefined)
    throw new Error('Set GRAFANA_URL, or run the tests with `make browser`, which starts all they need.');
  return url;
};
