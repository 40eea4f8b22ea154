"""Makes the example project next to this file: blender -b --factory-startup --python examples/make-project.py

project/scenes/shot.blend    turntable, frames 1-10, with a compositor; reads the two files below by relative path
project/library/props.blend  a vase with flowers and some fruit, linked as a collection
project/textures/terrazzo.png

Made with Blender 3.4 so that every later version opens it.
"""

import math
import os

import bpy
from mathutils import Vector, noise

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'project')


def path(*parts):
    name = os.path.join(ROOT, *parts)
    os.makedirs(os.path.dirname(name), exist_ok=True)
    return name


def make_texture(size=384, chips_across=22):
    """Terrazzo: cells of a Voronoi pattern that are far enough from their borders become chips of stone."""
    stones = [(0.80, 0.45, 0.30), (0.25, 0.42, 0.42), (0.93, 0.75, 0.45), (0.45, 0.35, 0.32), (0.97, 0.93, 0.88)]
    mortar = (0.90, 0.88, 0.85)
    pixels = []
    for at in range(size * size):
        place = (at % size * chips_across / size, at // size * chips_across / size, 0.5)
        (first, second, *_), (center, *_) = noise.voronoi(place)
        cell = noise.cell(center * 37)
        stone = stones[int(abs(cell) * 997) % len(stones)]
        pixels.extend((*(stone if second - first > 0.16 and first < 0.5 else mortar), 1))
    image = bpy.data.images.new('terrazzo', size, size)
    image.pixels.foreach_set(pixels)
    image.file_format = 'PNG'
    image.filepath_raw = path('textures', 'terrazzo.png')
    image.save()
    bpy.data.images.remove(image)


def material(name, color, roughness=0.5):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    shader = made.node_tree.nodes['Principled BSDF']
    shader.inputs['Base Color'].default_value = (*color, 1)
    shader.inputs['Roughness'].default_value = roughness
    return made


def lathe(name, profile, surface, collection, steps=36, location=(0, 0, 0), rotation=(0, 0, 0)):
    """Turns (radius, height) points around the z axis into a smooth closed mesh.

    Below 1024 faces: beyond that Blender 3.x sums up normals in several threads, and their last bit varies.
    """
    turns = [2 * math.pi * step / steps for step in range(steps)]
    vertices = [(r * math.cos(a), r * math.sin(a), z) for r, z in profile for a in turns]
    faces = [
        (ring * steps + step, ring * steps + (step + 1) % steps, (ring + 1) * steps + (step + 1) % steps, (ring + 1) * steps + step)
        for ring in range(len(profile) - 1)
        for step in range(steps)
    ]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(vertices, [], faces)
    mesh.polygons.foreach_set('use_smooth', [True] * len(faces))
    mesh.materials.append(surface)
    made = bpy.data.objects.new(name, mesh)
    made.location, made.rotation_euler = location, rotation
    collection.objects.link(made)
    return made


def curve(points, count=24):
    """A smooth (Catmull-Rom) line through (radius, height) points."""
    padded = [Vector(point) for point in (points[0], *points, points[-1])]
    segments = len(points) - 1
    steps = max(count // segments, 2)
    line = []
    for at in range(segments * steps):
        a, b, c, d = padded[at // steps : at // steps + 4]
        t = at % steps / steps
        line.append((2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3) / 2)
    return [(max(r, 0.0005), z) for r, z in [*line, points[-1]]]


def make_library():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    props = bpy.data.collections.new('Props')
    bpy.context.scene.collection.children.link(props)

    glaze = material('Glaze', (0.02, 0.13, 0.22), 0.12)
    vase = curve([(0, 0), (0.24, 0), (0.40, 0.30), (0.36, 0.62), (0.15, 0.92), (0.13, 1.05), (0.19, 1.16), (0.16, 1.15), (0.10, 1.02)])
    lathe('Vase', vase, glaze, props, location=(-0.28, 0.22, 0))

    stem, flower = material('Stem', (0.16, 0.22, 0.06)), material('Flower', (0.95, 0.48, 0.03), 0.8)
    ball = curve([(0, -0.12), (0.10, -0.07), (0.12, 0), (0.10, 0.07), (0, 0.12)], 24)
    for at, (lean, turn, length) in enumerate([(0.16, 0.4, 0.95), (0.34, 2.3, 0.72), (0.30, 4.4, 0.80), (0.42, 5.5, 0.55)]):
        place = {'location': (-0.28, 0.22, 1.0), 'rotation': (0, lean, turn)}
        lathe(f'Stem {at}', [(0.014, -0.3), (0.010, length)], stem, props, 8, **place)
        top = (-0.28 + length * math.sin(lean) * math.cos(turn), 0.22 + length * math.sin(lean) * math.sin(turn), 1.0 + length * math.cos(lean))
        lathe(f'Flower {at}', ball, flower, props, 24, top)

    lemon_peel, pear_peel = material('Lemon', (0.90, 0.62, 0.04), 0.35), material('Pear', (0.42, 0.50, 0.10), 0.4)
    lemon = curve([(0, -0.31), (0.05, -0.27), (0.17, -0.16), (0.21, 0), (0.17, 0.16), (0.05, 0.27), (0, 0.30)])
    lathe('Lemon A', lemon, lemon_peel, props, location=(0.52, 0.20, 0.205), rotation=(1.5, 0, 0.9))
    lathe('Lemon B', lemon, lemon_peel, props, location=(0.10, -0.58, 0.205), rotation=(1.5, 0, -0.6))
    pear = curve([(0, 0.02), (0.12, 0), (0.26, 0.13), (0.27, 0.27), (0.16, 0.46), (0.10, 0.60), (0.06, 0.67), (0, 0.68)])
    lathe('Pear', pear, pear_peel, props, location=(0.56, -0.40, 0), rotation=(0.03, 0.06, 0))
    lathe('Pear stalk', [(0.018, 0.60), (0.012, 0.80)], stem, props, 8, (0.56, -0.40, 0), (0.12, 0.10, 0))
    bpy.ops.wm.save_as_mainfile(filepath=path('library', 'props.blend'), compress=True)


def area_light(scene, name, energy, size, color, location, target=(0, 0, 0.5)):
    light = bpy.data.lights.new(name, 'AREA')
    light.energy, light.size, light.color = energy, size, color
    made = bpy.data.objects.new(name, light)
    made.location = location
    aim(made, target)
    scene.collection.objects.link(made)


def aim(thing, target):
    thing.rotation_euler = (Vector(target) - thing.location).to_track_quat('-Z', 'Y').to_euler()


def make_turntable(scene):
    top = material('Terrazzo', (1, 1, 1), 0.25)
    nodes, links = top.node_tree.nodes, top.node_tree.links
    picture = nodes.new('ShaderNodeTexImage')
    picture.image = bpy.data.images.load(path('textures', 'terrazzo.png'))
    scale, position = nodes.new('ShaderNodeMapping'), nodes.new('ShaderNodeTexCoord')
    scale.inputs['Scale'].default_value = (0.39, 0.39, 0.39)
    scale.inputs['Location'].default_value = (0.5, 0.5, 0.0)
    links.new(position.outputs['Object'], scale.inputs['Vector'])
    links.new(scale.outputs['Vector'], picture.inputs['Vector'])
    links.new(picture.outputs['Color'], nodes['Principled BSDF'].inputs['Base Color'])
    table = lathe('Turntable', [(0.001, 0), (1.25, 0), (1.28, -0.03), (1.28, -0.16), (1.20, -0.20)], top, scene.collection, 96)
    lathe('Ground', [(0.001, -0.2), (30, -0.2)], material('Ground', (0.46, 0.17, 0.10), 0.7), scene.collection, 32)
    # One turn in ten frames, at an even speed.
    for frame, turn in ((1, 0.0), (11, 2 * math.pi)):
        table.rotation_euler.z = turn
        table.keyframe_insert('rotation_euler', index=2, frame=frame)
    for key in table.animation_data.action.fcurves[0].keyframe_points:
        key.interpolation = 'LINEAR'
    return table


def make_compositor(scene):
    """Glow, a warm grade and a vignette: easy to see when they are missing."""
    scene.use_nodes = True
    nodes, links = scene.node_tree.nodes, scene.node_tree.links
    nodes.clear()
    layers, output = nodes.new('CompositorNodeRLayers'), nodes.new('CompositorNodeComposite')
    glow, grade = nodes.new('CompositorNodeGlare'), nodes.new('CompositorNodeColorBalance')
    glow.glare_type, glow.quality, glow.threshold, glow.size = 'FOG_GLOW', 'HIGH', 0.9, 6
    grade.correction_method = 'LIFT_GAMMA_GAIN'
    grade.lift, grade.gain = (0.97, 1.0, 1.05), (1.10, 1.02, 0.92)
    oval, soft, strength = nodes.new('CompositorNodeEllipseMask'), nodes.new('CompositorNodeBlur'), nodes.new('CompositorNodeMixRGB')
    oval.width, oval.height = 0.86, 0.72
    soft.filter_type, soft.size_x, soft.size_y = 'FAST_GAUSS', 70, 70
    strength.blend_type = 'MULTIPLY'
    strength.inputs[0].default_value = 0.75
    links.new(layers.outputs['Image'], glow.inputs['Image'])
    links.new(glow.outputs['Image'], grade.inputs['Image'])
    links.new(oval.outputs['Mask'], soft.inputs['Image'])
    links.new(grade.outputs['Image'], strength.inputs[1])
    links.new(soft.outputs['Image'], strength.inputs[2])
    links.new(strength.outputs['Image'], output.inputs['Image'])


def make_shot():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.frame_start, scene.frame_end = 1, 10
    scene.render.engine = 'CYCLES'
    scene.render.resolution_x, scene.render.resolution_y = 320, 180
    scene.render.image_settings.color_mode = 'RGB'
    scene.render.filepath = '//../frames/shot-'
    scene.cycles.samples = 16
    scene.cycles.use_adaptive_sampling = False
    scene.view_layers[0].cycles.use_denoising = False
    scene.view_layers[0].use_pass_normal = True
    scene.view_settings.view_transform, scene.view_settings.look = 'Filmic', 'Medium High Contrast'

    table = make_turntable(scene)
    with bpy.data.libraries.load(path('library', 'props.blend'), link=True) as (_, wanted):
        wanted.collections = ['Props']
    props = bpy.data.objects.new('Props', None)
    props.instance_type, props.instance_collection = 'COLLECTION', wanted.collections[0]
    props.parent = table
    scene.collection.objects.link(props)

    world = scene.world = bpy.data.worlds.new('World')
    world.use_nodes = True
    world.node_tree.nodes['Background'].inputs['Color'].default_value = (0.85, 0.62, 0.50, 1)
    world.node_tree.nodes['Background'].inputs['Strength'].default_value = 0.35
    area_light(scene, 'Key', 260, 2.5, (1.0, 0.93, 0.84), (-2.6, -2.2, 3.6))
    area_light(scene, 'Rim', 140, 2.0, (0.75, 0.86, 1.0), (2.8, 2.2, 2.8))

    camera = bpy.data.objects.new('Camera', bpy.data.cameras.new('Camera'))
    camera.data.lens = 58
    camera.location = (0, -7.6, 2.9)
    aim(camera, (0, 0, 0.88))
    scene.collection.objects.link(camera)
    scene.camera = camera
    make_compositor(scene)
    # Paths can become relative only once the file has a place of its own; the second save leaves no backup copy.
    bpy.context.preferences.filepaths.save_version = 0
    bpy.ops.wm.save_as_mainfile(filepath=path('scenes', 'shot.blend'), compress=True)
    bpy.ops.file.make_paths_relative()
    bpy.ops.wm.save_mainfile(compress=True)


make_texture()
make_library()
make_shot()
