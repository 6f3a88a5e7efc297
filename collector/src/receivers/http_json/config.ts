import { z } from 'zod';
import { byteSize } from '../../config/byte-size.ts';
import { duration } from '../../config/duration.ts';
import { secret } from '../../config/secret.ts';
import { mappingReference } from '../mapping/mapping-reference.ts';
import { jsonPath } from '../mapping/signal-rule.ts';

const MIB = 1024 * 1024;
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'write the name of an HTTP header');
const longest = byteSize().pipe(
  z
    .int()
    .min(1_024)
    .max(64 * MIB),
);

const listen = z.strictObject({
  /** `host:port`; port 0 takes a free one. */
  endpoint: z.string().regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'must be host:port'),
  tls: z.strictObject({ cert_file: z.string(), key_file: z.string() }).optional(),
  /** Senders must present it as `Authorization: Bearer …`, */
  bearer_token: secret().optional(),
  /** or in a header of their own, */
  header: z.strictObject({ name: headerName, secret: secret() }).optional(),
  /** or sign the body with it. */
  hmac: z
    .strictObject({
      header: headerName,
      secret: secret(),
      algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256'),
      encoding: z.enum(['hex', 'base64']).default('hex'),
      prefix: z.string().max(20).default(''),
    })
    .optional(),
  max_body: longest.default(MIB),
  max_concurrent_requests: z.int().min(1).max(256).default(16),
});

const since = z.strictObject({
  /** Times of the items of a page, from its root; the latest is where the next pull begins. */
  from: jsonPath,
  as: z.enum(['iso', 'epoch_s', 'epoch_ms', 'number']).default('iso'),
  /** How far back the first pull of all goes; of `number` it is the first number. */
  initial: z.union([duration(), z.int()]).default(3_600_000),
});

const pull = z.strictObject({
  /** `{since}` in it is where the pull before came to. */
  url: z.string().regex(/^https?:\/\/[^\s@]+$/, 'write an http or https URL; keys belong under `headers`'),
  /** Its position is kept under this name; default: the path of the URL. */
  name: z.string().min(1).max(100).optional(),
  every: duration().default(60_000),
  timeout: duration().default(30_000),
  /** Between two pages. */
  pause: duration().default(0),
  /** `secret` or `secret_file` each. */
  headers: z.array(z.strictObject({ name: headerName, secret: secret() })).default([]),
  /** Where the next page is: a link in the body, `link` for the header of RFC 8288, or a token for a parameter. */
  next: z
    .strictObject({
      url: jsonPath.optional(),
      link_header: z.boolean().optional(),
      token: jsonPath.optional(),
      parameter: z.string().min(1).optional(),
    })
    .refine(
      ({ url, link_header, token, parameter }) =>
        [url, link_header, token].filter((way) => way !== undefined && way !== false).length === 1 &&
        (token === undefined) === (parameter === undefined),
      'write one of `url`, `link_header: true`, or `token` with `parameter`',
    )
    .optional(),
  since: since.optional(),
  max_pages: z.int().min(1).max(10_000).default(100),
  max_body: longest.default(8 * MIB),
});
export type PullConfig = z.output<typeof pull>;

/** What users write under `receivers: http_json`. */
export const httpJsonConfig = z
  .strictObject({
    /** How paths and bodies become signals. */
    mappings: z.array(mappingReference).min(1),
    /** Take what others send. */
    listen: listen.optional(),
    /** Ask others, again and again. */
    pull: z.array(pull).default([]),
  })
  .refine(
    ({ listen: server, pull: pulls }) => server !== undefined || pulls.length > 0,
    'write `listen`, `pull` or both',
  )
  .superRefine(({ pull: pulls }, context) => {
    const names = pulls.map(pullName);
    pulls.forEach(({ url, since: from }, index) => {
      if (names.indexOf(names[index] ?? '') !== index)
        context.addIssue({
          code: 'custom',
          path: ['pull', index, 'url'],
          message: 'give each pull a `name` of its own',
        });
      if (url.includes('{since}') !== (from !== undefined))
        context.addIssue({
          code: 'custom',
          path: ['pull', index, 'url'],
          message: '`{since}` in the URL goes with `since`',
        });
    });
  });
export type HttpJsonConfig = z.output<typeof httpJsonConfig>;
export type ListenConfig = NonNullable<HttpJsonConfig['listen']>;

/** The path of a URL with its placeholders: what mappings call it. */
export const pathOf = (url: string): string => new URL(url.replaceAll('{since}', '0')).pathname;

export const pullName = ({ name, url }: PullConfig): string => name ?? pathOf(url);
