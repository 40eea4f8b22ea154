"""Makes a project, saves it again in harmless ways, and once with each of many single changes.

blender -b --factory-startup --python blend_changes.py -- FOLDER [NAME…]
Writes base.blend, same-NAME.blend and change-NAME.blend, and cases.txt with the names of what this Blender could make.
"""
import os
import sys

import bpy

folder, *wanted = sys.argv[sys.argv.index("--") + 1:]
base = os.path.join(folder, "base.blend")
D = bpy.data


def scene():
    return D.scenes["Scene"]


def build():
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    cube = D.objects["Cube"]
    render = scene().render
    render.engine = "CYCLES"
    render.resolution_x, render.resolution_y = 64, 48
    scene().cycles.samples = 2
    scene().cycles.use_denoising = False
    bpy.ops.mesh.primitive_monkey_add(location=(2, 0, 0))
    D.objects["Suzanne"].modifiers.new("Sub", "SUBSURF")
    for name in ("Material", "Fur Material"):
        D.meshes["Suzanne"].materials.append(D.materials.get(name) or D.materials.new(name))
    D.objects["Suzanne"].active_material_index = 1
    cube.modifiers.new("Smooth", "SUBSURF")
    bevel = cube.modifiers.new("Bevel", "BEVEL")
    bevel.width = 0.1
    bpy.ops.object.camera_add(location=(0, -8, 2), rotation=(1.3, 0, 0))
    bpy.context.object.name = "Second"
    target = D.objects.new("Target", None)
    scene().collection.objects.link(target)
    track = cube.constraints.new("COPY_LOCATION")
    track.target = target
    track.influence = 0.5
    cube.shape_key_add(name="Basis")
    cube.shape_key_add(name="Tall").data[0].co.z += 1
    target.keyframe_insert("location", frame=1)
    target.location.x = 1
    target.keyframe_insert("location", frame=10)
    driver = D.objects["Light"].driver_add("location", 2).driver
    driver.expression = "frame * 0.1"
    text = D.texts.new("Notes")
    text.write("one\ntwo")
    text.use_fake_user = True
    image = D.images.new("Wood", 8, 8)
    image.pack()
    material = D.materials["Material"]
    material.use_nodes = True
    tree = material.node_tree
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    noise = tree.nodes.new("ShaderNodeTexNoise")
    tree.links.new(noise.outputs["Fac" if "Fac" in noise.outputs else 0], tree.nodes["Principled BSDF"].inputs["Roughness"])
    cube["prop"] = 1.5
    curve = D.curves.new("Words", "FONT")
    curve.body = "abc"
    scene().collection.objects.link(D.objects.new("Words", curve))
    path = D.curves.new("Path", "CURVE")
    spline = path.splines.new("BEZIER")
    spline.bezier_points.add(2)
    scene().collection.objects.link(D.objects.new("Path", path))
    fur = D.objects["Suzanne"].modifiers.new("Fur", "PARTICLE_SYSTEM")
    fur.particle_system.settings.count = 5
    extra = D.collections.new("Extra")
    scene().collection.children.link(extra)
    geometry = D.node_groups.new("Geo", "GeometryNodeTree")
    geometry.nodes.new("GeometryNodeMeshCube")
    geometry.use_fake_user = True
    scene().sequence_editor_create()
    editor = scene().sequence_editor
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    extent = {"frame_end": 10} if bpy.app.version < (5, 0, 0) else {"length": 9}
    strips.new_effect("Red", "COLOR", 1, 1, **extent).color = (1, 0, 0)
    scene().display.shading.color_type = "TEXTURE"
    make_group()
    curve = fcurve()
    curve.modifiers.new("NOISE").strength = 2
    textured = tree.nodes.new("ShaderNodeTexImage")
    textured.name = "Second Texture"
    textured.image = D.images.new("Stone", 8, 8)
    textured.image.pixels = [0.9, 0.1, 0.1, 1] * 64
    textured.image.pack()
    tree.nodes.active = textured
    D.curves["Path"].bevel_depth = 0.1
    other = D.scenes.new("Other")
    other.camera = D.objects["Second"]
    elsewhere = D.objects.new("Elsewhere", D.meshes.new("Elsewhere"))
    other.collection.objects.link(elsewhere)
    bpy.ops.wm.save_as_mainfile(filepath=base)
    # Once more: what a script makes and what is read again differ a little.
    bpy.ops.wm.open_mainfile(filepath=base)
    bpy.ops.wm.save_mainfile()


def put(path, value):
    """A change of one value: `put("objects['Cube'].location.x", 1)`."""
    owner, name = path.rsplit(".", 1)
    return lambda: setattr(eval("D." + owner), name, value)


def strips():
    editor = scene().sequence_editor
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def nodes():
    return D.materials["Material"].node_tree.nodes


def links():
    return D.materials["Material"].node_tree.links


def principled(name, value):
    def change():
        nodes()["Principled BSDF"].inputs[name].default_value = value
    return change


def keyframe():
    D.objects["Target"].keyframe_insert("location", frame=5)


def write_text():
    D.texts["Notes"].write("three")


def repaint():
    D.images["Wood"].pixels[0] = 0.75
    D.images["Wood"].pack()


def move_vertex():
    D.meshes["Suzanne"].vertices[3].co.x += 0.2


def switch_scene():
    bpy.context.window.scene = D.scenes["Other"]


def texture_space():
    D.curves["Path"].use_auto_texspace = False
    D.curves["Path"].texspace_size = (3, 3, 3)


CHANGES = {
    "object-location": put("objects['Suzanne'].location", (2, 0, 0.2)),
    "object-rotation": put("objects['Suzanne'].rotation_euler", (0, 0, 0.5)),
    "object-scale": put("objects['Suzanne'].scale", (1, 2, 1)),
    "object-hide-render": put("objects['Suzanne'].hide_render", True),
    "object-parent": lambda: setattr(D.objects["Words"], "parent", D.objects["Target"]),
    "object-data": lambda: setattr(D.objects["Suzanne"], "data", D.meshes["Cube"]),
    "object-rename": put("objects['Suzanne'].name", "Monkey"),
    "object-added": lambda: scene().collection.objects.link(D.objects.new("New", None)),
    "object-removed": lambda: D.objects.remove(D.objects["Words"]),
    "object-pass": put("objects['Suzanne'].pass_index", 3),
    "object-camera-ray": put("objects['Suzanne'].visible_camera", False),
    "object-holdout": put("objects['Suzanne'].is_holdout", True),
    "object-color": put("objects['Suzanne'].color", (1, 0, 0, 1)),
    "custom-property": lambda: D.objects["Cube"].__setitem__("prop", 2.5),
    "mesh-vertex": move_vertex,
    "mesh-smooth": lambda: D.meshes["Suzanne"].polygons.foreach_set("use_smooth", [True] * 500),
    "mesh-material-slot": lambda: D.meshes["Suzanne"].materials.append(D.materials["Material"]),
    "mesh-attribute": lambda: D.meshes["Suzanne"].attributes.new("tint", "FLOAT", "POINT"),
    "mesh-uv": lambda: setattr(D.meshes["Suzanne"].uv_layers[0].data[0], "uv", (0.1, 0.2)),
    "shape-key-value": lambda: setattr(D.shape_keys[0].key_blocks["Tall"], "value", 0.5),
    "shape-key-point": lambda: setattr(D.shape_keys[0].key_blocks["Tall"].data[1], "co", (3, 3, 3)),
    "material-roughness": principled("Metallic", 0.123),
    "material-color": principled("Base Color", (0.1, 0.2, 0.3, 1)),
    "material-blend": put("materials['Material'].pass_index", 2),
    "node-added": lambda: nodes().new("ShaderNodeRGB"),
    "node-removed": lambda: nodes().remove(nodes()["Image Texture"]),
    "node-muted": lambda: setattr(nodes()["Noise Texture"], "mute", True),
    "node-property": lambda: setattr(nodes()["Image Texture"], "extension", "CLIP"),
    "link-added": lambda: links().new(nodes()["Image Texture"].outputs[0], nodes()["Principled BSDF"].inputs[0]),
    "link-removed": lambda: links().remove(links()[-1]),
    "light-energy": put("lights['Light'].energy", 1234),
    "light-color": put("lights['Light'].color", (1, 0.5, 0)),
    "light-size": put("lights['Light'].shadow_soft_size", 0.7),
    "light-type": put("lights['Light'].type", "SUN"),
    "camera-lens": put("cameras['Camera'].lens", 85),
    "camera-clip": put("cameras['Camera'].clip_end", 50),
    "camera-dof": put("cameras['Camera'].dof.use_dof", True),
    "camera-shift": put("cameras['Camera'].shift_x", 0.1),
    "world-color": lambda: setattr(D.worlds["World"].node_tree.nodes["Background"].inputs[1], "default_value", 2),
    "scene-camera": lambda: setattr(scene(), "camera", D.objects["Second"]),
    "scene-active": switch_scene,
    "scene-frames": put("scenes['Scene'].frame_end", 99),
    "scene-gravity": put("scenes['Scene'].gravity", (0, 0, -5)),
    "render-resolution": put("scenes['Scene'].render.resolution_x", 65),
    "render-percentage": put("scenes['Scene'].render.resolution_percentage", 50),
    "render-engine": put("scenes['Scene'].render.engine", "BLENDER_WORKBENCH"),
    "render-samples": put("scenes['Scene'].cycles.samples", 3),
    "render-seed": put("scenes['Scene'].cycles.seed", 7),
    "render-transparent": put("scenes['Scene'].render.film_transparent", True),
    "render-format": put("scenes['Scene'].render.image_settings.color_depth", "16"),
    "render-border": put("scenes['Scene'].render.use_border", True),
    "color-exposure": put("scenes['Scene'].view_settings.exposure", 1),
    "color-transform": put("scenes['Scene'].view_settings.view_transform", "Raw"),
    "color-look": put("scenes['Scene'].view_settings.gamma", 1.5),
    "keyframe-added": keyframe,
    "keyframe-moved": lambda: setattr(fcurve().keyframe_points[1], "co", (10, 4)),
    "keyframe-interpolation": lambda: setattr(fcurve().keyframe_points[0], "interpolation", "LINEAR"),
    "driver-expression": lambda: setattr(D.objects["Light"].animation_data.drivers[0].driver, "expression", "frame * 0.3"),
    "modifier-width": put("objects['Cube'].modifiers['Bevel'].width", 0.3),
    "modifier-added": lambda: D.objects["Cube"].modifiers.new("Wave", "WAVE"),
    "modifier-removed": lambda: D.objects["Cube"].modifiers.remove(D.objects["Cube"].modifiers["Bevel"]),
    "modifier-hide-render": put("objects['Cube'].modifiers['Bevel'].show_render", False),
    "constraint-influence": put("objects['Cube'].constraints['Copy Location'].influence", 0.9),
    "constraint-target": lambda: setattr(D.objects["Cube"].constraints[0], "target", D.objects["Words"]),
    "particle-count": lambda: setattr(D.particles[0], "count", 9),
    "text-line": write_text,
    "text-body": put("curves['Words'].body", "abd"),
    "curve-bevel": put("curves['Path'].bevel_depth", 0.2),
    "curve-point": lambda: setattr(D.curves["Path"].splines[0].bezier_points[0], "co", (1, 1, 1)),
    "packed-image": repaint,
    "image-colorspace": lambda: setattr(D.images["Wood"].colorspace_settings, "name", "Non-Color"),
    "collection-hide": put("collections['Extra'].hide_render", True),
    "collection-exclude": lambda: setattr(scene().view_layers[0].layer_collection.children["Extra"], "exclude", True),
    "view-layer-pass": lambda: setattr(scene().view_layers[0], "use_pass_z", not scene().view_layers[0].use_pass_z),
    "view-layer-added": lambda: scene().view_layers.new("More"),
    "strip-color": lambda: setattr(strips()["Red"], "color", (0, 1, 0)),
    "strip-mute": lambda: setattr(strips()["Red"], "mute", True),
    "keyframe-group-mute": lambda: setattr(fcurve().group, "mute", True),
    "keyframe-modifier-mute": lambda: setattr(fcurve().modifiers[0], "mute", True),
    "curve-texture-space": texture_space,
    "node-active-texture": lambda: setattr(nodes(), "active", nodes()["Image Texture"]),
    "object-display": put("objects['Suzanne'].display_type", "WIRE"),
    "object-in-front": put("objects['Suzanne'].show_in_front", True),
    "other-scene-mesh": lambda: D.meshes["Elsewhere"].from_pydata([(0, 0, 1)], [], []),
    "geometry-node": lambda: setattr(D.node_groups["Geo"].nodes[0].inputs[1], "default_value", 7),
}


def fcurve():
    action = D.objects["Target"].animation_data.action
    if hasattr(action, "fcurves"):
        return action.fcurves[0]
    return action.layers[0].strips[0].channelbags[0].fcurves[0]


def make_group():
    action = D.objects["Target"].animation_data.action
    owner = action if hasattr(action, "groups") else action.layers[0].strips[0].channelbags[0]
    if fcurve().group is None:
        fcurve().group = owner.groups.new("Moves") if len(owner.groups) == 0 else owner.groups[0]


def select():
    for one in D.objects:
        one.select_set(one.name == "Suzanne")
    bpy.context.view_layer.objects.active = D.objects["Suzanne"]


def edit_and_leave():
    select()
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.object.mode_set(mode="OBJECT")


def show_in_viewport():
    for name in ("show_name", "show_axis", "show_wire", "show_all_edges", "show_texture_space"):
        setattr(D.objects["Cube"], name, True)


def hide_in_viewport():
    D.objects["Suzanne"].hide_viewport = True
    D.objects["Cube"].modifiers["Bevel"].show_viewport = False
    D.objects["Cube"].modifiers["Bevel"].show_in_editmode = False
    D.collections["Extra"].hide_viewport = True


def show_node():
    node = nodes()["Noise Texture"]
    node.hide = True
    node.label = "Here"
    node.use_custom_color = True
    node.color = (1, 0, 0)
    node.width = 300
    node.show_options = False
    node.outputs[1].hide = True


HARMLESS = {
    "again": lambda: None,
    "selection": select,
    "edit-and-leave": edit_and_leave,
    "cursor": lambda: setattr(scene().cursor, "location", (1, 2, 3)),
    "fake-user": lambda: setattr(D.materials["Material"], "use_fake_user", True),
    "workspace": lambda: setattr(bpy.context.window, "workspace", D.workspaces[-1]),
    "viewport": show_in_viewport,
    "hidden-in-viewport": hide_in_viewport,
    "levels": put("objects['Cube'].modifiers['Smooth'].levels", 3),
    "slot": put("objects['Suzanne'].active_material_index", 0),
    "empty": put("objects['Target'].empty_display_size", 4),
    "camera-size": put("cameras['Camera'].display_size", 3),
    "color-tag": put("collections['Extra'].color_tag", "COLOR_03"),
    "node-shown": show_node,
    "strip-selected": lambda: setattr(strips()["Red"], "select", not strips()["Red"].select),
    "keyframe-selected": lambda: setattr(fcurve(), "select", not fcurve().select),
    "node-moved": lambda: setattr(nodes()["Noise Texture"], "location", (5, 5)),
}


def save(prefix, name, change, compress=False, path=None):
    bpy.ops.wm.open_mainfile(filepath=base)
    try:
        change()
    except Exception as error:
        print("cannot:", name, error)
        return
    path = path or os.path.join(folder, prefix + "-" + name + ".blend")
    bpy.ops.wm.save_as_mainfile(filepath=path, compress=compress, copy=False)
    with open(os.path.join(folder, "cases.txt"), "a") as cases:
        cases.write(os.path.relpath(path, folder) + "\n")


build()
for name, change in HARMLESS.items():
    if not wanted or name in wanted:
        save("same", name, change)
if not wanted or "compressed" in wanted:
    save("same", "compressed", lambda: None, compress=True)
if not wanted or "folder" in wanted:
    os.makedirs(os.path.join(folder, "other"), exist_ok=True)
    save("same", "folder", lambda: None, path=os.path.join(folder, "other", "same-folder.blend"))
for name, change in CHANGES.items():
    if not wanted or name in wanted:
        save("change", name, change)
