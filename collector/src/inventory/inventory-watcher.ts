import { watch, type FSWatcher } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SourceError } from '../config/source-error.ts';
import type { FieldInventory } from './field-inventory.ts';
import { loadInventory } from './load-inventory.ts';

/** What the watcher is given. */
export interface InventoryWatcherSettings {
  readonly path: string;
  readonly defaultSite: string;
  /** The text that is in use; only another one is loaded. */
  readonly text: string;
  /** How long a file must be left alone before it is read, ms: editors and copies write in pieces. */
  readonly debounceMs: number;
  readonly onInventory: (inventory: FieldInventory) => void;
  /** The file cannot be used; what was loaded before stays in use. */
  readonly onErrors: (errors: readonly SourceError[]) => void;
}

/** Loads an inventory again when its file changes, for good or bad. */
export class InventoryWatcher {
  readonly #settings: InventoryWatcherSettings;
  readonly #watcher: FSWatcher;
  #text: string;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(settings: InventoryWatcherSettings) {
    this.#settings = settings;
    this.#text = settings.text;
    // The directory, not the file: editors, `mv` and mounted ConfigMaps replace files rather than write to them.
    this.#watcher = watch(dirname(settings.path), () => this.#soon());
    this.#watcher.on('error', (error) => this.#fail(error));
    this.#watcher.unref();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#watcher.close();
  }

  #soon(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), this.#settings.debounceMs);
    this.#timer.unref();
  }

  #fail(error: unknown): void {
    const { path: file } = this.#settings;
    const problem = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    this.#settings.onErrors([{ file, line: 1, column: 1, path: '', problem, fix: 'put the file back' }]);
  }

  async #load(): Promise<void> {
    const { path: file, defaultSite, onInventory, onErrors } = this.#settings;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (!this.#closed) this.#fail(error);
      return;
    }
    if (this.#closed || text === this.#text) return;
    this.#text = text;
    const loaded = loadInventory({ file, text, defaultSite });
    if (loaded.ok) onInventory(loaded.value);
    else onErrors(loaded.error);
  }
}
