import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { ApiConfig } from '../config.ts';
import type { Role } from '../contract/service.ts';

/** Who Grafana says it is. */
export interface GrafanaUser {
  readonly name: string;
  /** null where the token does not say: then the API's own token alone decides. */
  readonly role: Role | null;
}

/** Verifies an ID token; why not, for the log, where it does not hold. */
export type GrafanaIdCheck = (
  token: string,
) => Promise<
  { readonly ok: true; readonly user: GrafanaUser } | { readonly ok: false; readonly why: string }
>;

const ROLES: Readonly<Record<string, Role>> = { Viewer: 'viewer', Editor: 'operator', Admin: 'admin' };

/** What is read of the claims. `namespace` and `aud` name the organisation: `default` and `org:1` are the first one. */
const claims = z.object({
  sub: z.string(),
  username: z.string().optional(),
  displayName: z.string().optional(),
  role: z.string().optional(),
});

/** A role that is none of ours may nothing more than look. */
const roleOf = (role: string | undefined): Role | null =>
  role === undefined ? null : (ROLES[role] ?? 'viewer');

/** Longest part of a name that is kept. */
const LONGEST = 100;

const plain = (text: string): string => text.replace(/[^\P{Cc}]/gu, ' ').slice(0, LONGEST);

/** With the login, which nobody else has: the name to show is what somebody calls himself. */
const nameOf = ({ displayName = '', username, sub }: z.output<typeof claims>): string => {
  const login = plain(username || sub);
  const shown = plain(displayName);
  return shown === '' || shown === login ? login : `${shown} (${login})`;
};

/** Checks tokens by the keys of a Grafana: ES256 alone, signed, not over, for the organisation. Fails closed. */
export const grafanaIdCheck = (
  { jwks_url, org_id, issuer }: NonNullable<ApiConfig['grafana_id']>,
  keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(jwks_url), {
    timeoutDuration: 5_000,
    cacheMaxAge: 300_000,
    cooldownDuration: 10_000,
  }),
): GrafanaIdCheck => {
  const options = {
    algorithms: ['ES256'],
    audience: `org:${org_id}`,
    requiredClaims: ['exp', 'sub'],
    ...(issuer === undefined ? {} : { issuer }),
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, options);
      const read = claims.safeParse(payload);
      return read.success
        ? { ok: true, user: { name: nameOf(read.data), role: roleOf(read.data.role) } }
        : { ok: false, why: 'its claims cannot be read' };
    } catch (error) {
      return { ok: false, why: error instanceof errors.JOSEError ? error.code : 'its keys cannot be had' };
    }
  };
};
