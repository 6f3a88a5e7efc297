import { describeSignalLog } from './contract.ts';
import { MemoryLog } from './memory-log.ts';

describeSignalLog('the memory log', {
  open: async () => new MemoryLog(),
  reopen: null,
  dispose: async () => undefined,
});
