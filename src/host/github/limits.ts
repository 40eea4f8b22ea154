/** What GitHub shows of a step: 10 annotations of a level; one is kept for the failure itself. */
export const maxAnnotations = 9;
/** A longer job summary is dropped whole. */
export const maxSummaryBytes = 1024 * 1024;
