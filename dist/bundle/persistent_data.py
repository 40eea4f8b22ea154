"""Where Blender's Persistent Data gives the same pictures: shown by scripts/persistent-data.py, by its cases on three versions."""

import bpy

# Objects of which it was shown.
KNOWN_OBJECTS = {
    'MESH', 'CURVE', 'SURFACE', 'FONT', 'META', 'CURVES', 'EMPTY', 'LIGHT', 'CAMERA', 'ARMATURE', 'LATTICE', 'SPEAKER',
}
# Modifiers with a state of their own from frame to frame.
PHYSICS = {'SOFT_BODY', 'FLUID', 'DYNAMIC_PAINT', 'PARTICLE_SYSTEM', 'PARTICLE_INSTANCE', 'EXPLODE', 'MESH_CACHE', 'MESH_SEQUENCE_CACHE'}


def keeps_pictures(scene):
    """Where nothing is that pictures went wrong with, and nothing that was not tried."""
    return (
        bpy.app.version >= (3, 4, 0)
        and len(bpy.data.scenes) == 1
        and not scripts_act()
        and not changes_settings(scene)
        and not any(layer.samples for layer in scene.view_layers)
        and not any(image.source == 'MOVIE' for image in bpy.data.images)
        and all(is_known(thing) for thing in bpy.data.objects)
    )


def scripts_act():
    """A script may change what Cycles does not look at again, such as the pixels of an image."""
    handlers = bpy.app.handlers
    names = ('frame_change_pre', 'frame_change_post', 'depsgraph_update_pre', 'depsgraph_update_post', 'render_pre', 'render_init')
    return any(getattr(handlers, name) for name in names)


def changes_settings(scene):
    """Cycles does not see that samples have changed (5.2), nor what Simplify has (all)."""
    animation = scene.animation_data
    if animation is None:
        return False
    # Actions are kept otherwise from version to version: whatever is animated counts.
    return animation.action is not None or len(animation.drivers) > 0 or len(animation.nla_tracks) > 0


def is_known(thing):
    return (
        thing.type in KNOWN_OBJECTS
        and not thing.particle_systems
        and not any(modifier.type in PHYSICS or is_adaptive(modifier) for modifier in thing.modifiers)
        and not getattr(getattr(thing, 'cycles', None), 'use_adaptive_subdivision', False)
    )


def is_adaptive(modifier):
    """Subdivision that depends on where the camera is; of an object until Blender 5."""
    return getattr(modifier, 'use_adaptive_subdivision', False)
