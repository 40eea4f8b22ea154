import { printable } from '../base/printable.ts';
import type { ReadScene } from '../project/blend/scene.ts';
import type { RenderConfiguration } from './plan.ts';

/** Something to say of a scene before it is rendered. */
export interface SceneRemark {
  level: 'warning' | 'notice';
  title: string;
  message: string;
}

/** How the scene is rendered. */
export interface RemarkContext {
  configuration: RenderConfiguration;
  isFarm: boolean;
}

/** What of a scene comes out otherwise than it was saved, each said once. */
export function remarkOnScene(scene: ReadScene, context: RemarkContext): SceneRemark[] {
  const isFarmLike = context.configuration.like === 'farm';
  return [...remarkOnEditMode(scene.details.inEditMode), ...(isFarmLike ? remarkOnFarm(scene, context) : [])];
}

function remarkOnEditMode(names: readonly string[]): SceneRemark[] {
  return names.map((name) => ({
    level: 'warning',
    title: 'Edit mode',
    message: `The mesh "${printable(name, 80)}" was saved in edit mode: rendered without a window, its modifiers and shape keys come out otherwise. Leave edit mode (Tab) and save.`,
  }));
}

/** What an Agent and the Manager switch, whatever was saved. */
function remarkOnFarm({ details, sequencer, compositing }: ReadScene, context: RemarkContext): SceneRemark[] {
  const { configuration, isFarm } = context;
  const wayOut = `${isFarm ? 'manager-url: local' : 'render-like: saved'} renders what was saved.`;
  const usesCompositor = configuration.compositing !== false;
  const { denoising, adaptiveSampling, compositorNodes, fileOutputs, outputColours } = details;
  const without = [...(denoising ? ['denoiser'] : []), ...(adaptiveSampling ? ['adaptive sampling'] : [])];
  const warnings = [
    ...(sequencer ? ["A farm leaves out the sequencer's strips and renders the scene itself."] : []),
    ...(usesCompositor && compositorNodes && !compositing
      ? ['The compositor is switched off, and a farm uses its nodes all the same, unless compositing is false.']
      : []),
    ...(usesCompositor && fileOutputs.length > 0
      ? [`A farm does not bring home the files of File Output nodes (${listNames(fileOutputs)}).`]
      : []),
    ...(outputColours === undefined
      ? []
      : [`A farm loses the colour space set for the output (${printable(outputColours, 40)}).`]),
  ];
  return [
    ...warnings.map((message) => ({
      level: 'warning' as const,
      title: 'Not as saved',
      message: `${message} ${wayOut}`,
    })),
    ...(without.length === 0
      ? []
      : [
          {
            level: 'notice' as const,
            title: 'Not as saved',
            message: `A farm renders without ${without.join(' and ')}, which the scene has on. ${wayOut}`,
          },
        ]),
  ];
}

const maxNames = 5;

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map((name) => printable(name, 40));
  return [...shown, ...(names.length > maxNames ? ['…'] : [])].join(', ');
}
