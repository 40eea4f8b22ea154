import pLimit from 'p-limit';
import { RenderError } from '../errors.ts';
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
 * does not stop the others, unless `failFast`.
 * @param stopOthers ends everything that is under way; the context's signal follows it.
 */
export async function renderFrames(
  context: Omit<FrameContext, 'slots'>,
  plans: FramePlan[],
  options: FramesOptions,
  stopOthers: (reason: RenderError) => void,
): Promise<FrameEnd[]> {
  const slots = { digest: pLimit(digestedAtOnce), stage: pLimit(stagedAtOnce), collect: pLimit(collectedAtOnce) };
  const frameSlots = pLimit(framesAtOnce);
  let bug: unknown;
  const render = async (plan: FramePlan): Promise<FrameEnd> => {
    const { frame } = plan;
    try {
      return { frame, done: await renderFrame({ ...context, slots }, plan) };
    } catch (error) {
      const failed = asFailure(error);
      if (failed !== undefined) {
        if (options.failFast && !context.signal.aborted) {
          stopOthers(new RenderError('cancelled', `Stopped, because frame ${frame} failed and fail-fast is set.`));
        }
        return { frame, failed };
      }
      // No failure of a frame, such as a full disk: the others would only meet it, too.
      bug ??= error;
      const reason = new RenderError('cancelled', 'Stopped, because the run cannot go on.', { cause: error });
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

function asFailure(error: unknown): FrameFailure | undefined {
  if (error instanceof FrameFailure) return error;
  return error instanceof RenderError ? new FrameFailure(error) : undefined;
}
