"""Renders the projects that blend_changes.py made, and says what each picture is.

blender -b --factory-startup --python blend_pictures.py -- FOLDER ENGINE…
Prints `PICTURE CASE ENGINE DIGEST` for each.
"""
import hashlib
import os
import sys

import bpy

folder, *engines = sys.argv[sys.argv.index("--") + 1:]
with open(os.path.join(folder, "cases.txt")) as listed:
    cases = ["base.blend", *listed.read().split("\n")]


def render(case, engine):
    bpy.ops.wm.open_mainfile(filepath=os.path.join(folder, case))
    scene = bpy.context.scene
    scene.render.engine = engine
    # Its one strip would hide the scene.
    scene.render.use_sequencer = False
    # Not every Blender has one.
    scene.cycles.use_denoising = False
    # A name of its own: Blender keeps a picture that it has loaded mapped into memory.
    picture = os.path.join(folder, f"{engine}-{case.replace(os.sep, '-')}.png")
    scene.render.filepath = picture
    scene.frame_set(7)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(picture, check_existing=False)
    digest = hashlib.sha1(repr((list(image.size), list(image.pixels))).encode()).hexdigest()
    bpy.data.images.remove(image)
    os.remove(picture)
    return digest


for case in filter(None, cases):
    for engine in engines:
        print("PICTURE", case, engine, render(case, engine), flush=True)
