"""Changes a scene where the user has set something; all else stays as it was saved."""

import bpy

from persistent_data import keeps_pictures

# What stands in for a movie format, which cannot hold one frame.
STILL = {'media_type': 'IMAGE', 'file_format': 'PNG', 'color_mode': 'RGB', 'color_depth': '8'}
DEVICES = ('OPTIX', 'CUDA', 'HIP', 'ONEAPI', 'METAL')


def apply(scene, settings):
    """Applies the settings. @returns what Cycles renders with: the device, for people, and whether it keeps data; None for other engines"""
    if settings['scene'] is not None and scene.name != settings['scene']:
        raise RuntimeError('The project has no scene "%s"; it has %s' % (settings['scene'], names(bpy.data.scenes)))
    if not settings['scripts']:
        leave_out_style_modules()
    render = scene.render
    render.use_overwrite = True
    render.use_placeholder = False
    render.use_file_extension = True
    if render.is_movie_format:
        set_format(render.image_settings, STILL)
    leave_out_clocks(render)
    if settings['compositing'] is not None:
        render.use_compositing = settings['compositing']
    set_quality(scene, settings)
    set_view(scene, settings)
    if render.engine != 'CYCLES':
        return None
    device = choose_device(scene, settings['device'])
    return {'device': device, 'persistentData': choose_persistent_data(scene, settings['persistentData'], device)}


def leave_out_clocks(render):
    """Metadata that differs from run to run would make equal pictures unequal files. Burnt in, it is part of the picture."""
    if not render.use_stamp:
        for key in ('date', 'render_time', 'filename', 'memory', 'hostname'):
            setattr(render, 'use_stamp_' + key, False)


def leave_out_style_modules():
    """Freestyle runs its style modules, which are Python, also where Blender is told to run no scripts."""
    for scene in bpy.data.scenes:
        for layer in scene.view_layers:
            modules = layer.freestyle_settings.modules
            for module in list(modules):
                modules.remove(module)


def set_format(image_settings, wanted):
    # In this order: what a property may be depends on the ones before it (media_type exists from 5.0 on).
    for key, value in wanted.items():
        if hasattr(image_settings, key) and (key != 'exr_codec' or 'EXR' in wanted['file_format']):
            setattr(image_settings, key, value)


def set_quality(scene, settings):
    samples, seed = settings['samples'], settings['seed']
    if samples is not None:
        if scene.render.engine == 'CYCLES':
            scene.cycles.samples = samples
        elif scene.render.engine.startswith('BLENDER_EEVEE'):
            scene.eevee.taa_render_samples = samples
        else:
            print('WARN: %s has no samples to set' % scene.render.engine)
    if seed is not None:
        if scene.render.engine == 'CYCLES':
            scene.cycles.seed = seed
        else:
            print('WARN: %s has no seed to set' % scene.render.engine)


def set_view(scene, settings):
    camera, layer, resolution = settings['camera'], settings['viewLayer'], settings['resolution']
    if camera is not None:
        cameras = [thing for thing in scene.objects if thing.type == 'CAMERA']
        chosen = [thing for thing in cameras if thing.name == camera]
        if not chosen:
            raise RuntimeError('The scene has no camera "%s"; it has %s' % (camera, names(cameras)))
        scene.camera = chosen[0]
        for marker in scene.timeline_markers:
            marker.camera = None  # it would take over again
    if layer is not None:
        if layer not in scene.view_layers:
            raise RuntimeError('The scene has no view layer "%s"; it has %s' % (layer, names(scene.view_layers)))
        for one in scene.view_layers:
            one.use = one.name == layer
    if resolution is not None:
        render = scene.render
        if 'percentage' in resolution:
            render.resolution_percentage = resolution['percentage']
        else:
            render.resolution_x, render.resolution_y = resolution['width'], resolution['height']
            render.resolution_percentage = 100


def names(things):
    return ', '.join('"%s"' % thing.name for thing in things) or 'none'


def choose_device(scene, wanted):
    """Where nothing is wanted, Cycles itself takes the CPU for a device that is not there."""
    if wanted == 'cpu':
        scene.cycles.device = 'CPU'
    elif wanted in ('gpu', 'auto'):
        preferences = bpy.context.preferences.addons['cycles'].preferences
        there = []
        for kind in DEVICES:
            try:
                preferences.compute_device_type = kind
            except TypeError:
                continue  # not in this build
            preferences.get_devices()
            there = [device for device in preferences.devices if device.type == kind]
            if there:
                break
        if there:
            for device in preferences.devices:
                device.use = device in there
            scene.cycles.device = 'GPU'
        elif wanted == 'gpu':
            raise RuntimeError('There is no GPU that Cycles can render with; this machine has the CPU')
        else:
            preferences.compute_device_type = 'NONE'
            scene.cycles.device = 'CPU'
    return describe_device(scene)


def describe_device(scene):
    preferences = bpy.context.preferences.addons['cycles'].preferences
    kind = preferences.compute_device_type
    if scene.cycles.device != 'GPU' or kind == 'NONE':
        return 'CPU'
    used = sorted({device.name for device in preferences.devices if device.use and device.type == kind})
    return '%s (%s)' % (kind, ', '.join(used)) if used else 'CPU'


def choose_persistent_data(scene, wanted, device):
    """Whether Cycles keeps data from one frame to the next; where nothing is wanted, also where pictures are the same with it."""
    render = scene.render
    if wanted != 'auto':
        render.use_persistent_data = wanted == 'on'
    elif device == 'CPU' and keeps_pictures(scene):
        render.use_persistent_data = True
    return render.use_persistent_data
