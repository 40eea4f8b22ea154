import { each } from '../../base/each.ts';
import { endOf, type FrameEnd } from '../../frames/end.ts';
import type { KeyedPlan } from '../../frames/plan.ts';
import { renderFrame, type FramePolicy, type FrameTools } from './frame.ts';

/** Frames under way, most of them waiting on the farm: enough that it never waits for one, and soon removed. */
const framesAtOnce = 32;

/**
 * Renders frames as a pipeline: one is staged while the farm renders another and a third comes home.
 * @param stopOthers ends everything that is under way; the policy's signal follows it.
 * @throws what is a bug of ours, when all have ended
 */
export async function renderFrames(
  plans: AsyncIterable<KeyedPlan>,
  tools: FrameTools,
  policy: FramePolicy,
  { onEnd, stopOthers }: { onEnd: (end: FrameEnd) => Promise<void>; stopOthers: () => void },
): Promise<void> {
  await each(plans, framesAtOnce, async (plan) => {
    try {
      await onEnd(await endOf(plan.frame, () => renderFrame(plan, tools, policy)));
    } catch (error) {
      // The others would only meet it, too.
      stopOthers();
      throw error;
    }
  });
}
