import { X509Certificate } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import type { Credentials } from '../base/credentials.ts';
import { RenderError } from '../base/errors.ts';
import { readBounded } from '../base/files/bounded.ts';
import type { Log } from '../base/log.ts';
import { printable } from '../base/printable.ts';
import type { Clock } from '../base/waiting.ts';
import { countAgents, type AgentCount } from './agents.ts';
import { checkSupported } from './supported.ts';
import { ManagerClient } from './api/client.ts';
import type { Resources } from './api/schema.ts';
import type { Proxy } from './api/proxy.ts';
import { Outages } from './tasks/outages.ts';

/** Where the Manager is, how to be let in, and how to know that it is the right one. */
export interface FarmAddress extends Credentials {
  url: URL;
  /** PEM text, or a file's name. */
  caCert?: string | undefined;
  serverName?: string | undefined;
  insecure: boolean;
  /** Undefined: straight to the Manager. */
  proxy?: Proxy | undefined;
}

/**
 * The Manager, whatever the state of its farm. To be closed.
 * @param rateWindowMs in which 1 kB a second has to move, of whatever is on its way
 * @throws RenderError `settings` for a CA that is none.
 */
export async function connectManager(address: FarmAddress, rateWindowMs?: number): Promise<ManagerClient> {
  const { url, username, password, caCert, serverName, insecure, proxy } = address;
  const caPem = caCert === undefined ? undefined : await readCa(caCert);
  return new ManagerClient({
    ...{ url, username, password, proxy },
    trust: { caPem, serverName, insecure },
    ...(rateWindowMs && { rateWindowMs }),
  });
}

/** What a Manager says of its farm. */
export interface FarmFacts {
  blenderVersion: string;
  agents: AgentCount;
  /** How long one request took. */
  latencyMs: number;
}

/** How long the first Agent of a farm may take that was just started. */
const agentStartMs = 30_000;
/** How long its Manager may: pauses grow, and with less the last try would come long before half a minute. */
const managerStartMs = 40_000;

/** Checks that the farm can render, before a byte of the project is sent. @throws RenderError when it cannot. */
export async function checkFarm(
  client: ManagerClient,
  options: {
    log: Log;
    cancelled: AbortSignal;
    patienceMs: number;
    /** Render with a Blender that BlendNet's Agents are known to hang with. */
    allowUnsupportedBlender: boolean;
    clock?: Clock;
  },
): Promise<FarmFacts> {
  const { log, cancelled, patienceMs, clock } = options;
  const onNotice = (text: string): void => {
    log.warning(text);
  };
  const outages = new Outages({ patienceMs: Math.min(managerStartMs, patienceMs), signal: cancelled, onNotice, clock });
  const info = await outages.outlast(() => client.info(cancelled));
  checkSupported(info, client.origin, options);
  // The second request tells: the first one pays for a full handshake and for code that has never run, ten times as much.
  let latencyMs = 0;
  const look = async (): Promise<Resources> => {
    const startedAtMs = performance.now();
    const resources = await client.resources(cancelled);
    latencyMs = performance.now() - startedAtMs;
    return resources;
  };
  const resources = await outages.outlast(look);
  const blenderVersion = printable(info.blender.version_string, 40);
  log.info(`Manager: ${client.origin}`);
  log.info(`Blender: ${blenderVersion}`);
  const agents = await countAgents(resources, {
    look: () => outages.outlast(look),
    log,
    cancelled,
    patienceMs: Math.min(agentStartMs, patienceMs),
    clock,
  });
  return { blenderVersion, agents, latencyMs };
}

/** PEM text as it is; anything else is a file's name. */
/** A system's whole bundle of certificates is a tenth of it. */
const maxCaBytes = 2_000_000;

async function readCa(textOrPath: string): Promise<string> {
  let pem = textOrPath;
  if (!pem.includes('-----BEGIN')) {
    try {
      // Links are followed: certificates are often kept so.
      pem = await readBounded(await realpath(textOrPath.trim()), maxCaBytes);
    } catch (cause) {
      // Not quoted: it may be a key or a password that was meant for elsewhere.
      throw new RenderError('settings', 'ca-cert is neither PEM text nor a file that can be read.', {
        cause,
        hint: 'Give the text of the farm’s ca.crt, or the name of that file.',
      });
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
