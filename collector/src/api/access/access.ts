import type { IncomingHttpHeaders } from 'node:http';
import { ok } from '../../model/result.ts';
import { refused, type Answered } from '../answers/refusal.ts';
import type { Role } from '../contract/service.ts';
import type { GrafanaIdCheck } from './grafana-id.ts';
import { bearerOf, includes, lower, type TokenBook } from './tokens.ts';

/** Who asks, and what he may. */
export interface Caller {
  /** The lower of the two below. */
  readonly role: Role;
  readonly tokenRole: Role;
  readonly grafanaRole: Role | null;
  /** Of a verified Grafana ID alone. */
  readonly name: string | null;
}

const single = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];

/** Finds out who asks. `X-Grafana-Context` says nothing here: anybody can write it. */
export const identify = async (
  headers: IncomingHttpHeaders,
  tokens: TokenBook,
  grafanaId: GrafanaIdCheck | null,
): Promise<Answered<Caller>> => {
  const token = bearerOf(headers.authorization);
  const tokenRole = token === null ? null : tokens(token);
  if (tokenRole === null)
    return refused('unauthenticated', 'send `Authorization: Bearer` with one of the tokens of the config');
  if (grafanaId === null) return ok({ role: tokenRole, tokenRole, grafanaRole: null, name: null });
  const checked = await grafanaId(single(headers['x-grafana-id']) ?? '');
  if (!checked.ok) return refused('invalid_grafana_id', `X-Grafana-Id does not hold: ${checked.why}`);
  const { name, role } = checked.user;
  return ok({ tokenRole, grafanaRole: role, name, role: role === null ? tokenRole : lower(tokenRole, role) });
};

/** Whether he may. */
export const admit = (caller: Caller, needed: Role): Answered<Caller> =>
  includes(caller.role, needed)
    ? ok(caller)
    : refused('forbidden', `this needs the role ${needed}; yours is ${caller.role}`);
