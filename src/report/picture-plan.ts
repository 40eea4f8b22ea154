import { decidingPictureOf, mainPictureOf, stateOf } from './frame-state.ts';
import { isWrong, severityOf } from './states.ts';
import type { DisplayPicture } from '../compare/comparison.ts';
import type { FrameReport, PictureReport } from './model.ts';
import type { PictureRole } from './page-model.ts';

/** A picture that should be in the page. */
export interface PlannedPicture {
  picture: PictureReport;
  role: PictureRole;
  read: () => Promise<DisplayPicture | undefined>;
}

/** One small picture of each frame, the frames to review first. */
export function planThumbnails(frames: FrameReport[]): PlannedPicture[] {
  return worstFirst(frames).flatMap((frame) => {
    const picture = mainPictureOf(frame);
    const read = picture?.readThumbnail;
    return picture && read ? [{ picture, role: 'thumbnail' as const, read }] : [];
  });
}

/**
 * What is shown in full, the most wanted first: frames to review, then pictures that nobody has seen before, then those
 * within tolerance. Pictures that are the same as their baseline are not: everybody has them already.
 */
export function planFullPictures(frames: FrameReport[]): PlannedPicture[] {
  const sorted = worstFirst(frames);
  const review = sorted.filter((frame) => isWrong(stateOf(frame)));
  const unseen = sorted.filter((frame) => ['new', 'rendered', 'reused'].includes(stateOf(frame)));
  const tolerated = sorted.filter((frame) => stateOf(frame) === 'within-tolerance');
  // First what decides about each frame, then the other results, such as a preview beside the composed picture.
  const first = [...review, ...unseen].flatMap((frame) => decidingPictureOf(frame) ?? []);
  const second = review.flatMap(({ pictures }) =>
    pictures.filter(({ comparison }) => comparison !== undefined && isWrong(comparison.verdict)),
  );
  const third = [...tolerated, ...review, ...unseen].flatMap((frame) => frame.pictures);
  return [...new Set([...first, ...second, ...third])].flatMap(planRoles);
}

/** The candidates of frames without a thumbnail that are in the page nowhere yet; used as they are when small. */
export function planSmallCandidates(frames: FrameReport[]): PlannedPicture[] {
  return frames.flatMap((frame) => {
    const picture = mainPictureOf(frame);
    const read = picture?.readCandidate;
    return picture && read && !picture.readThumbnail ? [{ picture, role: 'candidate' as const, read }] : [];
  });
}

function planRoles(picture: PictureReport): PlannedPicture[] {
  const { readCandidate, readBaseline, readDifference } = picture;
  return [
    ...(readCandidate ? [{ picture, role: 'candidate' as const, read: readCandidate }] : []),
    ...(readBaseline ? [{ picture, role: 'baseline' as const, read: readBaseline }] : []),
    ...(readDifference ? [{ picture, role: 'difference' as const, read: readDifference }] : []),
  ];
}

function worstFirst(frames: FrameReport[]): FrameReport[] {
  return frames.toSorted((a, b) => severityOf(stateOf(a)) - severityOf(stateOf(b)));
}
