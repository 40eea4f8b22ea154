import pLimit from 'p-limit';
import { isRenderError, RenderError } from '../../base/errors.ts';
import { Diagnoser } from './diagnose.ts';
import { explainFileError } from '../../base/files/errors.ts';
import { FrameFailure, renderFrame, type FrameContext, type FrameDone } from './frame.ts';
import type { FramePlan } from './plan.ts';

/** How one frame ended: done, or why not. */
export type FrameEnd = { frame: number; done: FrameDone } | { frame: number; failed: FrameFailure };

/** Frames under way, most of them waiting on the farm: as many as a cancelled run can still remove. */
const framesAtOnce = 200;
/** Of these, how many are digested, staged and brought home at a time. */
const digestedAtOnce = 2;
const stagedAtOnce = 4;
const collectedAtOnce = 8;

export interface FramesOptions {
  failFast: boolean;
  onEnd: (end: FrameEnd) => void;
}

/**
 * Renders frames as a pipeline: one is staged while the farm renders another and a third comes home. One frame failing
 * does not stop the others, unless `failFast`, or when the farm is gone.
 * @param stopOthers ends everything that is under way, if it has not been ended yet; the context's signal follows it.
 */
export async function renderFrames(
  context: Omit<FrameContext, 'slots' | 'diagnoser'>,
  plans: FramePlan[],
  options: FramesOptions,
  stopOthers: (reason: RenderError) => void,
): Promise<FrameEnd[]> {
  const slots = { digest: pLimit(digestedAtOnce), stage: pLimit(stagedAtOnce), collect: pLimit(collectedAtOnce) };
  const diagnoser = new Diagnoser(context.client);
  const frameSlots = pLimit(framesAtOnce);
  let bug: unknown;
  const render = async (plan: FramePlan): Promise<FrameEnd> => {
    const { frame } = plan;
    try {
      return { frame, done: await renderFrame({ ...context, slots, diagnoser }, plan) };
    } catch (thrown) {
      const error = explainFileError(thrown);
      const failed = asFailure(error);
      if (failed !== undefined) {
        const { failure } = failed;
        if (error !== thrown || isOfTheFarm(failure)) stopOthers(failure);
        else if (options.failFast) stopOthers(stoppedBy(frame, failure));
        return { frame, failed };
      }
      // A bug of ours: the others would only meet it, too.
      bug ??= error;
      const reason = new RenderError('cancelled', 'Stopped, because the run cannot go on.');
      stopOthers(reason);
      return { frame, failed: new FrameFailure(reason) };
    }
  };
  const ends = await Promise.all(
    plans.map(async (plan) => {
      const end = await frameSlots(() => render(plan));
      options.onEnd(end);
      return end;
    }),
  );
  if (bug !== undefined) throw bug as Error;
  return ends;
}

/** Whether every other frame would fail for the same reason, each after its own `stall-timeout`. */
function isOfTheFarm(failure: RenderError): boolean {
  return isRenderError(failure, 'unreachable', 'unauthorized', 'protocol', 'no-agents') && failure.frame === undefined;
}

function stoppedBy(frame: number, cause: RenderError): RenderError {
  return new RenderError('cancelled', `Stopped, because frame ${frame} failed and fail-fast is set.`, { cause });
}

function asFailure(error: unknown): FrameFailure | undefined {
  if (error instanceof FrameFailure) return error;
  return error instanceof RenderError ? new FrameFailure(error) : undefined;
}
