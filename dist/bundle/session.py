"""Keeps a project open in Blender and renders its frames as saved: blender … PROJECT --python session.py -- SESSION.json

SESSION.json: see `SessionSettings` in local/blender/session.ts. Takes a frame from each line of standard input and answers on file
descriptor 3, both in JSON; what Blender and the project's scripts print goes elsewhere. A frame is rendered the way
`blender --frame-start N --frame-end N --render-anim` does, since a still render advances simulations and names File
Output files otherwise. The API is probed, not the version: runs in Blender 3.0 and later.
"""

import json
import os
import queue
import sys
import threading
import time

import bpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import scene_settings  # noqa: E402
import saved_files  # noqa: E402

PROGRESS_SECONDS = 0.2


class Channel:
    """The pipes of the program that started Blender, out of the reach of what scripts print and read."""

    def __init__(self):
        self.told = 0.0
        commands = os.dup(0)
        with open(os.devnull, 'rb') as nothing:
            os.dup2(nothing.fileno(), 0)
        for descriptor in (commands, 3):
            os.set_inheritable(descriptor, False)
        self.answers = os.fdopen(3, 'w', encoding='utf-8')
        self.commands = queue.Queue()
        threading.Thread(target=self.listen, args=(commands,), daemon=True).start()

    def listen(self, descriptor):
        with os.fdopen(descriptor, encoding='utf-8') as lines:
            for line in lines:
                self.commands.put(json.loads(line))
        # That program has ended or wants no more: nobody needs what is being rendered.
        os._exit(0)

    def say(self, **answer):
        self.answers.write(json.dumps(answer) + '\n')
        self.answers.flush()

    def progress(self, text):
        now = time.monotonic()
        if now - self.told > PROGRESS_SECONDS:
            self.told = now
            self.say(progress=text)


def render_one(scene, frame):
    """Renders and saves one frame. @returns nothing: whether there are files tells how it went"""
    operator = bpy.ops.render.render
    if 'frame_start' in operator.get_rna_type().properties:
        operator(animation=True, frame_start=frame, frame_end=frame)
        return
    saved = (scene.frame_start, scene.frame_end)
    scene.frame_start = scene.frame_end = frame
    if (scene.frame_start, scene.frame_end) != (frame, frame):
        # The range has no negative frames.
        scene.frame_start, scene.frame_end = saved
        scene.frame_set(frame)
        scene.render.filepath = scene.render.frame_path(frame=frame)
        operator(write_still=True)
        return

    def put_back(*_):
        # Blender has read the range by now; stamps and metadata pad their frame numbers to its end.
        scene.frame_start, scene.frame_end = saved

    bpy.app.handlers.render_init.append(put_back)
    try:
        operator(animation=True)
    finally:
        put_back()
        if put_back in bpy.app.handlers.render_init:
            bpy.app.handlers.render_init.remove(put_back)


def render(scene, job):
    """Leaves the results in the job's directory: `compose*` as Blender saves it, with the other kinds that are wanted."""
    directory = job['directory']
    scene.render.filepath = os.path.join(directory, 'compose_')
    saved_files.redirect_file_outputs(os.path.join(directory, 'file-output'))
    render_one(scene, job['frame'])
    if not any(name.startswith('compose') for name in os.listdir(directory)):
        raise RuntimeError('Blender rendered the frame but saved no picture')
    saved_files.save_others(scene, directory, job['kinds'])
    saved_files.blank_times(directory)


def memory_bytes():
    """What this process holds; None where the system does not tell."""
    try:
        with open('/proc/self/statm', encoding='ascii') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except OSError:
        return None


def main(settings):
    channel = Channel()
    # What drivers and scripts print belongs to the frame that is rendered then, and must not be lost when Blender is killed.
    sys.stdout.reconfigure(line_buffering=True)
    # Some versions go on with an empty scene after a project that they could not open.
    if not bpy.data.filepath or not os.path.samefile(bpy.data.filepath, settings['project']):
        channel.say(failed='Blender did not open the project')
        return
    scene = bpy.context.scene
    try:
        cycles = scene_settings.apply(scene, settings)
    except (RuntimeError, KeyError, TypeError, ValueError) as error:
        channel.say(failed=str(error).strip())
        return
    # It has no argument before Blender 4.
    bpy.app.handlers.render_stats.append(lambda text, *_: isinstance(text, str) and channel.progress(text))
    channel.say(ready=True, cycles=cycles)
    while True:
        job = channel.commands.get()
        before = time.process_time()
        try:
            render(scene, job)
            cost = {'cpuSeconds': time.process_time() - before, 'memoryBytes': memory_bytes()}
            channel.say(frame=job['frame'], cost=cost)
        except Exception as error:  # whatever went wrong becomes the frame's message
            channel.say(failed=str(error).strip() or type(error).__name__)


if __name__ == '__main__':
    with open(sys.argv[-1], encoding='utf-8') as file:
        read = json.load(file)
    main(read)
    sys.stdout.flush()
    os._exit(1)
