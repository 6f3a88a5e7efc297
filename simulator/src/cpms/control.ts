import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { z } from 'zod';
import type { CpmsServer } from './server.ts';

const LARGEST_BODY = 65_536;

const place = { station: z.string(), evse: z.int() };
const bodies = {
  '/remote-start': z.object({ ...place, idTag: z.string() }),
  '/remote-stop': z.object(place),
  '/limit': z.object({ ...place, watts: z.number().nullable(), amperes: z.boolean().default(false) }),
  '/reserve': z.object({ ...place, idTag: z.string(), until: z.number() }),
  '/exclusive': z.object({ idTag: z.string() }),
  '/condition': z.object({
    slowMs: z.number().default(0),
    refuse: z.string().nullable().default(null),
    error: z.array(z.string()).default([]),
    stall: z.array(z.string()).default([]),
    transactionIds: z.enum(['zero', 'restart']).exactOptional(),
  }),
  '/restart': z.object({ downMs: z.number().default(1000) }),
};

/**
 * The loopback endpoint by which drivers' apps and tests reach the CPMS: POST JSON to /remote-start, /remote-stop,
 * /limit, /reserve, /exclusive, /condition, /restart; GET /healthy. Answers `{result}`, or 400 with `{error}`.
 */
export function controlServer(cpms: CpmsServer): Server {
  return createServer((request, response) => {
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    };
    if (request.method === 'GET' && request.url === '/healthy')
      return reply(200, { stations: cpms.connected.length });
    readBody(request)
      .then((text) => perform(cpms, request.url ?? '', text))
      .then(
        (result) => reply(200, { result }),
        (error: unknown) => reply(400, { error: error instanceof Error ? error.message : 'bad request' }),
      );
  });
}

async function perform(cpms: CpmsServer, path: string, text: string): Promise<string> {
  const body: unknown = JSON.parse(text);
  switch (path) {
    case '/remote-start': {
      const { station, evse, idTag } = bodies[path].parse(body);
      return cpms.remoteStart(station, evse, idTag);
    }
    case '/remote-stop': {
      const { station, evse } = bodies[path].parse(body);
      return cpms.remoteStop(station, evse);
    }
    case '/limit': {
      const { station, evse, watts, amperes } = bodies[path].parse(body);
      return cpms.limit(station, evse, watts, amperes);
    }
    case '/reserve': {
      const { station, evse, idTag, until } = bodies[path].parse(body);
      return cpms.reserve(station, evse, idTag, until);
    }
    case '/exclusive':
      cpms.model.exclusive.add(bodies[path].parse(body).idTag);
      return 'accepted';
    case '/condition':
      cpms.condition = bodies[path].parse(body);
      return 'accepted';
    case '/restart':
      await cpms.restart(bodies[path].parse(body).downMs);
      return 'accepted';
    default:
      throw new Error(`no ${path}; use one of ${Object.keys(bodies).join(', ')}`);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LARGEST_BODY) throw new Error('body too large');
  }
  return text;
}
