"""Makes a project whose geometry costs more than its samples: blender -b --factory-startup --python heavy-scene.py -- FILE

Nine subdivided meshes that stay as they are, and a camera that moves, as in a turntable or a walk through a set.
"""

import math
import sys

import bpy

scene = bpy.context.scene
for thing in list(scene.objects):
    if thing.type == 'MESH':
        bpy.data.objects.remove(thing)
for index in range(9):
    bpy.ops.mesh.primitive_monkey_add(location=(index % 3 * 3 - 3, index // 3 * 3 - 3, 0))
    head = bpy.context.object
    levels = head.modifiers.new('Subdivision', 'SUBSURF')
    levels.render_levels = 5
scene.render.engine = 'CYCLES'
scene.cycles.samples = 4
scene.cycles.use_denoising = False
scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 480, 270, 100
scene.frame_start, scene.frame_end = 1, 6
camera = scene.camera
for frame in range(1, 7):
    angle = frame * 0.1
    camera.location = (12 * math.sin(angle), -12 * math.cos(angle), 7)
    camera.rotation_euler = (math.radians(60), 0, angle)
    camera.keyframe_insert('location', frame=frame)
    camera.keyframe_insert('rotation_euler', frame=frame)
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[-1])
