import { startScriptedManager, type ScriptedManager } from '../../__tests__/support/scripted-manager.ts';
import type { ManagerFigures, ManagerOptions } from './manager.ts';

/* Runs a scripted Manager in a process of its own. Messages in: options (start anew), or 'figures'. */

let manager: ScriptedManager | undefined;

async function open({ renderSteps = 1, ...options }: ManagerOptions): Promise<{ url: string; caPem: string }> {
  await manager?.stop();
  manager = await startScriptedManager({
    ...options,
    tls: true,
    username: 'None',
    password: 'None',
    keepUploads: false,
    script: () => ({ outcome: 'complete', renderSteps }),
  });
  return { url: manager.url, caPem: manager.caPem };
}

function takeFigures(): ManagerFigures {
  const { requests, bytesReceived, violations } = manager!;
  const polls = requests.filter(({ path }) => path === '/api/v1/task').length;
  // On a busy machine the answer to a head may come too late: that costs bytes, which are counted, and is no mistake.
  const mistakes = violations.filter(({ kind }) => kind !== 'wasted-body').map(({ detail }) => detail);
  return { requests: requests.length, polls, bytesReceived, violations: mistakes };
}

process.on('message', (message: ManagerOptions | 'figures') => {
  void (async () => {
    process.send!(message === 'figures' ? takeFigures() : await open(message));
  })();
});
