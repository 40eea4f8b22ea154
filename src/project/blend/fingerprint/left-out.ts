import type { StructType } from '../dna.ts';

/*
 * What a fingerprint leaves out: the one place that says so, with the reason. What is not named here counts. Found by saving
 * the same project again in Blender 3.4, 4.3 and 5.2 and comparing what the files hold, then by rendering both
 * (scripts/check-blend-pictures.ts). What drivers or scripts may read all the same is told by `uncertain.ts`.
 */

/** `view`: it is seen in the viewport or the node editor, and told of on a line of its own; `nothing`: it is not told of. */
export type Effect = 'nothing' | 'view';

export interface LeftOut {
  effect: Effect;
  /** Only these bits of it. */
  bits?: number;
  /** Only where a flag beside it is set: the member that has it, and the bit. */
  where?: readonly [member: string, bit: number];
  /** Only where the struct has this member, too. */
  beside?: string;
  why: string;
}

const runtime = 'worked out by the running program';
const selection = 'selection';
const editor = 'state of an editor';
const view = 'only shown while editing';

const nothing = (why: string, bits?: number): LeftOut => ({ effect: 'nothing', why, ...(bits && { bits }) });
const viewOnly = (bits?: number): LeftOut => ({ effect: 'view', why: view, ...(bits && { bits }) });

/** A texture space, unless it is set by hand. */
const automatic: LeftOut = { ...nothing(runtime), where: ['texflag', 0x1] };

/** By member, in whichever struct it lies. */
const anywhere: Readonly<Record<string, LeftOut>> = {
  prev: nothing('the other direction of a list'),
  last: nothing('the end of a list'),
  runtime: nothing(runtime),
  recalc: nothing(runtime),
  session_uuid: nothing(runtime),
  session_uid: nothing(runtime),
  preview: nothing('a thumbnail'),
  newid: nothing(runtime),
  orig_id: nothing(runtime),
  py_instance: nothing(runtime),
  ui_expand_flag: nothing(editor),
};

/** By `Struct.member`. */
const table: Readonly<Record<string, LeftOut>> = {
  'ID.next': nothing('the order of data-blocks'),
  'ID.us': nothing('how many use it'),
  'ID.tag': nothing(runtime),
  'ID.flag': nothing('fake user'),
  'ID.icon_id': nothing(runtime),
  'ID.recalc_up_to_undo_push': nothing(runtime),
  'ID.recalc_after_undo_push': nothing(runtime),
  'ID.asset_data': nothing('how the asset browser shows it'),
  'ID.library_weak_reference': nothing('where it was appended from'),
  'IDOverrideLibraryProperty.tag': nothing(runtime),
  'IDOverrideLibraryProperty.rna_prop_type': nothing(runtime),
  'IDOverrideLibraryPropertyOperation.tag': nothing(runtime),
  'ID.lib': nothing('the place holder names its library'),
  'Scene.toolsettings': nothing('settings of tools'),
  'Scene.cursor': nothing(editor),
  'Scene.nodetree': {
    ...nothing('the compositor once more, for versions before 5.0'),
    beside: 'compositing_node_group',
  },
  'Scene.customdata_mask': nothing(runtime),
  'Scene.customdata_mask_modal': nothing(runtime),
  'Scene.fps_info': nothing(runtime),
  'Scene.basact': nothing(selection),
  'RenderData.cfra': nothing('the current frame, which the command line sets'),
  'RenderData.subframe': nothing('the current frame, which the command line sets'),
  'SceneEEVEE.light_cache_info': nothing('a message'),
  'SceneEEVEE.light_cache_data': nothing(runtime),
  'ViewLayer.basact': nothing(selection),
  'ViewLayer.stats': nothing(runtime),
  'ViewLayer.drawdata': nothing(runtime),
  'ViewLayer.active_collection': nothing(selection),
  'ViewLayer.active_aov': nothing(selection),
  'ViewLayer.active_lightgroup': nothing(selection),
  'Base.flag': nothing(selection),
  'Base.flag_from_collection': nothing(runtime),
  'Base.flag_legacy': nothing(runtime),
  'Base.lay': nothing(runtime),
  'Base.sx': nothing(runtime),
  'Base.sy': nothing(runtime),
  'LayerCollection.runtime_flag': nothing(runtime),
  'LayerCollection.local_collections_bits': nothing(editor),
  'Object.restore_mode': nothing('the mode before'),
  'Object.flag': nothing(selection, 0x1),
  'Object.base_flag': nothing(selection),
  'Object.base_local_view_bits': nothing(editor),
  'Object.actcol': nothing(selection),
  'Object.actdef': nothing(selection),
  'Object.actfmap': nothing(selection),
  'Object.obmat': nothing(runtime),
  'Object.imat': nothing(runtime),
  'Object.constinv': nothing(runtime),
  // Workbench draws `Object.dt`, 0x1 bounds, 0x40 in front and 0x80 transparency.
  'Object.dtx': viewOnly(0x2 | 0x4 | 0x8 | 0x20 | 0x100),
  'Object.drawtype': viewOnly(),
  'Object.empty_drawsize': viewOnly(),
  'Object.empty_drawtype': viewOnly(),
  'Object.restrictflag': viewOnly(0x3),
  'Object.visibility_flag': viewOnly(0x3),
  'Object.iuser': nothing(runtime),
  'Object.light_linking_runtime': nothing(runtime),
  'Lamp.energy_new': nothing('the power once more, for later versions'),
  'Curve.loc': automatic,
  'Curve.size': automatic,
  'Curve.texflag': nothing('whether it was worked out', 0x2),
  'Mesh.loc': automatic,
  'Mesh.size': automatic,
  'Mesh.texflag': nothing('whether it was worked out', 0x2),
  'Camera.drawsize': viewOnly(),
  'Material.gpumaterial': nothing(runtime),
  'Material.texpaintslot': nothing(runtime),
  'Material.paint_clone_slot': nothing(selection),
  'SubsurfModifierData.levels': viewOnly(),
  'SubsurfModifierData.emCache': nothing(runtime),
  'SubsurfModifierData.mCache': nothing(runtime),
  'ModifierData.error': nothing('a message'),
  'ModifierData.execution_time': nothing(runtime),
  'ModifierData.flag': nothing(selection, 0x4),
  'ModifierData.mode': viewOnly(0x1 | 0x4 | 0x8),
  'Collection.color_tag': viewOnly(),
  'Collection.view_layer': nothing(runtime),
  'Collection.tag': nothing(runtime),
  'Collection.parents': nothing(runtime),
  'Collection.object_cache': nothing(runtime),
  'Collection.flag': viewOnly(0x1 | 0x2 | 0x4),
  'MVert.flag': nothing(selection, 0x1),
  'MEdge.flag': nothing(selection, 0x1),
  'MPoly.flag': nothing(selection, 0x2),
  'Mesh.attributes_active_index': nothing(selection),
  'Mesh.act_face': nothing(selection),
  'Mesh.mselect': nothing(selection),
  'Mesh.totselect': nothing(selection),
  'CustomData.typemap': nothing(runtime),
  'CustomData.maxlayer': nothing(runtime),
  'CustomData.pool': nothing(runtime),
  'CustomDataLayer.offset': nothing(runtime),
  'CustomDataLayer.uid': nothing(runtime),
  'bNode.identifier': nothing(runtime),
  'bNode.locx': viewOnly(),
  'bNode.locy': viewOnly(),
  'bNode.location': viewOnly(),
  'bNode.offsetx': viewOnly(),
  'bNode.offsety': viewOnly(),
  'bNode.width': viewOnly(),
  'bNode.height': viewOnly(),
  'bNode.miniwidth': viewOnly(),
  'bNode.color': viewOnly(),
  'bNode.label': viewOnly(),
  'bNode.ui_order': viewOnly(),
  'bNode.panel_states_array': nothing(editor),
  // 0x40 is the active output, 0x200 muted; 0x4000 the active texture, which Workbench draws.
  'bNode.flag': nothing(
    'selected, collapsed, coloured, shown',
    0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x100 | 0x1000 | 0x78000,
  ),
  'bNodeSocket.flag': nothing('hidden or collapsed', 0x1 | 0x2 | 0x4 | 0x8 | 0x40),
  'bNodeSocket.own_index': nothing(runtime),
  'bNodeSocket.to_index': nothing(runtime),
  'bNodeSocket.stack_index': nothing(runtime),
  'bNodeSocket.locx': nothing(runtime),
  'bNodeSocket.locy': nothing(runtime),
  'bNodeSocket.link': nothing('the link names its sockets'),
  'bNodeSocket.cache': nothing(runtime),
  'bNodeTree.active_viewer_key': nothing(editor),
  'bNodeTree.view_center': nothing(editor),
  'bNodeTree.cur_index': nothing(runtime),
  'bNodeTree.is_updating': nothing(runtime),
  'bNodeTree.changed_flag': nothing(runtime),
  'bNodeTree.execdata': nothing(runtime),
  'bNodeTree.init': nothing(runtime),
  'bNodeTree.previews': nothing('a thumbnail'),
  'Strip.flag': nothing(selection, 0x1 | 0x2 | 0x4 | 0x200),
  'Sequence.flag': nothing(selection, 0x1 | 0x2 | 0x4 | 0x200),
  'Editing.act_seq': nothing(selection),
  'Editing.seqbasep': nothing(editor),
  'Editing.displayed_channels': nothing(editor),
  'Editing.current_meta_strip': nothing(editor),
  'TextVars.text_blf_id': nothing(runtime),
  'BezTriple.f1': nothing(selection),
  'BezTriple.f2': nothing(selection),
  'BezTriple.f3': nothing(selection),
  'BPoint.f1': nothing(selection),
  'FCurve.flag': nothing(selection, 0x1 | 0x2 | 0x4),
  'FCurve.curval': nothing(runtime),
  'FCurve.color': viewOnly(),
  'FCurve.prev_norm_factor': nothing(runtime),
  'FCurve.prev_offset': nothing(runtime),
  // 0x8 is muted.
  'FModifier.flag': nothing('expanded, active', 0x2 | 0x4),
  'ChannelDriver.curval': nothing(runtime),
  'ChannelDriver.expr_comp': nothing(runtime),
  'ChannelDriver.expr_simple': nothing(runtime),
  'DriverVar.curval': nothing(runtime),
  'bActionGroup.channels': nothing('each curve names its group'),
  // 0x10 is muted, 0x100 has its modifiers off.
  'bActionGroup.flag': nothing('selected, active, shown', 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x40000000),
  'Text.curl': nothing(editor),
  'Text.sell': nothing(editor),
  'Text.curc': nothing(editor),
  'Text.selc': nothing(editor),
  'Text.mtime': nothing('the clock'),
  'Image.gpuframenr': nothing(runtime),
  'Image.gputexture': nothing(runtime),
  'Image.gpu_pass': nothing(runtime),
  'Image.gpu_layer': nothing(runtime),
  'Image.gpu_slice': nothing(runtime),
  'Image.gpuflag': nothing(runtime),
  'Image.lastused': nothing('the clock'),
  'Image.lastframe': nothing(runtime),
  'Image.renderslots': nothing(runtime),
  'Image.render_slot': nothing(runtime),
  'Image.last_render_slot': nothing(runtime),
  'ImageTile_Runtime.tilearray_layer': nothing(runtime),
  'ImageUser.scene': nothing(runtime),
  'Library.filepath_abs': nothing('the folder it was saved in'),
  'Library.parent': nothing(runtime),
  'CurveMap.table': nothing(runtime),
  'CurveMap.premultable': nothing(runtime),
  'CurveMap.range': nothing(runtime),
  'CurveMap.mintable': nothing(runtime),
  'CurveMap.maxtable': nothing(runtime),
  'CurveMap.ext_in': nothing(runtime),
  'CurveMap.ext_out': nothing(runtime),
  'CurveMap.premul_ext_in': nothing(runtime),
  'CurveMap.premul_ext_out': nothing(runtime),
  'CurveMapping.changed_timestamp': nothing(runtime),
  'CurveMapping.cur': nothing(selection),
  'CurveProfile.table': nothing(runtime),
  'CurveProfile.segments': nothing(runtime),
  'CurveProfile.changed_timestamp': nothing(runtime),
  // 0x2 is outdated: Blender throws such a cache away.
  'PointCache.flag': nothing('frames were skipped', 0x100),
  'PointCache.cached_frames': nothing(runtime),
  'ParticleSystem.imat': nothing(runtime),
  'PointCache.last_exact': nothing('how far a simulation got, which the frames it holds tell'),
  'PointCache.info': nothing('a message'),
  'IDProperty.totallen': nothing('how much memory it has'),
  'IDProperty.ui_data': nothing('how it is shown'),
  'IDProperty.saved': nothing(runtime),
  'FileGlobal.curscreen': nothing(editor),
  'FileGlobal.cur_view_layer': nothing(editor),
};

/** Attributes, as steps of a path, that only say what is selected. */
export const selectionAttributes = /^\[\.(?:select_|uv_select_)/;

/** Groups of the user interface. */
export const unreadCodes: ReadonlySet<string> = new Set(['WM', 'SN', 'SR', 'WS', 'BR', 'PL', 'PC']);

/** `Image.source` of what Blender makes again: `Render Result` and `Viewer Node`. */
export const madeAgain = 5;

/** How much of a member is left out, whatever stands beside it. */
export function leftOut(struct: string, member: string): LeftOut | undefined {
  if (/^_?_?pad\d*/.test(member)) return padding;
  return (Object.hasOwn(table, `${struct}.${member}`) ? table[`${struct}.${member}`] : undefined) ?? anywhereOf(member);
}

/** The same in a struct that is there. @param flagsOf the number in another member of it */
export function leftOutOf(type: StructType, member: string, flagsOf: (other: string) => number): LeftOut | undefined {
  const left = leftOut(type.name, member);
  if (left?.where !== undefined && (flagsOf(left.where[0]) & left.where[1]) === 0) return undefined;
  if (left?.beside !== undefined && !type.members.has(left.beside)) return undefined;
  return left;
}

const padding = nothing('padding');

function anywhereOf(member: string): LeftOut | undefined {
  return Object.hasOwn(anywhere, member) ? anywhere[member] : undefined;
}
