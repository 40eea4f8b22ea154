"""Renders one task inside Blender: blender … PROJECT --python render.py -- TASK.json

TASK.json: {"project": absolute path of the opened .blend, "output": directory for the results, "samples" and "frame" (null:
as saved), "seed", "compositing", "scripts"}. Leaves render.exr, preview.exr and compose.* in `output`. The scene is
changed the way a BlendNet Agent (render, preview) and Manager (compose) change it, so that a local picture is the
farm's. The API is probed, not the version: runs in Blender 3.0 and later.
"""

import json
import os
import shutil
import sys
import threading

import bpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from saved_files import blank_file  # noqa: E402
from scene_settings import leave_out_style_modules, set_format  # noqa: E402

MULTILAYER = {
    'media_type': 'MULTI_LAYER_IMAGE', 'file_format': 'OPEN_EXR_MULTILAYER',
    'color_mode': 'RGBA', 'color_depth': '32', 'exr_codec': 'ZIP',
}
PREVIEW = {'media_type': 'IMAGE', 'file_format': 'OPEN_EXR', 'color_mode': 'RGB', 'color_depth': '32', 'exr_codec': 'DWAA'}
# What stands in for a movie format, which cannot hold a still.
STILL = {'media_type': 'IMAGE', 'file_format': 'OPEN_EXR', 'color_mode': 'RGBA', 'color_depth': '32', 'exr_codec': 'ZIP'}


def say(text):
    print(text, file=sys.stderr, flush=True)


def end_with_parent():
    """A farm that dies must not leave Blender rendering: its end closes our standard input."""
    while os.read(0, 4096):
        pass
    os._exit(1)


def read_format(settings):
    return {key: getattr(settings, key) for key in STILL if hasattr(settings, key)}


def report_missing_files():
    for library in bpy.data.libraries:
        if not os.path.isfile(bpy.path.abspath(library.filepath, library=library.parent)):
            say('WARN: Unable to locate the library file: %s' % library.filepath)
    for image in bpy.data.images:
        if image.source == 'FILE' and image.users and not image.packed_file:
            if not os.path.isfile(bpy.path.abspath(image.filepath, library=image.library)):
                say('WARN: Unable to locate the image file: %s' % image.filepath)


def configure(scene, task):
    """Sets what an Agent sets: Cycles on the CPU with exactly these samples, no denoiser, no sequencer."""
    render = scene.render
    render.use_overwrite = True
    render.use_file_extension = True
    render.use_sequencer = False
    render.threads_mode = 'AUTO'
    if hasattr(render, 'compositor_device'):
        render.compositor_device = 'CPU'
    if render.engine != 'CYCLES':
        say('WARN: The scene renders with %s: samples and seed are settings of Cycles' % render.engine)
    scene.cycles.device = 'CPU'
    scene.cycles.use_adaptive_sampling = False
    if task['samples'] is not None:
        scene.cycles.samples = task['samples']
    scene.cycles.seed = task['seed']
    if task['frame'] is not None:
        scene.frame_current = task['frame']
    # An Agent leaves denoising to the compositor, since samples of several Agents are merged before it.
    layer = bpy.context.view_layer.cycles
    if layer.use_denoising:
        say('INFO: Denoising is off, its passes are stored')
        layer.use_denoising = False
        layer.denoising_store_passes = True
    # Metadata that differs from run to run would make equal pictures unequal files. Burnt in, it is part of the picture.
    if not render.use_stamp:
        for key in ('date', 'render_time', 'filename', 'memory', 'hostname'):
            setattr(render, 'use_stamp_' + key, False)


def render_frame(scene, output):
    """One render, saved twice. Blender 3.x writes a multilayer EXR only through write_still."""
    scene.render.use_compositing = False
    set_format(scene.render.image_settings, MULTILAYER)
    path = os.path.join(output, 'render.exr')
    scene.render.filepath = path
    bpy.ops.render.render(write_still=True)
    if not os.path.isfile(path):
        raise RuntimeError('Blender rendered the frame but saved no picture')
    blank_file(path)

    preview = os.path.join(output, 'preview.exr')
    set_format(scene.render.image_settings, PREVIEW)
    bpy.data.images['Render Result'].save_render(preview)
    blank_file(preview)
    return path


def compositor_of(scene):
    """The scene's compositor or None. Like the Manager, uses one that is there even when its switch is off."""
    if hasattr(scene, 'compositing_node_group'):
        return scene.compositing_node_group
    scene.use_nodes = True  # makes the default one when there is none
    return scene.node_tree


def make_plain_compositor(scene):
    """A compositor that passes the picture on. (Saving the Render Result itself would write Cycles' times into a PNG.)"""
    if hasattr(scene, 'compositing_node_group'):
        tree = scene.compositing_node_group = bpy.data.node_groups.new('Plain', 'CompositorNodeTree')
        tree.interface.new_socket('Image', in_out='OUTPUT', socket_type='NodeSocketColor')
        end = tree.nodes.new('NodeGroupOutput')
    else:
        tree = compositor_of(scene)
        tree.nodes.clear()
        end = tree.nodes.new('CompositorNodeComposite')
    tree.links.new(tree.nodes.new('CompositorNodeRLayers').outputs['Image'], end.inputs[0])
    return tree


def output_of(node, name):
    """The socket that carries what a Render Layers node calls `name`; the EXR's name for the picture is Combined."""
    for candidate in (('Combined', 'Image') if name == 'Image' else (name,)):
        for socket in node.outputs:
            if socket.name == candidate:
                return socket
    return None


def use_saved_render(tree, scene, image, seen):
    """Lets the compositor read the saved EXR where it read the scene's render, so that nothing renders again."""
    seen.add(tree)
    for node in list(tree.nodes):
        if getattr(node, 'node_tree', None) and node.node_tree not in seen:
            use_saved_render(node.node_tree, scene, image, seen)
        elif node.bl_idname == 'CompositorNodeOutputFile':
            node.mute = True  # nobody collects its files, and they could land anywhere
        elif node.bl_idname == 'CompositorNodeCryptomatteV2' and node.source == 'RENDER' and node.scene in (None, scene):
            layer, mattes = node.layer_name, node.matte_id
            node.source, node.image = 'IMAGE', image
            node.layer_name, node.matte_id = layer, mattes
        elif node.bl_idname == 'CompositorNodeRLayers' and node.scene in (None, scene):
            saved = tree.nodes.new('CompositorNodeImage')
            saved.image = image
            saved.mute = node.mute
            if saved.has_layers:
                saved.layer = node.layer
            for link in [link for link in tree.links if link.from_node == node]:
                output = output_of(saved, link.from_socket.name)
                if output:
                    tree.links.new(output, link.to_socket)
                else:
                    say('WARN: The compositor uses the pass "%s", which was not rendered' % link.from_socket.name)
            tree.nodes.remove(node)


def compose_frame(scene, output, rendered, wanted, compositing):
    """Saves the frame in the project's own format, through its compositor unless that is switched off."""
    path = os.path.join(output, 'compose')
    if not compositing and wanted['file_format'] == 'OPEN_EXR_MULTILAYER':
        shutil.copyfile(rendered, path + '.exr')
        return
    tree = (compositor_of(scene) if compositing else None) or make_plain_compositor(scene)
    use_saved_render(tree, scene, bpy.data.images.load(rendered), set())
    set_format(scene.render.image_settings, wanted)
    scene.render.use_compositing = True
    scene.render.filepath = path
    bpy.ops.render.render(write_still=True)
    if not any(name.startswith('compose') for name in os.listdir(output)):
        raise RuntimeError('Blender composed the frame but saved no picture')


def main(task):
    threading.Thread(target=end_with_parent, daemon=True).start()
    # Some versions go on with an empty scene after a project that they could not open.
    if not bpy.data.filepath or not os.path.samefile(bpy.data.filepath, task['project']):
        raise RuntimeError('Blender did not open the project')
    scene = bpy.context.scene
    wanted = read_format(scene.render.image_settings)
    if scene.render.is_movie_format:
        say('WARN: %s is no format for a still: composing to an EXR' % wanted['file_format'])
        wanted = STILL
    if scene.render.use_multiview and scene.render.image_settings.views_format == 'INDIVIDUAL':
        raise RuntimeError('The scene renders each of its views into a file of its own, and a frame has one picture: '
                           'switch off Output Properties > Stereoscopy')
    if not task['scripts']:
        leave_out_style_modules()
    report_missing_files()
    configure(scene, task)
    say('INFO: Rendering frame %d' % scene.frame_current)
    rendered = render_frame(scene, task['output'])
    say('INFO: Composing')
    compose_frame(scene, task['output'], rendered, wanted, task['compositing'])
    say('INFO: Done')


if __name__ == '__main__':
    status = 1
    try:
        with open(sys.argv[-1], encoding='utf-8') as file:
            main(json.load(file))
        status = 0
    except Exception as error:  # whatever went wrong becomes the task's message
        say('ERROR: %s' % str(error).strip())
    sys.stdout.flush()
    # Everything is saved: an orderly end of Blender could only add time, or a crash of its own.
    os._exit(status)
