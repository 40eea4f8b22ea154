import { dirname } from 'node:path';
import { messageOf, RenderError } from '../../base/errors.ts';
import type { ArtifactOptions, ArtifactStore, StoredArtifact } from '../host.ts';

/** The artifact service of this run, or undefined where there is none (GHES, act, other runners). */
export async function openArtifactStore(env: NodeJS.ProcessEnv, runUrl: string): Promise<ArtifactStore | undefined> {
  if (!env['ACTIONS_RESULTS_URL'] || !env['ACTIONS_RUNTIME_TOKEN']) return undefined;
  // 4.6 MB of Azure and protobuf code that only uploading needs.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const upload = async (
    name: string,
    files: string[],
    directory: string,
    options: ArtifactOptions & { skipArchive?: boolean },
  ): Promise<StoredArtifact> => {
    try {
      const { id } = await client.uploadArtifact(name, files, directory, options);
      return { name, ...(id === undefined ? {} : { url: `${runUrl}/artifacts/${id}` }) };
    } catch (error) {
      const what = name === '' ? (files[0] ?? '') : name;
      throw new RenderError('rejected', `GitHub does not take the artifact ${what}: ${messageOf(error)}`, {
        cause: error,
        hint: /conflict|already exists/i.test(messageOf(error))
          ? 'Artifact names are unique in a run: give each job of a matrix its own artifact-name.'
          : 'The files are in output-directory; a re-run takes finished frames from the farm.',
      });
    }
  };
  return {
    store: upload,
    storeFile: (file, options) => upload('', [file], dirname(file), { ...options, skipArchive: true }),
  };
}
