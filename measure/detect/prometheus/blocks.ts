import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BUFFER_CHARACTERS = 1 << 22;
/** Longer than any run: one block a file. */
const LONGEST_BLOCK = '1536h';

/** OpenMetrics text with timestamps on its way into a block; promtool maps its input into memory, so it is a file. */
export class BlockFile {
  readonly #path: string;
  readonly #file: number;
  #buffer = '';
  samples = 0;

  constructor(folder: string, name: string) {
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, `${name}.txt`);
    this.#file = openSync(this.#path, 'w');
  }

  write(text: string, samples: number): void {
    this.samples += samples;
    this.#buffer += text;
    if (this.#buffer.length > BUFFER_CHARACTERS) this.#flush();
  }

  /** Makes the block in `data` and removes the text. Throws with what promtool says where it cannot. */
  async toBlock(data: string): Promise<void> {
    this.write('# EOF\n', 0);
    this.#flush();
    closeSync(this.#file);
    if (this.samples > 0) await makeBlock(this.#path, data);
    rmSync(this.#path);
  }

  #flush(): void {
    let bytes = Buffer.from(this.#buffer);
    this.#buffer = '';
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#file, bytes));
  }
}

async function makeBlock(text: string, data: string): Promise<void> {
  mkdirSync(data, { recursive: true });
  const args = [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    '--quiet',
    `--max-block-duration=${LONGEST_BLOCK}`,
  ];
  const promtool = spawn('promtool', [...args, text, data], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  promtool.stderr.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-2000)));
  const [code]: unknown[] = await once(promtool, 'exit');
  if (code !== 0) throw new Error(`promtool could not make a block: ${said.trim()}`);
}
