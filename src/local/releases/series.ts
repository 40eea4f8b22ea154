/**
 * Series with long-term support, the newest first: two years of patches each. One that the release folder does not have
 * (yet) is passed over.
 */
export const ltsSeries = ['5.2', '4.5', '4.2', '3.6', '3.3', '2.93', '2.83'];
