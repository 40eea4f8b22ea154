import type { MessagePort } from 'node:worker_threads';
import { packError, ready, type Answer } from './answers.ts';

/** Where a thread gets its jobs. */
export type JobPort = MessagePort;

/**
 * Does the jobs that a {@link ThreadPool} sends to `port`.
 *
 * @param perform for a job and where to put memory that is to move to the main thread instead of being copied
 */
export function serveJobs(port: JobPort, perform: (job: never, moved: ArrayBuffer[]) => unknown): void {
  port.on('message', (job) => {
    const moved: ArrayBuffer[] = [];
    const answer = async (): Promise<Answer<unknown>> => {
      try {
        return { result: await perform(job as never, moved) };
      } catch (error) {
        return { failure: packError(error) };
      }
    };
    void answer().then((message) => {
      port.postMessage(message, moved);
    });
  });
  port.postMessage(ready);
}
