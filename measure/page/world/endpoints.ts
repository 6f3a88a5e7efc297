/** What the API is asked, by name. */
const QUESTIONS = {
  summary: '/summary?',
  funnel: '/funnel?',
  'stations by charges lost': '/breakdown?by=station&limit=10&',
  'stations by index': '/breakdown?by=station&rank=reliability_index&limit=100&',
  'sites by index': '/breakdown?by=site&rank=reliability_index&limit=100&',
  heatmap: '/heatmap?',
  scorecards: '/scorecards?',
  'start times': '/start-times?',
} as const;

/** How long one answer took, ms. */
export interface EndpointTime {
  readonly name: string;
  readonly ms: number;
}

interface Asked {
  readonly api: string;
  readonly token: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

const iso = (at: number): string => new Date(at).toISOString();

/** Asks the API one thing after the other, each for a stretch of time that nobody asked for before. */
export async function endpointTimes({ api, token, from, to }: Asked): Promise<EndpointTime[]> {
  const ask = async (name: string, path: string): Promise<EndpointTime> => {
    const began = performance.now();
    const answer = await fetch(`${api}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return { name, ms: performance.now() - began };
  };
  const times: EndpointTime[] = [];
  for (const [index, [name, path]] of Object.entries(QUESTIONS).entries())
    times.push(await ask(name, `${path}from=${iso(from + (index + 1) * 1_000)}&to=${iso(to)}`));
  const month = iso(to - 1).slice(0, 7);
  times.push(await ask('NEVI, a month', `/reports/nevi?period=${month}`));
  return times;
}
