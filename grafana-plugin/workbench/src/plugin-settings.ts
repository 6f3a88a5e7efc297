import { z } from 'zod';

/** A change as Grafana's own configuration pages send it; secrets go in and never come out. */
export const settingsChange = z.object({
  enabled: z.boolean().optional(),
  pinned: z.boolean().optional(),
  jsonData: z.record(z.string(), z.unknown()).optional(),
  secureJsonData: z.record(z.string(), z.string()).optional(),
});
export type SettingsChange = z.infer<typeof settingsChange>;

/** Settings of the plugin, kept in memory. `secrets` stay here: browsers learn only which of them are set. */
export class PluginSettings {
  enabled = true;
  pinned = true;
  jsonData: Record<string, unknown>;
  readonly secrets: Record<string, string>;

  constructor(jsonData: Record<string, unknown>, secrets: Record<string, string>) {
    this.jsonData = jsonData;
    this.secrets = { ...secrets };
  }

  change({ enabled, pinned, jsonData, secureJsonData }: SettingsChange): void {
    this.enabled = enabled ?? this.enabled;
    this.pinned = pinned ?? this.pinned;
    this.jsonData = jsonData ?? this.jsonData;
    Object.assign(this.secrets, secureJsonData);
  }

  /** What may be seen by a browser. */
  shown(): Record<string, unknown> {
    const set = Object.entries(this.secrets).filter(([, secret]) => secret !== '');
    return {
      enabled: this.enabled,
      pinned: this.pinned,
      jsonData: this.jsonData,
      secureJsonFields: Object.fromEntries(set.map(([name]) => [name, true])),
    };
  }
}
