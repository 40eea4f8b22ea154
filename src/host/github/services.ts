/**
 * Whether GitHub itself runs the server: GitHub's packages for artifacts refuse every other by its name, and Enterprise
 * Server, Gitea and Forgejo are others.
 */
export function isGitHubCloud(env: NodeJS.ProcessEnv): boolean {
  const url = env['GITHUB_SERVER_URL'] || 'https://github.com';
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'github.com' || hostname.endsWith('.ghe.com') || hostname.endsWith('.localhost');
}
