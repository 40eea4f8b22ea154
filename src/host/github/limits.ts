/** What GitHub shows of a step: 10 annotations of a level; one is kept for the failure itself. */
export const maxAnnotations = 9;
/** Longer ones are cut by GitHub, at 4,096 characters and 255. */
export const maxAnnotationText = 4000;
export const maxAnnotationTitle = 200;
/** A longer job summary is dropped whole. */
export const maxSummaryBytes = 1024 * 1024;

/** GitHub takes 1 MB of outputs from a job. */
export const maxOutput = 900_000;

/** Characters of a comment, a check's summary has one less. */
export const maxCommentLength = 65_536;
/** What a check takes in one request; and more than anybody reads. */
export const annotationsAtOnce = 50;
export const maxCheckAnnotations = 500;
