import { command } from '../command.ts';
import { EMPTY } from '../schema.ts';

/** ClearCache (OCPP 1.6 §5.4) → `command`. */
export const clearCache = command({ action: 'ClearCache', request: EMPTY });
