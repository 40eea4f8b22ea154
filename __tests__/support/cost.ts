/** CPU milliseconds that work takes. Other processes add nothing to them, as they do to time by the clock. */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
