/** What GitHub shows of a step: 10 annotations of a level; one is kept for the failure itself. */
export const maxAnnotations = 9;
/** Longer ones are cut by GitHub, at 4,096 characters and 255. */
export const maxAnnotationText = 4000;
export const maxAnnotationTitle = 200;
/** A longer job summary is dropped whole. */
export const maxSummaryBytes = 1024 * 1024;

/** GitHub takes 1 MB of outputs from a job. */
export const maxOutput = 900_000;
