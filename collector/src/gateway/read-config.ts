import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { failed, ok, permanent } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { gatewayConfigSchema } from './config.ts';
import type { GatewayConfig } from './config.ts';

/** Holds the gateway's configuration as JSON when no file is named. */
export const CONFIG_VARIABLE = 'FIRSTCHARGE_GATEWAY_CONFIG';

/** Reads the configuration from the JSON file named first in `args`, else from the environment. */
export async function readGatewayConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<GatewayConfig>> {
  const file = args[0];
  try {
    const text = file === undefined ? env[CONFIG_VARIABLE] : await readFile(file, 'utf8');
    if (text === undefined) {
      return failed(permanent(`no configuration: name a JSON file, or set ${CONFIG_VARIABLE}`));
    }
    const parsed = gatewayConfigSchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : failed(permanent(z.prettifyError(parsed.error)));
  } catch (error) {
    return failed(
      permanent(`gateway configuration: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
}
