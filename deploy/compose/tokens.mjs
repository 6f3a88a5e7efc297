// Writes one random token for each role of the API and a password for Grafana's administrator, once; those of an earlier run stay.
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [folder = '.'] = process.argv.slice(2);
for (const name of ['viewer', 'operator', 'admin', 'grafana-admin']) {
  const path = join(folder, name);
  // Whoever mounts the volume may read them: collector and Grafana run as different users.
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o444 });
}
