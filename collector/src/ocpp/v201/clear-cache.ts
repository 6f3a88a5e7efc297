import { command } from '../command.ts';
import { EMPTY } from '../schema.ts';

/** ClearCache (OCPP 2.0.1 use case C11) → `command`. */
export const clearCache = command({ action: 'ClearCache', request: EMPTY });
