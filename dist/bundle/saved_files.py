"""The files of a frame: where they are saved, the kinds that Blender does not save itself, and what differs in equal ones."""

import mmap
import os
import re
import zlib

import bpy

from scene_settings import set_format

KINDS = {
    'render': {
        'media_type': 'MULTI_LAYER_IMAGE', 'file_format': 'OPEN_EXR_MULTILAYER',
        'color_mode': 'RGBA', 'color_depth': '32', 'exr_codec': 'ZIP',
    },
    'preview': {
        'media_type': 'IMAGE', 'file_format': 'OPEN_EXR', 'color_mode': 'RGB', 'color_depth': '16', 'exr_codec': 'DWAA',
    },
}


def save_others(scene, directory, kinds):
    """Saves the other kinds from the one render there was."""
    wanted = [kind for kind in kinds if kind in KINDS]
    if not wanted:
        return
    image_settings = scene.render.image_settings
    kept = {key: getattr(image_settings, key) for key in KINDS['render'] if hasattr(image_settings, key)}
    space = getattr(image_settings, 'linear_colorspace_settings', None)
    kept_space = space.name if space and image_settings.color_management == 'OVERRIDE' else None
    for kind in wanted:
        set_format(image_settings, KINDS[kind])
        bpy.data.images['Render Result'].save_render(os.path.join(directory, kind + '.exr'))
    # Another format resets the colour space of the file, so that comes last.
    set_format(image_settings, kept)
    if kept_space:
        space.name = kept_space


def redirect_file_outputs(directory):
    """Sends what File Output nodes save below a folder, with their own names."""
    trees = [scene.node_tree for scene in bpy.data.scenes if getattr(scene, 'node_tree', None)]
    trees += [group for group in bpy.data.node_groups if group.bl_idname == 'CompositorNodeTree']
    for tree in trees:
        for node in tree.nodes:
            if node.bl_idname == 'CompositorNodeOutputFile':
                try:
                    redirect(node, directory)
                except (AttributeError, TypeError) as error:
                    node.mute = True
                    print('WARN: The File Output node "%s" is left out: %s' % (node.name, error))


def redirect(node, directory):
    key = 'directory' if hasattr(node, 'directory') else 'base_path'
    # Noted in the node, since the next frame has another folder.
    if 'blendnet_path' not in node:
        node['blendnet_path'] = below(getattr(node, key))
        for slot in getattr(node, 'file_slots', ()):
            slot.path = below(slot.path, keep=True)
        if hasattr(node, 'file_name'):
            node.file_name = below(node.file_name, keep=True)
        for item in getattr(node, 'file_output_items', ()):
            item.name = item.name.replace('..', '_')
    setattr(node, key, os.path.join(directory, node['blendnet_path']))


def below(path, keep=False):
    """A path without ways up: all of a relative one, the last name of an absolute one."""
    relative = path.startswith('//') or not (path.startswith(('/', '\\')) or path[1:2] == ':')
    parts = [part for part in re.split(r'[\\/]', path) if part not in ('', '.', '..') and not part.endswith(':')]
    name = '/'.join(parts if relative or keep else parts[-1:])
    return name + ('/' if not keep and path.endswith(('/', '\\')) and name else '')


def blank_times(directory):
    """Sets Cycles' stopwatch readings to zero in all pictures: equal pictures shall be equal files. They keep their length."""
    for folder, _, files in os.walk(directory):
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.islink(path) and os.path.getsize(path) >= 16:
                blank_file(path)


def blank_file(path):
    with open(path, 'r+b') as file, mmap.mmap(file.fileno(), 0) as data:
        if data[:4] == b'\x76\x2f\x31\x01':
            blank_exr(data)
        elif data[:8] == b'\x89PNG\r\n\x1a\n':
            blank_png(data)
        elif data[:2] == b'\xff\xd8':
            blank_jpeg(data)


def blank(value):
    return re.sub(rb'[0-9]', b'0', value)


def blank_exr(data):
    multipart = data[5] & 0x10
    at = 8
    while data[at] or (multipart and data[at + 1]):
        if not data[at]:  # an empty name ends a part's header
            at += 1
            continue
        name_end = data.find(b'\0', at)
        type_end = data.find(b'\0', name_end + 1)
        value = type_end + 5
        end = value + int.from_bytes(data[type_end + 1:value], 'little')
        if re.fullmatch(rb'cycles\..*_time', data[at:name_end]):
            data[value:end] = blank(data[value:end])
        at = end


def blank_png(data):
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at:at + 4], 'big')
        kind, start, end = data[at + 4:at + 8], at + 8, at + 8 + length
        if kind == b'tEXt' and re.match(rb'cycles\.[^\0]*_time\0', data[start:end]):
            value = data.find(b'\0', start) + 1
            data[value:end] = blank(data[value:end])
            data[end:end + 4] = zlib.crc32(data[at + 4:end]).to_bytes(4, 'big')
        at = end + 4


def blank_jpeg(data):
    at = 2
    while at + 4 <= len(data) and data[at] == 0xff and data[at + 1] != 0xda:
        end = at + 2 + int.from_bytes(data[at + 2:at + 4], 'big')
        if data[at + 1] == 0xfe:
            found = re.match(rb'Blender:cycles\.[^:]*_time:', data[at + 4:end])
            if found:
                value = at + 4 + found.end()
                data[value:end] = blank(data[value:end])
        at = end
