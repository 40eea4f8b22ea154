"""Saves small scenes, each with something that a careless renderer loses: blender -b --factory-startup -P scenes.py -- FOLDER

Prints `SCENE name` for each; what a version of Blender lacks is left out. Frame 3 is the one to render.
"""

import os
import sys

import bpy

folder = sys.argv[-1]


def start(engine='CYCLES'):
    bpy.ops.wm.read_factory_settings()
    scene = bpy.context.scene
    render = scene.render
    render.engine = engine
    render.resolution_x, render.resolution_y = 48, 32
    scene.cycles.samples = 4
    scene.cycles.use_denoising = False
    scene.cycles.use_adaptive_sampling = False
    cube = bpy.data.objects['Cube']
    for frame, place in ((1, 0.0), (5, 1.0)):
        cube.location.z = place
        cube.keyframe_insert('location', frame=frame)
    return scene


def set_format(scene, file_format, media='IMAGE', **more):
    settings = scene.render.image_settings
    if hasattr(settings, 'media_type'):
        settings.media_type = media
    settings.file_format = file_format
    for key, value in more.items():
        setattr(settings, key, value)


def compositor(scene):
    """An inverted picture."""
    if hasattr(scene, 'compositing_node_group'):
        tree = scene.compositing_node_group = bpy.data.node_groups.new('Comp', 'CompositorNodeTree')
        tree.interface.new_socket('Image', in_out='OUTPUT', socket_type='NodeSocketColor')
        end = tree.nodes.new('NodeGroupOutput')
    else:
        scene.use_nodes = True
        tree = scene.node_tree
        tree.nodes.clear()
        end = tree.nodes.new('CompositorNodeComposite')
    layers, invert = tree.nodes.new('CompositorNodeRLayers'), tree.nodes.new('CompositorNodeInvert')
    tree.links.new(layers.outputs['Image'], invert.inputs['Color'])
    tree.links.new(invert.outputs[0], end.inputs[0])
    return tree, layers


def adaptive():
    scene = start()
    scene.cycles.samples = 32
    scene.cycles.use_adaptive_sampling = True
    scene.cycles.adaptive_threshold = 0.3
    scene.cycles.seed, scene.cycles.use_animated_seed = 7, True


def workbench():
    start('BLENDER_WORKBENCH')


def composed():
    compositor(start())


def composed_off():
    scene = start()
    compositor(scene)
    scene.render.use_compositing = False


def multilayer():
    scene = start()
    bpy.context.view_layer.use_pass_z = True
    compositor(scene)
    set_format(scene, 'OPEN_EXR_MULTILAYER', 'MULTI_LAYER_IMAGE', color_depth='16')


def colour_space():
    scene = start()
    set_format(scene, 'OPEN_EXR', color_management='OVERRIDE')
    space = scene.render.image_settings.linear_colorspace_settings
    try:
        space.name = 'ACEScg'
    except TypeError:
        space.name = 'Linear ACEScg'


def stamped():
    """The stamp pads its frame number to the end of the range."""
    render = start().render
    render.resolution_x, render.resolution_y = 320, 200
    render.use_stamp = render.use_stamp_frame = True
    for key in ('date', 'time', 'render_time', 'memory', 'hostname', 'filename'):
        setattr(render, 'use_stamp_' + key, False)


def border():
    render = start().render
    render.use_border, render.use_crop_to_border = True, True
    render.border_min_x, render.border_max_x = 0.25, 0.75
    render.resolution_percentage = 150
    render.dither_intensity = 1.0


def sequencer():
    scene = start()
    bpy.data.objects.remove(bpy.data.objects['Camera'])
    editor = scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, 'strips') else editor.sequences
    length = {'length': 9} if 'length' in strips.bl_rna.functions['new_effect'].parameters else {'frame_end': 10}
    strips.new_effect(name='Colour', type='COLOR', channel=1, frame_start=1, **length).color = (0.2, 0.5, 0.1)


def no_layers():
    for layer in start().view_layers:
        layer.use = False


def cameras():
    """Another camera takes over at a marker."""
    scene = start()
    camera = bpy.data.objects['Camera'].copy()
    camera.location.x += 2
    scene.collection.objects.link(camera)
    scene.timeline_markers.new('cut', frame=3).camera = camera


def motion_blur():
    start().render.use_motion_blur = True


def jpeg():
    set_format(start(), 'JPEG', quality=70)


def tiff():
    set_format(start(), 'TIFF', color_depth='16')


def with_script(text):
    scene = start()
    script = bpy.data.texts.new('script.py')
    script.use_module = True
    script.write('import bpy\n' + text)
    return scene


def handler():
    """A script moves what is rendered."""
    with_script('''
def turn(scene, *_):
    bpy.data.objects['Cube'].rotation_euler.z = scene.frame_current / 5

bpy.app.handlers.frame_change_pre.append(turn)
''')


def growing():
    """A script leaves memory behind with every frame."""
    with_script('''
left = []

def leave(*_):
    left.append(bytearray(b'x') * 200_000_000)

bpy.app.handlers.frame_change_pre.append(leave)
''')


for make in (adaptive, workbench, composed, composed_off, multilayer, colour_space, stamped, border, sequencer, no_layers,
             cameras, motion_blur, jpeg, tiff, handler, growing):
    try:
        make()
    except (AttributeError, TypeError, KeyError) as error:
        print('LEFT OUT %s: %s' % (make.__name__, error))
        continue
    bpy.ops.wm.save_as_mainfile(filepath=os.path.join(folder, make.__name__ + '.blend'))
    print('SCENE %s' % make.__name__)
