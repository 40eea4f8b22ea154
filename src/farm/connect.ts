import { readFile } from 'node:fs/promises';
import { randomBytes, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { countAgents } from './agents.ts';
import { RenderError } from '../base/errors.ts';
import type { Host } from '../host/host.ts';
import { ManagerClient } from './api/client.ts';
import { printable } from '../base/printable.ts';
import type { Settings } from '../settings/settings.ts';

type Address = ConstructorParameters<typeof ManagerClient>[0];

interface Local {
  address: Address;
  stop: () => Promise<void>;
}

/** A farm that is there, lets us in, and can render. */
export interface Farm {
  client: ManagerClient;
  /** As people know it: the Manager's address, or `local`. */
  name: string;
  blenderVersion: string;
  activeAgents: number;
  /** How long one request took. */
  latencyMs: number;
  close(): Promise<void>;
}

/** The Manager, whatever the state of its farm. To be closed. */
export async function connectManager(settings: Settings): Promise<ManagerClient> {
  return new ManagerClient(await managerAddress(settings));
}

/** Connects to the Manager, or starts the local farm, and checks that it can render, before a byte of the project is sent. */
export async function openFarm(settings: Settings, host: Host): Promise<Farm> {
  if (settings.insecure && settings.managerUrl instanceof URL) {
    host.log.warning(
      'insecure: the certificate is not checked, and whoever answers gets the password. Prefer ca-cert.',
    );
  }
  const local = settings.managerUrl === 'local' ? await startLocal(settings, host) : undefined;
  const client = local === undefined ? await connectManager(settings) : new ManagerClient(local.address);
  const close = async (): Promise<void> => {
    try {
      await client.close();
    } finally {
      await local?.stop();
    }
  };
  try {
    return {
      client,
      name: local === undefined ? client.origin : 'local',
      ...(await check(client, settings, host)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function check(
  client: ManagerClient,
  settings: Settings,
  host: Host,
): Promise<Pick<Farm, 'blenderVersion' | 'activeAgents' | 'latencyMs'>> {
  const info = await client.info(host.cancelled);
  // The second request tells: the first one pays for a full handshake and for code that has never run, ten times as much.
  const startedAtMs = performance.now();
  const resources = await client.resources(host.cancelled);
  const latencyMs = performance.now() - startedAtMs;
  const blenderVersion = printable(info.blender.version_string, 40);
  host.log.info(`Manager: ${client.origin}`);
  host.log.info(`Blender: ${blenderVersion}`);
  const activeAgents = await countAgents(client, resources, host, settings.stallTimeout * 60_000);
  return { blenderVersion, activeAgents, latencyMs };
}

async function managerAddress(settings: Settings): Promise<Address> {
  if (!(settings.managerUrl instanceof URL)) {
    throw new RenderError('settings', 'manager-url is given but empty.', {
      hint: 'Secrets are empty in pull requests from forks; set without-manager: skip to leave those out, or drop manager-url to render locally.',
    });
  }
  return {
    url: settings.managerUrl,
    username: settings.username,
    password: settings.password,
    trust: {
      caPem: settings.caCert === undefined ? undefined : await readCa(settings.caCert),
      serverName: settings.serverName,
      insecure: settings.insecure,
    },
  };
}

/** PEM text as it is; anything else is a file's name. */
async function readCa(textOrPath: string): Promise<string> {
  let pem = textOrPath;
  if (!pem.includes('-----BEGIN')) {
    try {
      pem = await readFile(textOrPath.trim(), 'utf8');
    } catch (cause) {
      throw new RenderError(
        'settings',
        `ca-cert: "${printable(textOrPath, 100)}" is neither PEM text nor a file that can be read.`,
        {
          cause,
        },
      );
    }
  }
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) {
    throw new RenderError('settings', 'ca-cert holds no certificate (no "-----BEGIN CERTIFICATE-----").', {
      hint: 'Use the farm’s ca.crt, not its key.',
    });
  }
  for (const certificate of certificates) {
    try {
      new X509Certificate(certificate);
    } catch (cause) {
      throw new RenderError('settings', 'ca-cert holds a certificate that cannot be read.', {
        cause,
        hint: 'Give the text of ca.crt whole, line breaks included; a secret keeps them when it is pasted as it is.',
      });
    }
  }
  return pem;
}

async function startLocal(settings: Settings, host: Host): Promise<Local> {
  const { startLocalFarm } = await import('../local/farm/farm.ts');
  const username = 'local';
  const password = randomBytes(24).toString('base64url');
  host.mask(password);
  const { url, stop } = await startLocalFarm({
    stateDirectory: join(host.stateDirectory, 'local-farm'),
    orNextFree: true,
    // What a run that was killed left waiting nobody wants any more, and it would keep this run waiting.
    resume: false,
    blender: settings.blender,
    environment: host.environment,
    username,
    password,
    log: (line: string) => {
      host.log.detail(`local farm: ${printable(line)}`);
    },
  });
  return { address: { url: new URL(url), username, password, trust: {} }, stop };
}
