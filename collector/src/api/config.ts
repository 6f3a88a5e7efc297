import { z } from 'zod';
import { secret } from '../config/secret.ts';

const token = secret();

/** Where `/api/v1` answers, and whom. */
export const apiConfig = z
  .strictObject({
    /** `host:port`; loopback unless told otherwise: the Grafana server is who asks. */
    endpoint: z
      .string()
      .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'must be host:port')
      .default('127.0.0.1:9480'),
    /** Bearer tokens, at least 16 characters, or `sha256:` and the hash of one in hex. One for each group of routes of the plugin. */
    viewer_token: token.optional(),
    operator_token: token.optional(),
    admin_token: token.optional(),
    /** Grafana's signed ID tokens (`X-Grafana-Id`): where given, each request must carry one that holds. */
    grafana_id: z
      .strictObject({
        /** Such as `https://grafana.example.com/api/signing-keys/keys`. */
        jwks_url: z.url({ protocol: /^https?$/ }),
        /** Only users of this organisation. */
        org_id: z.number().int().min(1).default(1),
        /** `iss` of the tokens, where it is to be checked. */
        issuer: z.string().min(1).optional(),
      })
      .optional(),
    /** Requests a minute, by token or else by address. */
    requests_per_minute: z.number().int().min(1).default(6_000),
    /** Figures of the last so many days are kept in memory, 70 bytes a flow and 21 a state; older ones are read when asked for. */
    figure_days: z.number().int().min(1).default(95),
  })
  .refine(
    ({ viewer_token, operator_token, admin_token }) => viewer_token ?? operator_token ?? admin_token,
    'give at least one of viewer_token, operator_token, admin_token, or each as `…_token_file`',
  );
export type ApiConfig = z.output<typeof apiConfig>;
