"""Shows where Blender's Persistent Data changes pictures: blender -b --factory-startup --python scripts/persistent-data.py -- [CASE...]

Each case is a scene in which something moves, is rendered by the session's own way, once with nothing kept from frame to frame
and once with it; the files have to be the same. What differs here is what `auto` leaves alone: see
`keeps_pictures` in src/local/scripts/persistent_data.py. By hand: a minute for each version of Blender.
"""

import os
import sys
import tempfile

import bpy

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../src/local/scripts'))
from persistent_data import keeps_pictures  # noqa: E402
from saved_files import blank_times  # noqa: E402
from scene_settings import leave_out_clocks, set_format  # noqa: E402
from session import render_one  # noqa: E402

# There and back again: what a frame leaves behind shows in a later one.
FRAMES = (1, 2, 4, 6, 3, 1)
LAST = 6
FOLDER = tempfile.mkdtemp(prefix='persistent-data-')
CASES = {}


def case(build):
    CASES[build.__name__] = build
    return build


class Stage:
    """The scene that every version starts with, on a floor."""

    def __init__(self):
        bpy.ops.wm.read_factory_settings(use_empty=False)
        self.scene = bpy.context.scene
        self.cube, self.light = bpy.data.objects['Cube'], bpy.data.objects['Light']
        self.camera, self.world = self.scene.camera, self.scene.world
        self.layer = self.scene.view_layers[0]
        self.scene.render.engine = 'CYCLES'
        cycles = self.scene.cycles
        cycles.samples, cycles.use_denoising, cycles.use_adaptive_sampling = 4, False, False
        render = self.scene.render
        render.resolution_x, render.resolution_y, render.resolution_percentage = 96, 72, 100
        render.image_settings.file_format = 'OPEN_EXR'
        render.image_settings.color_depth = '32'
        leave_out_clocks(render)
        bpy.ops.mesh.primitive_plane_add(size=10, location=(0, 0, -1))
        self.floor = bpy.context.object
        self.world.use_nodes = True
        self.material = self.cube.data.materials[0]
        self.nodes, self.links = self.material.node_tree.nodes, self.material.node_tree.links
        self.shader = self.nodes['Principled BSDF']
        self.out = self.nodes['Material Output']

    def node(self, kind, **values):
        made = self.nodes.new(kind)
        for key, value in values.items():
            setattr(made, key, value)
        return made


def key(thing, path, values, index=-1):
    for frame, value in values.items():
        if index >= 0:
            getattr(thing, path)[index] = value
        else:
            setattr(thing, path, value)
        thing.keyframe_insert(path, frame=frame, index=index)


def sweep(thing, path, first, last, index=-1):
    key(thing, path, {1: first, LAST: last}, index)


def move(thing, by=2.0):
    sweep(thing, 'location', thing.location.x, thing.location.x + by, 0)


def multilayer(on):
    set_format(on.scene.render.image_settings, {'media_type': 'MULTI_LAYER_IMAGE', 'file_format': 'OPEN_EXR_MULTILAYER'})


def grid(thing, cuts=6):
    bpy.context.view_layer.objects.active = thing
    for other in bpy.context.selected_objects:
        other.select_set(False)
    thing.select_set(True)
    bpy.ops.object.mode_set(mode='EDIT')
    bpy.ops.mesh.select_all(action='SELECT')
    bpy.ops.mesh.subdivide(number_cuts=cuts)
    bpy.ops.object.mode_set(mode='OBJECT')


@case
def object_moves(on):
    move(on.cube)


@case
def object_turns_and_grows(on):
    sweep(on.cube, 'rotation_euler', 0, 2, 2)
    sweep(on.cube, 'scale', 1, 2, 1)


@case
def parent_moves(on):
    bpy.ops.object.empty_add()
    on.cube.parent = bpy.context.object
    move(bpy.context.object)


@case
def constraint(on):
    bpy.ops.object.empty_add(location=(2, 2, 0))
    on.cube.constraints.new('TRACK_TO').target = bpy.context.object
    move(bpy.context.object, -5)


@case
def camera_moves(on):
    move(on.camera, -3)


@case
def camera_lens(on):
    sweep(on.camera.data, 'lens', 30, 80)


@case
def camera_shift_and_clip(on):
    sweep(on.camera.data, 'shift_x', 0, 0.3)
    sweep(on.camera.data, 'clip_start', 0.1, 10)


@case
def camera_focus(on):
    on.camera.data.dof.use_dof = True
    sweep(on.camera.data.dof, 'focus_distance', 3, 12)
    sweep(on.camera.data.dof, 'aperture_fstop', 0.1, 2)


@case
def camera_becomes_orthographic(on):
    key(on.camera.data, 'type', {1: 'PERSP', 3: 'ORTHO', 5: 'PERSP'})


@case
def marker_cameras(on):
    bpy.ops.object.camera_add(location=(0, -8, 2), rotation=(1.3, 0, 0))
    for frame, camera in ((1, on.camera), (3, bpy.context.object), (5, on.camera)):
        on.scene.timeline_markers.new(str(frame), frame=frame).camera = camera


@case
def light_power(on):
    sweep(on.light.data, 'energy', 1000, 50)


@case
def light_colour_and_size(on):
    sweep(on.light.data, 'color', 1, 0, 1)
    sweep(on.light.data, 'shadow_soft_size', 0.1, 3)


@case
def light_moves(on):
    move(on.light, 4)


@case
def light_kind(on):
    key(on.light.data, 'energy', {1: 1000, 4: 3})
    on.light.data.type = 'SUN'
    sweep(on.light, 'rotation_euler', 0, 1.5, 0)


@case
def light_hidden(on):
    key(on.light, 'hide_render', {1: False, 3: True, 5: False})


@case
def many_lights(on):
    for index in range(12):
        bpy.ops.object.light_add(type='POINT', location=(index % 4 * 2 - 3, index // 4 * 2 - 3, 2))
        sweep(bpy.context.object.data, 'energy', 10 * index, 200 - 10 * index)


@case
def emission(on):
    name = 'Emission Strength'
    sweep(on.shader.inputs[name], 'default_value', 0, 5)
    colour = on.shader.inputs.get('Emission Color') or on.shader.inputs['Emission']
    colour.default_value = (1, 0.5, 0.2, 1)


@case
def world_colour(on):
    back = on.world.node_tree.nodes['Background'].inputs
    for frame, value in {1: (0, 0, 0, 1), LAST: (0, 0.5, 1, 1)}.items():
        back[0].default_value = value
        back[0].keyframe_insert('default_value', frame=frame)


@case
def world_picture_turns(on):
    tree = on.world.node_tree
    image = picture('sky', 32, 16, lambda x, y: (x, y, 1 - x))
    environment, mapping = tree.nodes.new('ShaderNodeTexEnvironment'), tree.nodes.new('ShaderNodeMapping')
    environment.image = image
    place = tree.nodes.new('ShaderNodeTexCoord')
    tree.links.new(place.outputs['Generated'], mapping.inputs['Vector'])
    tree.links.new(mapping.outputs[0], environment.inputs[0])
    tree.links.new(environment.outputs[0], tree.nodes['Background'].inputs[0])
    sweep(mapping.inputs['Rotation'], 'default_value', 0, 3, 2)


@case
def world_sky(on):
    tree = on.world.node_tree
    sky = tree.nodes.new('ShaderNodeTexSky')
    tree.links.new(sky.outputs[0], tree.nodes['Background'].inputs[0])
    tree.nodes['Background'].inputs[1].default_value = 0.1
    sweep(sky, 'sun_elevation', 0.1, 1.2)


@case
def world_volume(on):
    tree = on.world.node_tree
    volume = tree.nodes.new('ShaderNodeVolumePrincipled')
    tree.links.new(volume.outputs[0], tree.nodes['World Output'].inputs['Volume'])
    sweep(volume.inputs['Density'], 'default_value', 0.001, 0.1)


@case
def mist_and_ambient_occlusion(on):
    on.layer.use_pass_mist = True
    sweep(on.world.mist_settings, 'start', 1, 8)


@case
def hidden_and_shown(on):
    key(on.cube, 'hide_render', {1: False, 2: True, 4: False, 6: True})


@case
def visibility_of_rays(on):
    key(on.cube, 'visible_shadow', {1: True, 3: False})
    key(on.floor, 'visible_camera', {1: True, 4: False})


@case
def holdout_and_shadow_catcher(on):
    key(on.cube, 'is_holdout', {1: False, 3: True, 5: False})
    key(on.floor, 'is_shadow_catcher', {1: False, 4: True})
    on.scene.render.film_transparent = True


@case
def collection_instances(on):
    made = bpy.data.collections.new('Made')
    bpy.ops.mesh.primitive_ico_sphere_add(radius=0.4)
    sphere = bpy.context.object
    for holder in list(sphere.users_collection):
        holder.objects.unlink(sphere)
    made.objects.link(sphere)
    for index in range(4):
        bpy.ops.object.collection_instance_add(collection='Made', location=(index - 2, -2, 0))
        move(bpy.context.object, index)
    sweep(sphere, 'scale', 1, 3, 2)


@case
def material_colour(on):
    for frame, value in {1: (1, 0, 0, 1), LAST: (0, 1, 0, 1)}.items():
        on.shader.inputs['Base Color'].default_value = value
        on.shader.inputs['Base Color'].keyframe_insert('default_value', frame=frame)


@case
def material_becomes_transparent(on):
    sweep(on.shader.inputs['Alpha'], 'default_value', 1, 0)


@case
def material_glass_and_roughness(on):
    name = 'Transmission Weight' if 'Transmission Weight' in on.shader.inputs else 'Transmission'
    sweep(on.shader.inputs[name], 'default_value', 0, 1)
    sweep(on.shader.inputs['Roughness'], 'default_value', 0, 1)


@case
def material_subsurface(on):
    name = 'Subsurface Weight' if 'Subsurface Weight' in on.shader.inputs else 'Subsurface'
    sweep(on.shader.inputs[name], 'default_value', 0, 1)


@case
def material_mixes(on):
    mix, emit = on.node('ShaderNodeMixShader'), on.node('ShaderNodeEmission')
    on.links.new(on.shader.outputs[0], mix.inputs[1])
    on.links.new(emit.outputs[0], mix.inputs[2])
    on.links.new(mix.outputs[0], on.out.inputs['Surface'])
    sweep(mix.inputs[0], 'default_value', 0, 1)


@case
def material_of_object_information(on):
    info = on.node('ShaderNodeObjectInfo')
    on.links.new(info.outputs['Color'], on.shader.inputs['Base Color'])
    sweep(on.cube, 'color', 1, 0, 0)
    sweep(on.cube, 'pass_index', 0, 5)
    on.links.new(info.outputs['Object Index'], on.shader.inputs['Roughness'])


@case
def material_reads_another_object(on):
    bpy.ops.object.empty_add()
    place, noise = on.node('ShaderNodeTexCoord', object=bpy.context.object), on.node('ShaderNodeTexNoise')
    on.links.new(place.outputs['Object'], noise.inputs['Vector'])
    on.links.new(noise.outputs['Color'], on.shader.inputs['Base Color'])
    move(bpy.context.object, 5)


@case
def material_slot_swapped_by_driver(on):
    other = on.material.copy()
    other.node_tree.nodes['Principled BSDF'].inputs['Base Color'].default_value = (0, 0, 1, 1)
    on.cube.data.materials.append(other)
    for polygon in on.cube.data.polygons:
        polygon.material_index = polygon.index % 2

    def swap(scene, *_):
        cube = bpy.data.objects['Cube']
        cube.material_slots[0].material = other if scene.frame_current % 2 else on.material
    bpy.app.handlers.frame_change_pre.append(swap)


@case
def bump_and_displacement(on):
    grid(on.cube)
    height, displace = on.node('ShaderNodeTexNoise'), on.node('ShaderNodeDisplacement')
    on.links.new(height.outputs['Fac'], displace.inputs['Height'])
    on.links.new(displace.outputs[0], on.out.inputs['Displacement'])
    if hasattr(on.material, 'displacement_method'):
        on.material.displacement_method = 'DISPLACEMENT'
    else:
        on.material.cycles.displacement_method = 'DISPLACEMENT'
    sweep(displace.inputs['Scale'], 'default_value', 0, 1)


@case
def adaptive_subdivision(on):
    if hasattr(on.scene.cycles, 'feature_set'):
        on.scene.cycles.feature_set = 'EXPERIMENTAL'
    on.cube.modifiers.new('Subdivision', 'SUBSURF')
    if hasattr(on.cube, 'cycles') and hasattr(on.cube.cycles, 'use_adaptive_subdivision'):
        on.cube.cycles.use_adaptive_subdivision = True
    else:
        on.cube.modifiers[0].use_adaptive_subdivision = True
    on.scene.cycles.dicing_rate = 2
    sweep(on.camera, 'location', 7, 3, 0)
    sweep(on.camera, 'location', -7, -3, 1)


@case
def ambient_occlusion_and_bevel_nodes(on):
    occlusion, bevel = on.node('ShaderNodeAmbientOcclusion'), on.node('ShaderNodeBevel')
    on.links.new(occlusion.outputs[0], on.shader.inputs['Base Color'])
    on.links.new(bevel.outputs[0], on.shader.inputs['Normal'])
    sweep(bevel.inputs['Radius'], 'default_value', 0, 0.5)
    move(on.cube)


@case
def pointiness_and_attributes(on):
    grid(on.cube)
    geometry = on.node('ShaderNodeNewGeometry')
    on.links.new(geometry.outputs['Pointiness'], on.shader.inputs['Base Color'])
    on.cube.modifiers.new('Wave', 'WAVE').height = 1


@case
def vertex_colours_by_handler(on):
    colours = on.cube.data.color_attributes.new('Col', 'FLOAT_COLOR', 'POINT')
    node = on.node('ShaderNodeVertexColor', layer_name='Col')
    on.links.new(node.outputs[0], on.shader.inputs['Base Color'])

    def paint(scene, *_):
        data = bpy.data.objects['Cube'].data
        for index, value in enumerate(data.color_attributes['Col'].data):
            value.color = ((scene.frame_current + index) % 6 / 6, 0.5, 0.5, 1)
        data.update()
    bpy.app.handlers.frame_change_pre.append(paint)
    del colours


def picture(name, width, height, colour):
    image = bpy.data.images.new(name, width, height)
    image.pixels = [part for y in range(height) for x in range(width) for part in (*colour(x / width, y / height), 1)]
    image.filepath_raw, image.file_format = os.path.join(FOLDER, name + '.png'), 'PNG'
    image.save()
    return image


@case
def image_sequence(on):
    for frame in range(1, LAST + 1):
        picture('sequence_%04d' % frame, 16, 16, lambda x, y, frame=frame: (frame / LAST, x, y))
    image = bpy.data.images.load(os.path.join(FOLDER, 'sequence_0001.png'))
    image.source = 'SEQUENCE'
    node = on.node('ShaderNodeTexImage', image=image)
    node.image_user.frame_duration = LAST
    node.image_user.use_auto_refresh = True
    on.links.new(node.outputs[0], on.shader.inputs['Base Color'])


@case
def image_changed_by_handler(on):
    image = bpy.data.images.new('Made', 8, 8)
    node = on.node('ShaderNodeTexImage', image=image)
    on.links.new(node.outputs[0], on.shader.inputs['Base Color'])

    def paint(scene, *_):
        made = bpy.data.images['Made']
        made.pixels = [scene.frame_current / LAST, 0.2, 0.7, 1.0] * 64
        made.update()
    bpy.app.handlers.frame_change_pre.append(paint)


@case
def image_file_rewritten(on):
    picture('rewritten', 8, 8, lambda x, y: (x, y, 0))
    image = bpy.data.images.load(os.path.join(FOLDER, 'rewritten.png'))
    node = on.node('ShaderNodeTexImage', image=image)
    on.links.new(node.outputs[0], on.shader.inputs['Base Color'])

    def rewrite(scene, *_):
        made = picture('again', 8, 8, lambda x, y: (scene.frame_current / LAST, x, y))
        made.filepath_raw = bpy.path.abspath(image.filepath)
        made.save()
        bpy.data.images.remove(made)
        image.reload()
    bpy.app.handlers.frame_change_pre.append(rewrite)


@case
def texture_moves(on):
    place, mapping, noise = (on.node('ShaderNode' + kind) for kind in ('TexCoord', 'Mapping', 'TexNoise'))
    on.links.new(place.outputs['Generated'], mapping.inputs[0])
    on.links.new(mapping.outputs[0], noise.inputs['Vector'])
    on.links.new(noise.outputs['Color'], on.shader.inputs['Base Color'])
    sweep(mapping.inputs['Location'], 'default_value', 0, 4, 0)


@case
def ramp_and_curve(on):
    ramp = on.node('ShaderNodeValToRGB')
    layer = on.node('ShaderNodeLayerWeight')
    on.links.new(layer.outputs['Facing'], ramp.inputs[0])
    on.links.new(ramp.outputs[0], on.shader.inputs['Base Color'])
    sweep(ramp.color_ramp.elements[1], 'position', 0.2, 1)


@case
def shape_keys(on):
    on.cube.shape_key_add(name='Basis')
    block = on.cube.shape_key_add(name='Up')
    block.data[0].co.z += 2
    sweep(block, 'value', 0, 1)


@case
def modifier_values(on):
    array_modifier = on.cube.modifiers.new('Array', 'ARRAY')
    sweep(array_modifier, 'count', 1, 5)


@case
def modifier_switched(on):
    bevel = on.cube.modifiers.new('Bevel', 'BEVEL')
    bevel.width = 0.4
    key(bevel, 'show_render', {1: True, 2: False, 4: True})


@case
def subdivision_levels(on):
    sweep(on.cube.modifiers.new('Subdivision', 'SUBSURF'), 'render_levels', 0, 3)


@case
def boolean_modifier(on):
    bpy.ops.mesh.primitive_uv_sphere_add(location=(1, -1, 1))
    ball = bpy.context.object
    ball.hide_render = True
    on.cube.modifiers.new('Boolean', 'BOOLEAN').object = ball
    move(ball, -2)


@case
def ocean_and_waves(on):
    ocean = on.floor.modifiers.new('Ocean', 'OCEAN')
    ocean.resolution = 4
    sweep(ocean, 'time', 0, 3)


@case
def armature(on):
    bpy.ops.object.armature_add()
    rig = bpy.context.object
    on.cube.vertex_groups.new(name='Bone').add(range(8), 1, 'REPLACE')
    on.cube.modifiers.new('Armature', 'ARMATURE').object = rig
    sweep(rig.pose.bones[0], 'location', 0, 1.5, 2)


@case
def motion_blur_of_objects(on):
    on.scene.render.use_motion_blur = True
    move(on.cube, 3)
    sweep(on.cube, 'rotation_euler', 0, 3, 2)


@case
def motion_blur_of_meshes(on):
    on.scene.render.use_motion_blur = True
    shape_keys(on)
    key(on.scene.render, 'motion_blur_shutter', {1: 0.5, LAST: 2})


@case
def motion_blur_of_camera(on):
    on.scene.render.use_motion_blur = True
    move(on.camera, -3)
    sweep(on.camera.data, 'lens', 30, 60)


@case
def vector_pass(on):
    on.layer.use_pass_vector = True
    multilayer(on)
    move(on.cube, 3)
    move(on.camera, 1)


@case
def passes(on):
    for name in ('z', 'normal', 'object_index', 'material_index', 'uv', 'diffuse_direct', 'cryptomatte_object'):
        setattr(on.layer, 'use_pass_' + name, True)
    multilayer(on)
    move(on.cube)


@case
def light_groups_and_aovs(on):
    on.layer.lightgroups.add(name='Key')
    on.light.lightgroup = 'Key'
    on.layer.aovs.add().name = 'Extra'
    aov = on.node('ShaderNodeOutputAOV')
    if hasattr(aov, 'aov_name'):
        aov.aov_name = 'Extra'
    else:
        aov.name = 'Extra'
    sweep(aov.inputs['Color'], 'default_value', 0, 1, 0)
    multilayer(on)
    sweep(on.light.data, 'energy', 1000, 100)


@case
def two_view_layers(on):
    made = bpy.data.collections.new('Made')
    on.scene.collection.children.link(made)
    bpy.ops.mesh.primitive_uv_sphere_add(location=(2, 0, 0))
    sphere = bpy.context.object
    for holder in list(sphere.users_collection):
        holder.objects.unlink(sphere)
    made.objects.link(sphere)
    second = on.scene.view_layers.new('Second')
    second.layer_collection.children['Made'].exclude = True
    multilayer(on)
    move(on.cube)
    move(sphere, -3)


@case
def layer_with_override(on):
    clay = bpy.data.materials.new('Clay')
    on.layer.material_override = clay
    second = on.scene.view_layers.new('Second')
    second.samples = 2
    multilayer(on)
    move(on.cube)


@case
def stereoscopy(on):
    on.scene.render.use_multiview = True
    on.scene.render.image_settings.views_format = 'STEREO_3D'
    move(on.cube)


@case
def film(on):
    key(on.scene.render, 'film_transparent', {1: False, 3: True, 5: False})
    sweep(on.scene.cycles, 'film_exposure', 1, 3)


@case
def filter_and_bounces(on):
    sweep(on.scene.cycles, 'filter_width', 0.5, 4)
    sweep(on.scene.cycles, 'max_bounces', 0, 12)


@case
def samples(on):
    sweep(on.scene.cycles, 'samples', 1, 12)


@case
def animated_seed(on):
    on.scene.cycles.use_animated_seed = True
    move(on.cube)


@case
def seed(on):
    sweep(on.scene.cycles, 'seed', 1, 12)


@case
def adaptive_sampling(on):
    on.scene.cycles.use_adaptive_sampling = True
    on.scene.cycles.samples = 32
    move(on.cube)


@case
def simplify(on):
    on.scene.render.use_simplify = True
    on.cube.modifiers.new('Subdivision', 'SUBSURF').render_levels = 3
    sweep(on.scene.render, 'simplify_subdivision_render', 0, 3)


@case
def volume_of_object(on):
    volume = on.node('ShaderNodeVolumePrincipled')
    for link in list(on.out.inputs['Surface'].links):
        on.links.remove(link)
    on.links.new(volume.outputs[0], on.out.inputs['Volume'])
    sweep(volume.inputs['Density'], 'default_value', 0.1, 5)
    move(on.cube)


@case
def text_curve_and_metaball(on):
    bpy.ops.object.text_add(location=(-2, -2, 0))
    sweep(bpy.context.object.data, 'size', 1, 3)
    bpy.ops.curve.primitive_bezier_circle_add(location=(1, 2, 0))
    sweep(bpy.context.object.data, 'bevel_depth', 0.05, 0.5)
    bpy.ops.object.metaball_add(location=(2, -2, 0))
    bpy.ops.object.metaball_add(location=(2.5, -2, 0.5))
    move(bpy.context.object, 1)


@case
def text_by_handler(on):
    bpy.ops.object.text_add(location=(-2, -2, 0))

    def count(scene, *_):
        bpy.data.objects['Text'].data.body = 'frame %d' % scene.frame_current
    bpy.app.handlers.frame_change_pre.append(count)


@case
def particles(on):
    on.cube.modifiers.new('Particles', 'PARTICLE_SYSTEM')
    settings = on.cube.particle_systems[0].settings
    settings.count, settings.frame_start, settings.frame_end = 200, 1, LAST
    bpy.ops.mesh.primitive_ico_sphere_add(radius=0.2, location=(50, 0, 0))
    settings.render_type, settings.instance_object = 'OBJECT', bpy.context.object


@case
def hair_on_what_moves(on):
    on.cube.modifiers.new('Hair', 'PARTICLE_SYSTEM')
    settings = on.cube.particle_systems[0].settings
    settings.type, settings.count = 'HAIR', 300
    move(on.cube)


@case
def hair_that_stands_still(on):
    on.cube.modifiers.new('Hair', 'PARTICLE_SYSTEM')
    settings = on.cube.particle_systems[0].settings
    settings.type, settings.count = 'HAIR', 300
    move(on.camera, -2)


@case
def rigid_body(on):
    on.cube.location.z = 3
    bpy.context.view_layer.objects.active = on.cube
    bpy.ops.rigidbody.object_add()
    move(on.camera, 1)


@case
def geometry_nodes(on):
    tree = bpy.data.node_groups.new('Points', 'GeometryNodeTree')
    if hasattr(tree, 'interface'):
        tree.interface.new_socket('Geometry', in_out='INPUT', socket_type='NodeSocketGeometry')
        tree.interface.new_socket('Geometry', in_out='OUTPUT', socket_type='NodeSocketGeometry')
    else:
        tree.inputs.new('NodeSocketGeometry', 'Geometry')
        tree.outputs.new('NodeSocketGeometry', 'Geometry')
    into, out = tree.nodes.new('NodeGroupInput'), tree.nodes.new('NodeGroupOutput')
    scatter, place = tree.nodes.new('GeometryNodeDistributePointsOnFaces'), tree.nodes.new('GeometryNodeInstanceOnPoints')
    ball = tree.nodes.new('GeometryNodeMeshUVSphere')
    ball.inputs['Radius'].default_value = 0.1
    tree.links.new(into.outputs[0], scatter.inputs[0])
    tree.links.new(scatter.outputs[0], place.inputs[0])
    tree.links.new(ball.outputs[0], place.inputs['Instance'])
    tree.links.new(place.outputs[0], out.inputs[0])
    sweep(scatter.inputs['Density'], 'default_value', 0.2, 3)
    on.floor.modifiers.new('Nodes', 'NODES').node_group = tree


@case
def driver(on):
    drive = on.cube.driver_add('rotation_euler', 2).driver
    drive.type, drive.expression = 'SCRIPTED', 'frame * 0.3'


@case
def objects_made_by_handler(on):
    def make(scene, *_):
        for thing in [one for one in scene.objects if one.name.startswith('Made')]:
            bpy.data.objects.remove(thing)
        for index in range(scene.frame_current):
            copy = bpy.data.objects.new('Made', bpy.data.objects['Cube'].data)
            copy.location = (index - 3, -2, 0)
            copy.scale = (0.3, 0.3, 0.3)
            scene.collection.objects.link(copy)
    bpy.app.handlers.frame_change_pre.append(make)


@case
def hair_curves(on):
    bpy.context.view_layer.objects.active = on.cube
    on.cube.data.uv_layers.new() if not on.cube.data.uv_layers else None
    bpy.ops.object.curves_random_add()
    move(bpy.context.object)


@case
def grease_pencil(on):
    for kind in ('gpencil_add', 'grease_pencil_add'):
        if hasattr(bpy.types, 'OBJECT_OT_' + kind):
            getattr(bpy.ops.object, kind)(type='MONKEY', location=(2, -2, 0))
            break
    move(bpy.context.object)


@case
def cloth(on):
    grid(on.floor)
    on.floor.location.z = 2
    on.floor.modifiers.new('Cloth', 'CLOTH')


@case
def scene_in_scene(on):
    other = bpy.data.scenes.new('Other')
    other.render.engine = 'CYCLES'
    other.collection.objects.link(on.floor)
    on.scene.background_set = other
    move(on.floor)


@case
def freestyle(on):
    on.scene.render.use_freestyle = True
    move(on.cube)


@case
def compositor(on):
    on.scene.render.use_compositing = True
    move(on.cube)
    if not hasattr(on.scene, 'node_tree') or bpy.app.version >= (5, 0, 0):
        return
    on.scene.use_nodes = True
    tree = on.scene.node_tree
    blur = tree.nodes.new('CompositorNodeBlur')
    blur.size_x = blur.size_y = 3
    tree.links.new(tree.nodes['Render Layers'].outputs[0], blur.inputs[0])
    tree.links.new(blur.outputs[0], tree.nodes['Composite'].inputs[0])


def render_frames(name, is_kept):
    """@returns the files of each frame, in the order of FRAMES"""
    scene = bpy.context.scene
    scene.render.use_persistent_data = is_kept
    taken = []
    for index, frame in enumerate(FRAMES):
        folder = os.path.join(FOLDER, '%s-%d-%d' % (name, is_kept, index))
        os.mkdir(folder)
        scene.render.filepath = os.path.join(folder, 'picture')
        render_one(scene, frame)
        blank_times(folder)
        taken.append([read(os.path.join(folder, file)) for file in sorted(os.listdir(folder))])
    return taken


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def main():
    names = sys.argv[sys.argv.index('--') + 1:] if '--' in sys.argv else []
    differing, missed, skipped = [], [], []
    for name, build in CASES.items():
        if names and name not in names:
            continue
        taken = {}
        try:
            for is_kept in (False, True):
                build(Stage())
                left_alone = not keeps_pictures(bpy.context.scene)
                taken[is_kept] = render_frames(name, is_kept)
                for handlers in (bpy.app.handlers.frame_change_pre, bpy.app.handlers.frame_change_post):
                    handlers.clear()
        except (AttributeError, KeyError, TypeError, RuntimeError, ValueError) as error:
            skipped.append('%s (%s)' % (name, str(error).strip()[:100]))
            continue
        frames = [frame for frame, a, b in zip(FRAMES, taken[False], taken[True]) if a != b]
        print('CASE %s: %s%s' % (
            name, 'differs in frames %s' % frames if frames else 'same', ', left alone by auto' if left_alone else ''), flush=True)
        if frames:
            differing.append(name)
            if not left_alone:
                missed.append(name)
    print('RESULT Blender %s: %d cases, %d differ (%s), %d of them not known to auto (%s), not in this version: %s' % (
        bpy.app.version_string, len(names or CASES) - len(skipped), len(differing), ', '.join(differing) or 'none',
        len(missed), ', '.join(missed) or 'none', ', '.join(skipped) or 'none'), flush=True)
    os._exit(1 if missed else 0)


main()
