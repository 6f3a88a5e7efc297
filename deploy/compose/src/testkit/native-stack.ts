import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { mountsOf, type ComposeFile, type Service } from '../compose-file.ts';

/** Where a container's absolute paths begin that configuration and commands name. */
const CONTAINER_PATH = /(?<![\w./:])\/(?:etc|run|var|prometheus|alertmanager|mosquitto)(?=\/|\b)/g;

/**
 * The services of a compose file as processes of this machine: each has a folder that stands for its root, the files that it
 * mounts in it, and a loopback port for every port that it listens on.
 */
export class NativeStack {
  readonly #file: ComposeFile;
  readonly #root: string;
  readonly #folder: string;
  readonly #ports: ReadonlyMap<string, number>;

  /** `ports`: a free port for each `service:port`. */
  constructor(file: ComposeFile, root: string, folder: string, ports: ReadonlyMap<string, number>) {
    this.#file = file;
    this.#root = root;
    this.#folder = folder;
    this.#ports = ports;
    for (const name of Object.keys(file.services)) this.#mount(name);
  }

  port(service: string, port: number): number {
    const mapped = this.#ports.get(`${service}:${port}`);
    if (mapped === undefined) throw new Error(`no port for ${service}:${port}`);
    return mapped;
  }

  /** A text of a service's configuration or command, with paths and addresses of this machine. */
  translate(name: string, text: string): string {
    const own = (port: string): string => String(this.#ports.get(`${name}:${port}`) ?? port);
    return text
      .replace(CONTAINER_PATH, (path) => join(this.#home(name), path))
      .replace(/\b([a-z]+):(\d{4,5})\b/g, (whole, service: string, port: string) =>
        this.#ports.has(`${service}:${port}`) ? `127.0.0.1:${this.#ports.get(`${service}:${port}`)}` : whole,
      )
      .replace(
        /0\.0\.0\.0(:|, port: )(\d+)/g,
        (_whole, between: string, port: string) => `127.0.0.1${between}${own(port)}`,
      )
      .replace(/(port[=])(\d+)/g, (_whole, key: string, port: string) => `${key}${own(port)}`)
      .replace(/^listener (\d+)/gm, (_whole, port: string) => `listener ${own(port)} 127.0.0.1`)
      .replaceAll('0.0.0.0', '127.0.0.1');
  }

  /** The command of a service, translated. */
  commandOf(name: string): string[] {
    return this.#service(name).command.map((word) => this.translate(name, word));
  }

  /** The whole start command of a service that names its own entrypoint, translated. */
  startOf(name: string): string[] {
    const { entrypoint = [], command } = this.#service(name);
    return [...entrypoint, ...command].map((word) => this.translate(name, word));
  }

  /** A path in a service's container. */
  path(name: string, path: string): string {
    return this.translate(name, path);
  }

  #service(name: string): Service {
    const service = this.#file.services[name];
    if (service === undefined) throw new Error(`no service ${name}`);
    return service;
  }

  #home(name: string): string {
    return join(this.#folder, name);
  }

  /** Files are copied, since what they say is translated; a volume is one folder for all who mount it. */
  #mount(name: string): void {
    for (const { source, target, isFile } of mountsOf(this.#service(name))) {
      const to = join(this.#home(name), target);
      if (isFile) this.#copy(name, join(this.#root, source), to);
      else this.#link(source, to);
    }
  }

  #link(volume: string, to: string): void {
    const shared = join(this.#folder, 'volumes', volume);
    mkdirSync(shared, { recursive: true });
    // Servers that are started as root write as their own user.
    chmodSync(shared, 0o777);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(shared, to);
  }

  #copy(name: string, from: string, to: string): void {
    mkdirSync(dirname(to), { recursive: true });
    if (!statSync(from).isDirectory())
      return writeFileSync(to, this.translate(name, readFileSync(from, 'utf8')));
    for (const entry of readdirSync(from)) cpSync(join(from, entry), join(to, entry), { recursive: true });
  }
}
