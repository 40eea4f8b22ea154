export const id = 342;
export const ids = [342];
export const modules = {

/***/ 6342:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  startLocalFarm: () => (/* binding */ startLocalFarm)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(5260);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/local-farm/blender.ts








const installHint = 'Install Blender (Debian, Ubuntu: "sudo apt-get install --no-install-recommends blender"; macOS: "brew install --cask ' +
    'blender"; Windows: "winget install BlenderFoundation.Blender"), then have it on PATH or name it with BLENDER.';
/** Lines longer than this are cut: a project's script may print anything. */
const maxLineLength = 8192;
const probeTimeoutMs = 60_000;
const lastLinesTimeoutMs = 2000;
/**
 * Asks `command` (a name on PATH or a file) for its version.
 * @throws RenderError `no-agents` when it is not there, does not run, or is no Blender.
 */
async function findBlender(command, environment) {
    const own = ownEnvironment(environment);
    // Blender runs in another directory than this process.
    const program = /[\\/]/.test(command) ? (0,external_node_path_.resolve)(command) : command;
    const stdout = await (0,external_node_util_.promisify)(external_node_child_process_.execFile)(program, ['--version'], { env: own, timeout: probeTimeoutMs }).then((ran) => ran.stdout, (error) => {
        const said = (0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error));
        throw new errors/* RenderError */.vH('no-agents', `Blender does not run: ${said}`, { cause: error, hint: installHint });
    });
    const found = /^Blender (\d+)\.(\d+)(?:\.(\d+))?[^\r\n]*/m.exec(stdout);
    if (!found) {
        const said = (0,printable/* printable */.g)(stdout, 100);
        throw new errors/* RenderError */.vH('no-agents', `"${command} --version" is no Blender; it says "${said}"`, {
            hint: installHint,
        });
    }
    const version = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
    const buildDate = /build date: *(\S+)/.exec(stdout)?.[1] ?? 'Unknown';
    return {
        command: program,
        environment: own,
        version,
        versionString: found[0].slice('Blender '.length).trim(),
        buildDate,
    };
}
/**
 * What Blender needs of the environment. The rest stays here: a .blend file can carry scripts, and they have no business
 * with the tokens that CI puts into the environment.
 */
function ownEnvironment(environment) {
    const passed = /^(?:path|home|user|lang|lc_\w+|ld_library_path|dyld_\w+|display|xauthority|wayland_display|xdg_runtime_dir|libgl_\w+|mesa_\w+|ocio|systemroot|windir|userprofile|appdata|localappdata)$/i;
    const own = {};
    for (const [name, value] of Object.entries(environment)) {
        if (passed.test(name) && value !== undefined)
            own[name] = value;
    }
    return own;
}
/**
 * Runs a script in Blender on an opened project, as BlendNet's Agent does, and resolves when Blender has ended.
 * `--factory-startup` keeps one user's preferences out of the picture. `-y` lets the project's drivers and scripts run:
 * without them it would render differently from the farm, and who may send a project may have it rendered.
 *
 * @param run.directory working and temporary directory of the process
 * @param run.onLine gets every line that Blender prints
 * @param run.signal its abort kills Blender and every process it started
 * @throws RenderError `no-agents` when the process cannot be started
 */
async function runBlender(blender, run) {
    run.signal.throwIfAborted();
    const options = ['--background', '--factory-startup', '-noaudio', '-y', '--python-exit-code', '1'];
    const child = (0,external_node_child_process_.spawn)(blender.command, [...options, run.project, '--python', run.script, '--', run.scriptArgument], {
        cwd: run.directory,
        env: { ...blender.environment, TMPDIR: run.directory, TEMP: run.directory, TMP: run.directory },
        // A group of its own, so that all of it can be killed. Its standard input ends with this process: see render.py.
        detached: process.platform !== 'win32',
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'pipe'],
    });
    const kill = () => {
        killGroup(child.pid);
    };
    run.signal.addEventListener('abort', kill, { once: true });
    child.stdin.on('error', () => undefined); // Blender may end before it ever looks at its standard input
    eachLine(child.stdout, run.onLine);
    eachLine(child.stderr, run.onLine);
    const closed = new Promise((done) => child.once('close', done));
    try {
        const [code, signal] = (await (0,external_node_events_.once)(child, 'exit'));
        kill(); // whatever it started and left behind
        // Its last lines are still in the pipes, which a process that escaped the group could hold open for ever.
        await Promise.race([closed, (0,external_node_timers_promises_.setTimeout)(lastLinesTimeoutMs, undefined, { ref: false })]);
        return { code, signal };
    }
    catch (error) {
        const hint = installHint;
        throw new errors/* RenderError */.vH('no-agents', `Blender cannot be started: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error, hint });
    }
    finally {
        run.signal.removeEventListener('abort', kill);
        child.stdout.destroy();
        child.stderr.destroy();
    }
}
function killGroup(pid) {
    if (pid === undefined)
        return;
    try {
        process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    }
    catch {
        // It has ended already.
    }
}
function eachLine(stream, onLine) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    let rest = '';
    stream.on('data', (chunk) => {
        const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
        rest = (lines.pop() ?? '').slice(0, maxLineLength);
        for (const line of lines)
            onLine(line.slice(0, maxLineLength));
    });
    stream.on('end', () => {
        if (rest !== '')
            onLine(rest);
    });
}

;// CONCATENATED MODULE: ./src/local-farm/lock.ts




const maxFarms = 32;
/** Longest pause before another try, when two farms came at the same moment. */
const stepBackMs = 50;
/*
 * A claim is an empty file that is named after its process: nobody ever removes the claim of a process that runs, and
 * nothing has to be written, which a full disk would refuse.
 */
const claimName = /^farm-(\d+)-(\d*)\.claim$/;
/** Paths of the claims that this process holds; one that has its name and is not here is left of another container. */
const held = new Set();
/** Claims a state directory for one farm. @throws RenderError `settings` when another farm works in it. */
async function claimDirectory(directory) {
    const claimed = await claim(directory);
    if (claimed)
        return claimed;
    throw new errors/* RenderError */.vH('settings', `Another local farm works in ${directory}.`, {
        hint: 'End it, or give this one a folder of its own (--state-directory).',
    });
}
/** Claims `base`, or `base-2`, `base-3` … while other farms of this machine work in those before. */
async function claimFreeDirectory(base) {
    for (let n = 1; n <= maxFarms; n++) {
        const claimed = await claim(n === 1 ? base : `${base}-${n}`);
        if (claimed)
            return claimed;
    }
    throw new errors/* RenderError */.vH('settings', `${maxFarms} local farms work below ${base} at a time.`, {
        hint: 'End some of them.',
    });
}
async function claim(directory) {
    await (0,promises_.mkdir)(directory, { recursive: true, mode: 0o700 });
    const own = (0,external_node_path_.join)(directory, `farm-${process.pid}-${(await startOf(process.pid)) ?? ''}.claim`);
    if (held.has(own))
        return undefined;
    held.add(own);
    const release = async () => {
        await (0,promises_.rm)(own, { force: true });
        held.delete(own);
    };
    try {
        for (;;) {
            await (0,promises_.writeFile)(own, '');
            if (!(await isClaimedByOthers(directory, own)))
                return { directory, release };
            await (0,promises_.rm)(own, { force: true });
            if (await isClaimedByOthers(directory, own))
                break;
            // Two that came at once have both seen the other and stepped back.
            await (0,external_node_timers_promises_.setTimeout)(Math.random() * stepBackMs);
        }
    }
    catch (error) {
        await release();
        throw error;
    }
    await release();
    return undefined;
}
/** Whether a process that runs has a claim; those of processes that are gone are removed. */
async function isClaimedByOthers(directory, own) {
    for (const name of await (0,promises_.readdir)(directory)) {
        const path = (0,external_node_path_.join)(directory, name);
        const [, pid, startedAt] = claimName.exec(name) ?? [];
        if (path === own || pid === undefined)
            continue;
        if (await isRunning(Number(pid), startedAt ?? ''))
            return true;
        await (0,promises_.rm)(path, { force: true });
    }
    return false;
}
async function isRunning(pid, startedAt) {
    // What told its start once tells it again: no other process had the same id and start.
    if (startedAt !== '')
        return (await startOf(pid)) === startedAt;
    try {
        process.kill(pid, 0);
        return pid !== process.pid;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
/** When a process started, in clock ticks since the machine did (proc_pid_stat(5)); undefined where nothing tells. */
async function startOf(pid) {
    const stat = await (0,promises_.readFile)(`/proc/${pid}/stat`, 'latin1').catch(() => '');
    // The name, in brackets, may hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(1300);
;// CONCATENATED MODULE: ./src/local-farm/paths.ts

/** Longest path a task may register and longest name inside it: what the common file systems hold. */
const maxPathBytes = 4096;
const maxNameBytes = 255;
/**
 * A path sent by a client, with `/` as its separator, or undefined when it may not be used: no way up (`..`), no
 * control characters, no name longer than a file system takes, and it must name something.
 */
function parsePath(sent) {
    const path = sent.replaceAll('\\', '/');
    const names = path.split('/');
    const usable = path !== '' &&
        !path.endsWith('/') &&
        Buffer.byteLength(path) <= maxPathBytes &&
        // eslint-disable-next-line no-control-regex
        !/[\u0000-\u001f\u007f]/.test(path) &&
        names.every((name) => name !== '..' && Buffer.byteLength(name) <= maxNameBytes);
    return usable ? path : undefined;
}
/** Absolute on some machine: `/dir` or `C:/dir`. `//dir` is Blender's way to write a path relative to the project. */
function isAbsolute(path) {
    return /^(?:\/(?!\/)|[A-Za-z]:\/)/.test(path);
}
/** A directory from a configuration, ending in one `/`; undefined when it is not absolute or leads upwards. */
function parseDirectory(sent) {
    if (sent === '/')
        return sent;
    const path = parsePath(sent.replace(/[/\\]+$/, ''));
    return path !== undefined && isAbsolute(path) ? `${path}/` : undefined;
}
/** Where `path` lies on the client's machine: `//x` is relative to the project, `x` to the working directory. */
function toAbsolute(path, projectPath, cwdPath) {
    if (isAbsolute(path))
        return path;
    return path.startsWith('//') ? projectPath + path.replace(/^\/+/, '') : cwdPath + path;
}
/** Where an absolute path of the client lies in a task's workspace, with the Manager's names for the two halves. */
function toWorkspace(path, projectPath) {
    const inside = path.startsWith(projectPath);
    const relative = inside ? `project/${path.slice(projectPath.length)}` : `ext_deps/${path.replaceAll(':', '_')}`;
    return external_node_path_.posix.normalize(relative);
}

;// CONCATENATED MODULE: ./src/local-farm/progress.ts
/**
 * Reads one line of Blender's output; undefined when it tells no progress. Known forms, of 3.4 and 4.3:
 *
 *     Fra:1 Mem:12.88M (Peak 14.53M) | Time:00:01.06 | Remaining:00:17.49 | Mem:2.19M, Peak:2.19M | Scene, ViewLayer | Sample 7/8
 *     Fra:1 Mem:12.64M (Peak 13.04M) | Time:00:02.06 | Rendering 26 / 64 samples
 *
 * Every item is looked for by itself, wherever it stands, so that another order or a prefix does no harm.
 */
function parseProgress(line) {
    const frame = /\bFra: ?(\d{1,9})\b/.exec(line)?.[1];
    if (frame === undefined)
        return undefined;
    const items = line.split(' | ');
    const renderMemory = items.find((item) => /^Mem:[\d.]+M, Peak/.test(item));
    const told = items.filter((item) => !/\b(?:Fra|Mem|Time|Remaining):/.test(item)).map((item) => item.trim());
    const scene = renderMemory === undefined ? null : (told.shift() ?? null);
    const sample = /\b(?:Sample|Rendering) (\d{1,9}) ?\/ ?\d/.exec(line)?.[1];
    return {
        time: secondsAfter('Time', line),
        remaining: secondsAfter('Remaining', line),
        frame: Number(frame),
        scene,
        operation: sample === undefined ? told.join(' | ') : '',
        sample: Number(sample ?? 0),
        mem: {
            total: megabytes(/Mem: ?([\d.]+)M/, items[0]),
            total_peak: megabytes(/Peak ([\d.]+)M/, items[0]),
            render: megabytes(/Mem:([\d.]+)M/, renderMemory),
            render_peak: megabytes(/Peak:? ?([\d.]+)M/, renderMemory),
        },
    };
}
/** `Time:01:02:03.45` in seconds. */
function secondsAfter(label, line) {
    const clock = new RegExp(`\\b${label}: ?([\\d:]{0,20}\\d(?:\\.\\d{1,6})?)`).exec(line)?.[1];
    return clock === undefined ? null : clock.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
function megabytes(pattern, text) {
    const digits = pattern.exec(text ?? '')?.[1];
    return digits === undefined ? null : Number(digits);
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./src/local-farm/task.ts




const task_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(4096));
const relativePath = dist/* pipe */.FsL(task_text, dist/* transform */.pdi(parsePath), dist/* string */.YjP(), dist/* check */.z6Y((path) => !path.startsWith('/') && !isAbsolute(path)));
const directory = dist/* pipe */.FsL(task_text, dist/* transform */.pdi(parseDirectory), dist/* string */.YjP());
const count = (min, max) => dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(min), dist/* maxValue */.cGV(max));
/** What `PUT config` may set; keys that are left out keep their value, unknown ones are dropped, null is left out. */
const configSchema = dist/* object */.Ikc({
    project: dist/* nullish */.cl6(relativePath),
    project_path: dist/* nullish */.cl6(directory),
    cwd_path: dist/* nullish */.cl6(directory),
    samples: dist/* nullish */.cl6(count(1, schema/* maxSeed */.mc)),
    seed: dist/* nullish */.cl6(count(0, schema/* maxSeed */.mc)),
    frame: dist/* nullish */.cl6(count(0, schema/* maxSeed */.mc)),
    // Any number is fine: the one agent there is does the work.
    agents_num: dist/* nullish */.cl6(count(0, schema/* maxSeed */.mc)),
    use_compositing_nodes: dist/* nullish */.cl6(dist/* boolean */.zMY()),
    compose_filepath: dist/* nullish */.cl6(task_text),
});
const defaultSamples = 100;
function createTask(name) {
    return {
        name,
        state: 'CREATED',
        config: { seed: (0,external_node_crypto_.randomInt)(schema/* maxSeed */.mc) },
        files: new Map(),
        createTime: unixTime(),
        startTime: null,
        endTime: null,
        queuedAtMs: 0,
        startTimeActual: null,
        samplesDone: 0,
        remaining: null,
        results: { preview: null, render: null, compose: null },
        resultsProcessing: null,
        workloadsTaken: 0,
        errors: [],
        messages: new Map(),
        details: new Map(),
    };
}
function unixTime() {
    return Math.floor(Date.now() / 1000);
}
function samplesOf(task) {
    return task.config.samples ?? defaultSamples;
}
/** Whether files and configuration may change: until it is asked to run. */
function canBeChanged(task) {
    return task.state === 'CREATED';
}
/** Applies a configuration; false (and nothing changed) when one of its values is not allowed. */
function configure(task, sent) {
    const parsed = dist/* safeParse */.xLC(configSchema, sent);
    if (!parsed.success)
        return false;
    const given = Object.entries(parsed.output).filter(([, value]) => value !== null && value !== undefined);
    task.config = { ...task.config, seed: (0,external_node_crypto_.randomInt)(schema/* maxSeed */.mc), ...Object.fromEntries(given) };
    return true;
}
/** Registers a file, under its absolute path if the configuration is there already. */
function addFile(task, path, sha1) {
    const { project_path: projectPath, cwd_path: cwdPath } = task.config;
    task.files.set(projectPath && cwdPath ? toAbsolute(path, projectPath, cwdPath) : path, sha1);
}
/** Makes all paths absolute; false when the configuration does not say yet where they start. */
function resolvePaths(task) {
    const { project_path: projectPath, cwd_path: cwdPath } = task.config;
    if (!projectPath || !cwdPath)
        return task.files.size === 0;
    for (const [path, sha1] of task.files) {
        const absolute = toAbsolute(path, projectPath, cwdPath);
        if (absolute === path)
            continue;
        task.files.delete(path);
        task.files.set(absolute, sha1);
    }
    return true;
}
/** What keeps a task from being rendered at all; empty when nothing does. */
function findMistakes(task) {
    const relative = [...task.files.keys()].filter((path) => !isAbsolute(path));
    if (relative.length > 0)
        return relative.map((path) => `The file path "${path}" is not absolute`);
    const { project, project_path: projectPath } = task.config;
    if (!project || !projectPath)
        return ['The configuration names no project'];
    const known = task.files.has(projectPath + project);
    return known ? [] : [`The project file "${project}" is not among the task's files`];
}

;// CONCATENATED MODULE: ./src/local-farm/render-task.ts







/** Lines and progress records kept of one workload, the newest ones. */
const maxRecords = 1000;
/**
 * Renders `task` in a workspace of its own and puts the results into the store, keeping the task up to date meanwhile.
 * What was saved before a failure is kept too. Throws an Error whose message is the task's error, in Blender's words
 * where it had any, and whatever `signal` was aborted with.
 */
async function renderTask(task, renderer, signal) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(renderer.workDirectory, 'task-'));
    try {
        await layOut(task, directory, renderer.store, signal);
        const project = (0,external_node_path_.join)(directory, 'project', task.config.project ?? '');
        const output = (0,external_node_path_.join)(directory, 'output');
        const { seed, frame = null, use_compositing_nodes: compositing } = task.config;
        const job = { project, output, samples: samplesOf(task), seed, frame, compositing: compositing ?? true };
        const jobFile = (0,external_node_path_.join)(directory, 'task.json');
        await (0,promises_.mkdir)(output);
        await (0,promises_.writeFile)(jobFile, JSON.stringify(job));
        const { onLine, lines } = follow(task, directory, renderer.log);
        const { blender, script } = renderer;
        const exit = await runBlender(blender, { project, script, scriptArgument: jobFile, directory, onLine, signal });
        signal.throwIfAborted();
        await collect(task, output, renderer.store);
        const missing = schema/* resultKinds */.ZF.filter((kind) => task.results[kind] === null);
        if (exit.code !== 0)
            throw new Error(explain(exit, lines));
        if (missing.length > 0)
            throw new Error(`Blender left no ${missing.join(' and no ')} result`);
        task.samplesDone = samplesOf(task);
        task.remaining = 0;
    }
    finally {
        await (0,promises_.rm)(directory, { recursive: true, force: true, maxRetries: 3 });
    }
}
async function layOut(task, directory, store, signal) {
    for (const [path, sha1] of task.files) {
        signal.throwIfAborted();
        const target = (0,external_node_path_.join)(directory, toWorkspace(path, task.config.project_path ?? '/'));
        try {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
            await store.copyTo(sha1, target);
        }
        catch (error) {
            // Gone from the store, or in the way of another one: `a` and `a/b`, or names that this file system holds for equal.
            const { code } = error;
            throw new Error(`The file "${path}" cannot be laid out for Blender (${code ?? 'unknown'})`, { cause: error });
        }
    }
}
/**
 * Takes Blender's lines: progress into the task's status and details, all others into its messages, with the names that
 * the files have for the client.
 */
function follow(task, directory, log) {
    const workload = `${task.name}_${task.workloadsTaken - 1}`;
    const lines = [];
    const details = [];
    task.messages.set(workload, lines);
    task.details.set(workload, details);
    const keep = (records, record) => {
        if (records.push(record) > maxRecords)
            records.shift();
    };
    const onLine = (said) => {
        const line = said
            .replaceAll((0,external_node_path_.join)(directory, 'project', '/'), '')
            .replaceAll((0,external_node_path_.join)(directory, '/'), '')
            .trim();
        const progress = parseProgress(line);
        if (progress) {
            keep(details, progress);
            task.startTimeActual ??= unixTime();
            // Every view layer counts from one again, and EEVEE by a setting of its own.
            task.samplesDone = Math.max(task.samplesDone, Math.min(progress.sample, samplesOf(task)));
            task.remaining = progress.remaining === null ? task.remaining : Math.round(progress.remaining);
        }
        else if (line !== '') {
            keep(lines, line);
            log(`${workload}: ${line}`);
        }
    };
    return { onLine, lines };
}
async function collect(task, output, store) {
    task.resultsProcessing = true;
    const names = (await (0,promises_.readdir)(output)).sort();
    const fileOf = {
        preview: names.find((name) => name === 'preview.exr'),
        render: names.find((name) => name === 'render.exr'),
        compose: names.find((name) => name.startsWith('compose')),
    };
    for (const kind of schema/* resultKinds */.ZF) {
        const path = (0,external_node_path_.join)(output, fileOf[kind] ?? '');
        if (fileOf[kind] !== undefined && (await (0,promises_.lstat)(path)).isFile())
            task.results[kind] = (await store.add(path)).id;
    }
    task.resultsProcessing = false;
}
/** Why Blender failed, with the lines it printed about it, or the last ones. */
function explain(exit, lines) {
    const outOfMemory = exit.signal === 'SIGKILL' ? ' (out of memory?)' : '';
    const how = exit.signal ? `was killed by ${exit.signal}${outOfMemory}` : `ended with exit code ${String(exit.code)}`;
    const complaints = lines.filter((line) => /\berror\b/i.test(line));
    const words = (complaints.length > 0 ? complaints : lines).slice(-5).join('\n');
    return `Blender ${how}: ${words.slice(0, 4000)}`;
}

;// CONCATENATED MODULE: ./src/local-farm/queue.ts



/** The farm's tasks, and the one that is being rendered. As on the Manager, the others wait in the order they were run. */
class Queue {
    #tasks = new Map();
    #files;
    #renderer;
    #current;
    #closed = false;
    constructor(files, renderer) {
        this.#files = files;
        this.#renderer = renderer;
    }
    /**
     * Takes up the tasks on disk: what was running or waiting when the farm ended is queued again, from the start, and
     * rendered once {@link renderNext} is called.
     * @param resume false: removes all that is not completed instead
     */
    static async open(files, renderer, resume) {
        const queue = new Queue(files, renderer);
        for (const task of await files.load()) {
            if (task.state === 'RUNNING')
                task.state = 'PENDING';
            if (resume || task.state === 'COMPLETED')
                queue.#tasks.set(task.name, task);
            else
                await files.remove(task);
        }
        return queue;
    }
    /** The sha1 of all files and results of all tasks. */
    blobs() {
        const blobs = [...this.#tasks.values()].flatMap(({ files, results }) => [
            ...files.values(),
            ...Object.values(results),
        ]);
        return new Set(blobs.filter((sha1) => sha1 !== null));
    }
    get tasks() {
        return this.#tasks.values();
    }
    get running() {
        return this.#current?.task;
    }
    get(name) {
        return this.#tasks.get(name);
    }
    getOrCreate(name) {
        const task = this.#tasks.get(name) ?? createTask(name);
        this.#tasks.set(name, task);
        return task;
    }
    /** To be called after a change of the task from outside. */
    save(task) {
        return this.#files.save(task);
    }
    /** Queues a new or stopped task; one that cannot be rendered ends in ERROR at once. Any other stays as it is. */
    async run(task) {
        if (task.state !== 'CREATED' && task.state !== 'STOPPED')
            return;
        task.errors = findMistakes(task);
        if (task.errors.length > 0) {
            task.state = 'ERROR';
            task.endTime = unixTime();
        }
        else {
            task.state = 'PENDING';
            task.queuedAtMs = performance.timeOrigin + performance.now();
        }
        await this.#files.save(task);
        this.renderNext();
    }
    /** A waiting task becomes CREATED again; a running one is STOPPED when this resolves, and its Blender is gone. */
    async stop(task) {
        if (task.state === 'PENDING')
            task.state = 'CREATED';
        if (task.state === 'RUNNING' && this.#current?.task === task) {
            this.#current.abort.abort();
            await this.#current.ended;
        }
        await this.#files.save(task);
    }
    /** Forgets a task; the caller makes sure that it is not running. Its blobs stay. */
    async remove(task) {
        this.#tasks.delete(task.name);
        await this.#files.remove(task);
    }
    /** Ends the render that is going on; on disk its task stays as it is, to be queued again by {@link open}. */
    async close() {
        this.#closed = true;
        this.#current?.abort.abort();
        await this.#current?.ended;
        await this.#files.flush();
    }
    /** Renders the task that waits longest, unless one is being rendered. */
    renderNext() {
        if (this.#closed || this.#current)
            return;
        const waiting = [...this.#tasks.values()].filter((task) => task.state === 'PENDING');
        const [task] = waiting.sort((a, b) => a.queuedAtMs - b.queuedAtMs);
        if (!task)
            return;
        const abort = new AbortController();
        const ended = this.#render(task, abort.signal).finally(() => {
            this.#current = undefined;
            this.renderNext();
        });
        this.#current = { task, abort, ended };
    }
    async #render(task, signal) {
        beginWorkload(task);
        void this.#files.save(task);
        this.#renderer.log(`INFO: Task ${task.name} is running`);
        try {
            await renderTask(task, this.#renderer, signal);
            task.state = 'COMPLETED';
        }
        catch (error) {
            if (this.#closed)
                return;
            task.state = signal.aborted ? 'STOPPED' : 'ERROR';
            if (!signal.aborted)
                task.errors.push((0,errors/* messageOf */.bD)(error));
        }
        task.endTime = unixTime();
        this.#renderer.log(`INFO: Task ${task.name} is ${task.state}`);
        await this.#files.save(task);
    }
}
function beginWorkload(task) {
    task.state = 'RUNNING';
    task.startTime = unixTime();
    task.startTimeActual = null;
    task.endTime = null;
    task.samplesDone = 0;
    task.remaining = null;
    task.results = { preview: null, render: null, compose: null };
    task.resultsProcessing = false;
    task.workloadsTaken += 1;
}

;// CONCATENATED MODULE: ./src/local-farm/router.ts

function ok(message, data) {
    return { status: 200, json: { success: true, message, ...(data !== undefined && { data }) } };
}
function refuse(message) {
    return { status: 400, json: { success: false, message } };
}
/** The Manager has no answer for other methods, not even a refusal. */
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Finds the endpoint of a request as the Manager does: slashes at the ends do not count, `?` is part of a name. */
function createRoute(endpoints) {
    const help = describe(endpoints);
    return async (request) => {
        const { method = '', url = '' } = request;
        if (!methods.includes(method))
            return undefined;
        if (!url.startsWith(schema/* apiPath */.So))
            return invalid([schema/* apiPath */.So]);
        const names = trimSlashes(url.slice(schema/* apiPath */.So.length)).split('/');
        for (const endpoint of endpoints) {
            const parts = endpoint.method === method.toLowerCase() ? match(endpoint.path.split('/'), names) : undefined;
            if (parts)
                return endpoint.handle(parts, request);
        }
        return invalid(help);
    };
}
function invalid(endpoints) {
    return { status: 400, json: { success: false, message: 'Invalid request', endpoints } };
}
function match(pattern, names) {
    const rest = pattern.at(-1) === '**' ? names.slice(pattern.length - 1).join('/') : undefined;
    const single = rest === undefined ? pattern : pattern.slice(0, -1);
    if (rest === undefined ? names.length !== pattern.length : names.length < pattern.length)
        return undefined;
    const parts = [];
    for (const [index, name] of single.entries()) {
        if (name === '*')
            parts.push(decode(names[index] ?? ''));
        else if (name !== names[index])
            return undefined;
    }
    if (rest !== undefined)
        parts.push(decode(rest));
    return parts.every((part) => part !== undefined) ? parts : undefined;
}
/** Percent-decoded UTF-8; undefined when it is none. Node hands over bytes above 127 as characters of Latin-1. */
function decode(text) {
    const bytes = text.replace(/%([0-9a-f]{2})/gi, (_match, hex) => String.fromCharCode(parseInt(hex, 16)));
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
    }
    catch {
        return undefined;
    }
}
function trimSlashes(text) {
    let [start, end] = [0, text.length];
    while (start < end && text[start] === '/')
        start += 1;
    while (end > start && text[end - 1] === '/')
        end -= 1;
    return text.slice(start, end);
}
/** The tree of endpoints that answers an invalid request; `?` holds the help text. */
function describe(endpoints) {
    const tree = {};
    for (const { method, path, doc } of endpoints) {
        let branch = tree;
        for (const name of [method, ...path.split('/')])
            branch = (branch[name] ??= {});
        branch['?'] = doc;
    }
    return tree;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./src/local-farm/facts.ts


/** The name of the farm, and of its one agent. */
const facts_name = 'local';
const megabyte = 1024 * 1024;
/** `GET info`, in the Manager's shape. */
function formatInfo({ blender }) {
    return {
        engine: 'Manager',
        platform: {
            python_info: `none (Node.js ${process.version})`,
            system: (0,external_node_os_.type)(),
            arch: (0,external_node_os_.arch)(),
            name: (0,external_node_os_.hostname)(),
            details: `${(0,external_node_os_.type)()}-${(0,external_node_os_.release)()}-${(0,external_node_os_.arch)()}`,
            cpu: (0,external_node_os_.availableParallelism)(),
        },
        blender: {
            version: blender.version,
            version_string: blender.versionString,
            build_date: blender.buildDate,
            render_threads: (0,external_node_os_.availableParallelism)(),
        },
    };
}
/** `GET status`, in the Manager's shape: load of 1, 5 and 15 minutes, memory and disk in MB. */
async function formatLoad({ stateDirectory }, running) {
    const disk = await (0,promises_.statfs)(stateDirectory);
    const megabytes = (blocks) => (blocks * disk.bsize) / megabyte;
    const free = (0,external_node_os_.freemem)() / megabyte;
    return {
        load: (0,external_node_os_.loadavg)(),
        memory: { MemTotal: (0,external_node_os_.totalmem)() / megabyte, MemFree: free, MemAvailable: free },
        disk: { total: megabytes(disk.blocks), available: megabytes(disk.bavail) },
        running,
        terminating: false,
    };
}
/** `GET resources`, in the Manager's shape: the farm and its agent are the same machine, and always there. */
function formatResources({ startedAt }) {
    const machine = {
        id: facts_name,
        name: facts_name,
        ip: '127.0.0.1',
        internal_ip: '127.0.0.1',
        type: 'custom',
        started: true,
        stopped: false,
        created: startedAt.toISOString().slice(0, -1),
    };
    return { manager: machine, agents: { [facts_name]: { ...machine, active: true } } };
}

;// CONCATENATED MODULE: ./src/local-farm/status.ts

/** `GET task/NAME`, in the Manager's shape. */
function status_formatInfo(task) {
    return {
        name: task.name,
        create_time: task.createTime,
        start_time: task.startTime,
        end_time: task.endTime,
        state: task.state,
        frame: task.config.frame ?? null,
        done: task.samplesDone / samplesOf(task),
        ...(task.errors.length > 0 && { state_error_info: task.errors.map((text) => ({ [task.name]: text })) }),
    };
}
/** `GET task/NAME/status`, in the Manager's shape. */
function formatStatus(task) {
    const started = task.workloadsTaken > 0;
    return {
        ...status_formatInfo(task),
        project: task.config.project ?? null,
        samples: samplesOf(task),
        seed: task.config.seed,
        samples_done: task.samplesDone,
        remaining: task.remaining,
        result: task.results,
        start_time_actual: task.startTimeActual,
        samples_per_workload: started ? samplesOf(task) : null,
        samples_acquired: started ? samplesOf(task) : 0,
        workloads_taken: task.workloadsTaken,
        results_processing: task.resultsProcessing,
        compose_filepath: task.config.compose_filepath ?? null,
    };
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./src/whole-files.ts
var whole_files = __webpack_require__(7490);
;// CONCATENATED MODULE: ./src/local-farm/store.ts







/** The disk cannot hold what is sent. */
class NoSpaceError extends Error {
    constructor(sizeBytes) {
        super(`No space left for ${sizeBytes} bytes on the disk of the local farm`);
    }
}
/** A blob that was sent so shortly ago is about to become part of a task. */
const stillWantedMs = 60_000;
/** Whether `text` can be the key of a blob; nothing else ever becomes part of a path here. */
function isSha1(text) {
    return /^[0-9a-f]{40}$/.test(text);
}
/**
 * Blobs by their sha1, on disk. A blob appears under its key only whole and verified (written aside, then renamed), so
 * it does not matter how many senders bring the same one at once, nor when the process is killed.
 */
class BlobStore {
    #blobs;
    #incoming;
    constructor(directory) {
        this.#blobs = (0,external_node_path_.join)(directory, 'blobs');
        this.#incoming = (0,external_node_path_.join)(directory, 'incoming');
    }
    static async open(directory) {
        const store = new BlobStore(directory);
        await (0,promises_.rm)(store.#incoming, { recursive: true, force: true });
        await (0,promises_.mkdir)(store.#incoming, { recursive: true });
        await (0,promises_.mkdir)(store.#blobs, { recursive: true });
        return store;
    }
    /**
     * Removes blobs that no task needs: those that nobody has wanted for `idleMs`, and the ones not wanted for longest
     * while all together take more than `maxBytes`.
     */
    async evict(needed, { idleMs, maxBytes }) {
        const names = (await (0,promises_.readdir)(this.#blobs, { recursive: true })).map((path) => (0,external_node_path_.basename)(path)).filter(isSha1);
        // From here on nothing else happens in between: an upload must not take up a blob that is just being removed.
        const kept = needed();
        const blobs = names.flatMap((id) => {
            const info = (0,external_node_fs_.statSync)(this.#path(id), { throwIfNoEntry: false });
            return info === undefined ? [] : [{ id, sizeBytes: info.size, idleMs: Date.now() - lastUseMs(info) }];
        });
        let sizeBytes = blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0);
        for (const blob of blobs.sort((a, b) => b.idleMs - a.idleMs)) {
            const isTooMuch = sizeBytes > maxBytes && blob.idleMs > stillWantedMs;
            if (kept.has(blob.id) || (blob.idleMs <= idleMs && !isTooMuch))
                continue;
            (0,external_node_fs_.rmSync)(this.#path(blob.id), { force: true });
            sizeBytes -= blob.sizeBytes;
        }
    }
    #path(sha1) {
        return (0,external_node_path_.join)(this.#blobs, sha1.slice(0, 2), sha1);
    }
    /** The blob, or undefined when there is none. */
    async get(sha1) {
        const info = isSha1(sha1) ? await (0,promises_.stat)(this.#path(sha1)).catch(() => undefined) : undefined;
        if (!info)
            return undefined;
        const seconds = (ms) => Math.floor(ms / 1000);
        const create_time = seconds(info.mtimeMs);
        const access_time = seconds(lastUseMs(info));
        return { create_time, access_time, id: sha1, dnd: false, size: info.size };
    }
    /** As {@link get}, and notes that somebody wanted it now. */
    async use(sha1) {
        const blob = await this.get(sha1);
        if (!blob)
            return undefined;
        try {
            await (0,promises_.utimes)(this.#path(sha1), new Date(), blob.create_time);
        }
        catch (error) {
            if (!(0,whole_files/* isNotThere */.kN)(error))
                throw error;
        }
        return this.get(sha1);
    }
    /**
     * Takes in `sizeBytes` bytes; undefined when they are not `sha1`, too few or too many.
     * @throws NoSpaceError when the disk cannot hold them
     */
    async receive(source, sha1, sizeBytes) {
        const { bavail, bsize } = await (0,promises_.statfs)(this.#incoming);
        if (!isSha1(sha1))
            return undefined;
        if (sizeBytes > bavail * bsize)
            throw new NoSpaceError(sizeBytes);
        const partial = (0,external_node_path_.join)(this.#incoming, (0,external_node_crypto_.randomUUID)());
        try {
            const received = await receiveFile(source, partial);
            if (received.sha1 === sha1 && received.sizeBytes === sizeBytes)
                return await this.#keep(partial, sha1);
        }
        catch (error) {
            if (isFull(error))
                throw new NoSpaceError(sizeBytes);
            // Whoever sends has gone away: they are too few.
        }
        finally {
            await (0,promises_.rm)(partial, { force: true });
        }
        return undefined;
    }
    /** Takes in a file of this machine. It is copied, since whoever made it may still have it open. */
    async add(path) {
        const partial = (0,external_node_path_.join)(this.#incoming, (0,external_node_crypto_.randomUUID)());
        const { sha1 } = await receiveFile((0,external_node_fs_.createReadStream)(path), partial);
        return this.#keep(partial, sha1);
    }
    async #keep(partial, sha1) {
        await (0,promises_.mkdir)((0,external_node_path_.join)(this.#blobs, sha1.slice(0, 2)), { recursive: true });
        await (0,promises_.rename)(partial, this.#path(sha1));
        const blob = await this.get(sha1);
        if (!blob)
            throw new Error(`the blob ${sha1} vanished`);
        return blob;
    }
    read(sha1) {
        return (0,external_node_fs_.createReadStream)(this.#path(sha1));
    }
    /**
     * Puts a blob into a workspace as a file of its own. Through a hard link or a symbolic link a script in a project
     * could change the blob for every later task; a copy is its own (and costs nothing where the file system can clone).
     */
    async copyTo(sha1, path) {
        await (0,promises_.copyFile)(this.#path(sha1), path, external_node_fs_.constants.COPYFILE_EXCL | external_node_fs_.constants.COPYFILE_FICLONE);
    }
}
function lastUseMs({ atimeMs, mtimeMs }) {
    return Math.max(atimeMs, mtimeMs);
}
/** Whether a file operation was refused since the disk, or this user's share of it, is full. */
function isFull(error) {
    return ['ENOSPC', 'EDQUOT'].includes(error.code ?? '');
}
async function receiveFile(source, path) {
    const hash = (0,external_node_crypto_.createHash)('sha1');
    let sizeBytes = 0;
    const count = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            hash.update(chunk);
            sizeBytes += chunk.length;
            done(null, chunk);
        },
    });
    await (0,external_node_stream_promises_.pipeline)(source, count, (0,external_node_fs_.createWriteStream)(path, { flags: 'wx', mode: 0o600 }));
    return { sha1: hash.digest('hex'), sizeBytes };
}

;// CONCATENATED MODULE: ./src/local-farm/uploads.ts






/**
 * `PUT task/NAME/file/PATH`. A blob that is there already is registered and answered without a look at the body, and
 * so is every refusal that does not depend on it.
 */
async function putFile({ queue, store, log }, [name = '', sentPath = ''], request) {
    const length = request.headers['content-length'];
    if (length === undefined)
        return refuse('Unable to find "Content-Length" header');
    const sha1 = request.headers['x-checksum-sha1'];
    if (typeof sha1 !== 'string' || sha1 === '')
        return refuse('Unable to find "X-Checksum-Sha1" header');
    const task = queue.getOrCreate(name);
    const late = () => refuse('Unable to upload files for the executing task');
    if (!canBeChanged(task))
        return late();
    const path = parsePath(sentPath);
    if (path === undefined)
        return refuse('Error during add file to the task');
    let blob;
    try {
        blob = (await store.use(sha1)) ?? (await store.receive(request, sha1, Number(length)));
    }
    catch (error) {
        if (!(error instanceof NoSpaceError))
            throw error;
        log(`ERROR: ${path}: ${error.message}`);
        return refuse(error.message);
    }
    if (!blob)
        return refuse('Error during receiving the file');
    if (!canBeChanged(task))
        return late(); // it was run while the body came in
    addFile(task, path, blob.id);
    // Not waited for: a client that sends thousands of files should not wait for as many writes of the list.
    void queue.save(task);
    return ok('Uploaded task file', blob);
}
/** `PUT task/NAME/config`. JSON that is no object closes the connection, as on the Manager. */
async function putConfig({ queue }, [name = ''], request) {
    const length = request.headers['content-length'];
    if (length === undefined)
        return refuse('Unable to find "Content-Length" header');
    if (Number(length) > schema/* maxConfigBytes */.aF)
        return refuse('Unable read too big task configuration (> 512KB)');
    let config;
    try {
        const chunks = (await request.toArray());
        config = JSON.parse(Buffer.concat(chunks).toString());
    }
    catch (error) {
        return refuse(`Error during parsing the json data: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    if (typeof config !== 'object' || config === null || Array.isArray(config))
        return undefined;
    const task = queue.getOrCreate(name);
    if (!canBeChanged(task) || !configure(task, config))
        return refuse('Error during task configuration');
    const resolved = resolvePaths(task);
    await queue.save(task);
    return resolved ? ok('Task configured') : refuse('Error during task files fixing');
}

;// CONCATENATED MODULE: ./src/local-farm/routes.ts






const bare = (data) => ({ status: 200, json: { success: true, data } });
/** The Manager's endpoints over a local farm. The words are its own: clients show them, and some look at them. */
function createEndpoints(rooms) {
    const { queue, facts, readLog } = rooms;
    return [
        on('get', 'info', 'Return information about the server system', () => bare(formatInfo(facts))),
        on('get', 'status', 'Returns the current status of the server', async () => bare(await formatLoad(facts, queue.running ? [queue.running.name] : []))),
        on('get', 'log', 'Return the captured log', () => bare(readLog())),
        on('get', 'resources', 'Returns the available resources', () => ok('Resources got', formatResources(facts))),
        on('get', 'agent/*/log', 'Returns the information about the task', ([name]) => name === 'local' ? ok('Got agent log', readLog()) : refuse('Unable to find agent')),
        on('put', 'agent/*/config', 'Set the custom agent configuration as json (max 128KB)', () => refuse('A local farm has one agent and takes no others')),
        on('delete', 'agent/*', 'Remove the custom agent from the pool', () => refuse('A local farm keeps its one agent')),
        ...taskEndpoints(rooms),
    ];
}
function taskEndpoints(rooms) {
    const { queue, store, log, evict } = rooms;
    /** A handler for a task that must exist. */
    const ofTask = (handle) => ([name = '', part = '']) => {
        const task = queue.get(name);
        return task ? handle(task, part) : refuse('Unable to find task');
    };
    const getTask = (path, doc, handle) => on('get', `task/*${path}`, doc, ofTask(handle));
    return [
        on('get', 'task', 'Returns list of existing tasks on the server', () => ok('Got tasks info', Object.fromEntries([...queue.tasks].map((task) => [task.name, status_formatInfo(task)])))),
        getTask('', 'Returns the information about the task', (task) => ok('Got task info', status_formatInfo(task))),
        getTask('/file', 'Returns the information about the task file list', (task) => ok('Got task files list', Object.fromEntries(task.files))),
        getTask('/file/**', 'Returns the information about the task file', (task, path) => getFile(store, task, path)),
        getTask('/run', 'Mark task as ready to be executed', async (task) => {
            await queue.run(task);
            return ok('Task started');
        }),
        getTask('/stop', 'Stop the task execution', async (task) => {
            await queue.stop(task);
            return ok('Task stopped', null);
        }),
        getTask('/status', 'Return execution status information of the task', (task) => ok('Got task status info', formatStatus(task))),
        getTask('/status/result/*', 'Streams the task result image for preview or render', (task, kind) => getResult(store, task, kind)),
        getTask('/details', 'Return detailed execution information about the task', (task) => ok('Got task execution details', Object.fromEntries(task.details))),
        getTask('/messages', 'Return execution messages of the task', (task) => ok('Got task execution messages', Object.fromEntries(task.messages))),
        on('put', 'task/*/file/**', 'Upload file required to execute task', (parts, request) => putFile(rooms, parts, request)),
        on('put', 'task/*/config', 'Set the configuration of task as json (max 512KB)', (parts, request) => putConfig(rooms, parts, request)),
        on('delete', 'task/*', 'Remove not running task from the task list', ofTask(async (task) => {
            if (task.state === 'RUNNING')
                return refuse('Unable to remove the running task');
            await queue.remove(task);
            await evict().catch((error) => {
                log(`WARN: No room could be made on the disk: ${(0,errors/* messageOf */.bD)(error)}`);
            });
            return ok('Task removed', null);
        })),
    ];
}
function on(method, path, doc, handle) {
    return { method, path, doc, handle };
}
async function getFile(store, task, path) {
    const sha1 = task.files.get(path);
    if (sha1 === undefined)
        return refuse(`Unable to find file "${path}" for task "${task.name}"`);
    return ok('Got task file info', { id: sha1, path, blob: (await store.get(sha1)) ?? null });
}
async function getResult(store, task, name) {
    const kind = schema/* resultKinds */.ZF.find((known) => known === name);
    const sha1 = kind && task.results[kind];
    if (!sha1)
        return refuse('No result available');
    const blob = await store.get(sha1);
    if (!blob)
        return refuse('Unable to find result blob');
    return { file: { stream: store.read(sha1), sizeBytes: blob.size, sha1 } };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./src/local-farm/server.ts






/** A connection on which nothing moves for this long is closed. */
const idleTimeoutMs = 120_000;
/** After an answer, what is still on its way is swallowed up to here, so that a plain sender gets to read the answer. */
const lingerBytes = 1024 * 1024;
const lingerMs = 1000;
/**
 * An HTTP server with the Manager's manners, which clients have to cope with: Basic authentication before all else,
 * HTTP/1.0 answers without `Content-Length` (but for files), one request a connection, and an answer that may come
 * before the body was sent, whereupon the connection closes. Node parses the requests; the answers are written raw,
 * since Node would speak HTTP/1.1.
 *
 * @throws RenderError `settings` when it cannot listen, or the certificate is none
 */
async function serve(settings, route, log) {
    const expected = Buffer.from(`${settings.username}:${settings.password}`).toString('base64');
    const authorized = equals(`Basic ${expected}`);
    const connections = new Set();
    const served = new WeakSet();
    const handle = async (request) => {
        const { socket } = request;
        if (served.has(socket))
            return; // one request a connection
        served.add(socket);
        socket.setTimeout(idleTimeoutMs, () => socket.destroy());
        try {
            if (!authorized(request.headers.authorization ?? ''))
                sendUnauthorized(request);
            else
                await send(request, await route(request));
        }
        catch (error) {
            log(`ERROR: ${request.method ?? ''} ${request.url ?? ''}: ${(0,errors/* messageOf */.bD)(error)}`);
            socket.destroy();
        }
    };
    const listener = (request) => void handle(request);
    const server = createFor(settings, listener);
    // The Manager knows no 100-continue: a client that asks for it is answered, or sends after a second.
    server.on('checkContinue', listener);
    server.on('clientError', (_error, socket) => {
        if (socket.writable)
            socket.end('HTTP/1.0 400 Bad Request\r\n\r\n');
        else
            socket.destroy();
    });
    server.requestTimeout = 0; // uploads may take as long as they move
    server.on('connection', (socket) => {
        connections.add(socket);
        socket.once('close', () => connections.delete(socket));
    });
    await new Promise((listening, failed) => {
        server.on('error', failed);
        server.listen(settings.port, settings.host, listening);
    }).catch((error) => {
        const isTaken = error.code === 'EADDRINUSE';
        throw new errors/* RenderError */.vH('settings', `The local farm cannot listen: ${(0,errors/* messageOf */.bD)(error)}`, {
            cause: error,
            ...(isTaken && { hint: 'End the other farm, or take a free port: --port 0.' }),
        });
    });
    const { port } = server.address();
    const host = (0,external_node_net_.isIPv6)(settings.host) ? `[${settings.host}]` : settings.host;
    return {
        url: `${settings.tls ? 'https' : 'http'}://${host}:${port}`,
        close: () => new Promise((closed) => {
            server.close(() => {
                closed();
            });
            for (const socket of connections)
                socket.destroy();
        }),
    };
}
function createFor(settings, listener) {
    // The Manager asks for no Host header and takes lines of 64 KB.
    const options = { requireHostHeader: false, maxHeaderSize: 65_536 };
    if (!settings.tls)
        return (0,external_node_http_.createServer)(options, listener);
    const { certPem: cert, keyPem: key } = settings.tls;
    try {
        return (0,external_node_https_.createServer)({ ...options, cert, key, minVersion: 'TLSv1.2' }, listener);
    }
    catch (error) {
        throw new errors/* RenderError */.vH('settings', `The certificate cannot be used: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
/** Compares in a time that does not depend on where the texts differ. */
function equals(expected) {
    const digest = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest();
    return (given) => (0,external_node_crypto_.timingSafeEqual)(digest(given), digest(expected));
}
async function send(request, answer) {
    if (!answer) {
        request.socket.destroy();
    }
    else if ('file' in answer) {
        const { stream, sizeBytes, sha1 } = answer.file;
        // The Manager calls every result an EXR, whatever it is.
        request.socket.write(head('200 OK', { 'Content-Type': 'image/x-exr', 'Content-Length': sizeBytes, 'X-Checksum-Sha1': sha1 }));
        await (0,external_node_stream_promises_.pipeline)(stream, request.socket);
    }
    else {
        sendJson(request, answer.status === 200 ? '200 OK' : '400 Bad Request', answer.json);
    }
}
function sendUnauthorized(request) {
    const json = { success: false, message: 'Invalid credentials' };
    sendJson(request, '401 Unauthorized', json, { 'WWW-Authenticate': 'Basic realm="BlendNet%20Manager%20REST"' });
}
function sendJson(request, status, json, headers = {}) {
    const { socket } = request;
    socket.end(head(status, { ...headers, 'Content-type': 'application/json' }) + JSON.stringify(json));
    let swallowed = 0;
    request.on('data', (chunk) => {
        swallowed += chunk.length;
        if (swallowed > lingerBytes)
            socket.destroy();
    });
    request.on('error', () => socket.destroy());
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => {
        clearTimeout(timer);
    });
}
function head(status, headers) {
    const lines = Object.entries({ Server: 'BlendNet-local', Date: new Date().toUTCString(), ...headers });
    return `HTTP/1.0 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

;// CONCATENATED MODULE: ./src/local-farm/task-files.ts







const savedMap = (value) => dist/* pipe */.FsL(dist/* array */.YOg(dist/* tuple */.PVZ([dist/* string */.YjP(), value])), dist/* transform */.pdi((entries) => new Map(entries)));
const sha1 = dist/* nullable */.mee(dist/* string */.YjP());
const savedTask = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    state: dist/* picklist */.KIO(schema/* taskStates */.yF),
    config: configSchema,
    files: savedMap(dist/* string */.YjP()),
    createTime: dist/* number */.aig(),
    startTime: dist/* nullable */.mee(dist/* number */.aig()),
    endTime: dist/* nullable */.mee(dist/* number */.aig()),
    queuedAtMs: dist/* number */.aig(),
    startTimeActual: dist/* nullable */.mee(dist/* number */.aig()),
    samplesDone: dist/* number */.aig(),
    remaining: dist/* nullable */.mee(dist/* number */.aig()),
    results: dist/* object */.Ikc({ preview: sha1, render: sha1, compose: sha1 }),
    resultsProcessing: dist/* nullable */.mee(dist/* boolean */.zMY()),
    workloadsTaken: dist/* number */.aig(),
    errors: dist/* array */.YOg(dist/* string */.YjP()),
    messages: savedMap(dist/* array */.YOg(dist/* string */.YjP())),
    details: savedMap(dist/* array */.YOg(dist/* custom */.IeY((value) => typeof value === 'object' && value !== null))),
});
/** The farm's tasks on disk, one JSON file each, so that a restart loses nothing. */
class TaskFiles {
    #directory;
    #log;
    /** Writes that have not begun yet; they take later changes of their task along. */
    #waiting = new Map();
    #removed = new WeakSet();
    #last = Promise.resolve();
    constructor(directory, log) {
        this.#directory = directory;
        this.#log = log;
    }
    #path(task) {
        return (0,external_node_path_.join)(this.#directory, `${(0,external_node_crypto_.createHash)('sha1').update(task.name).digest('hex')}.json`);
    }
    /** All saved tasks; a file that is none is left alone and reported in the log. */
    async load() {
        await (0,promises_.mkdir)(this.#directory, { recursive: true });
        const tasks = [];
        for (const name of (await (0,promises_.readdir)(this.#directory)).filter((entry) => entry.endsWith('.json'))) {
            try {
                tasks.push(dist/* parse */.qgA(savedTask, JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(this.#directory, name), 'utf8'))));
            }
            catch (error) {
                this.#log(`WARN: ${name} in the state directory is no task: ${(0,errors/* messageOf */.bD)(error)}`);
            }
        }
        return tasks;
    }
    /** Saves the task as it is once earlier writes are done. A disk that refuses is reported in the log. */
    save(task) {
        const waiting = this.#waiting.get(task);
        if (waiting)
            return waiting;
        const write = this.#after(async () => {
            this.#waiting.delete(task);
            if (this.#removed.has(task))
                return;
            const text = JSON.stringify(task, (_key, value) => (value instanceof Map ? [...value] : value));
            await (0,promises_.writeFile)(`${this.#path(task)}.new`, text);
            await (0,promises_.rename)(`${this.#path(task)}.new`, this.#path(task));
        });
        this.#waiting.set(task, write);
        return write;
    }
    remove(task) {
        this.#removed.add(task);
        return this.#after(() => (0,promises_.rm)(this.#path(task), { force: true }));
    }
    /** Resolves when everything asked for so far is on disk. */
    flush() {
        return this.#last;
    }
    #after(action) {
        this.#last = this.#last.then(action).catch((error) => {
            this.#log(`ERROR: A task could not be saved: ${(0,errors/* messageOf */.bD)(error)}`);
        });
        return this.#last;
    }
}

;// CONCATENATED MODULE: ./src/local-farm/farm.ts













const maxLogLines = 10_000;
/** What no task needs any more is kept for a week: a nightly finds what the last ones sent. */
const blobLimits = { idleMs: 7 * 24 * 3_600_000, maxBytes: 20 * 1024 ** 3 };
// A bundler turns the URL into the path of a copy beside the bundle; Blender gets one that is a file in any case.
const renderScript = (0,external_node_fs_.readFileSync)(new URL(/* asset import */ __webpack_require__(6924), __webpack_require__.b), 'utf8');
/**
 * Starts a BlendNet farm of one: the Manager's API (see manager/schema.ts) over the Blender of this machine, on
 * loopback.
 *
 * @throws RenderError `no-agents` when there is no Blender, `settings` when it cannot listen or its place is taken
 */
async function startLocalFarm(options) {
    const blender = await findBlender(options.blender ?? 'blender', options.environment ?? {});
    const claim = options.orNextFree === true ? claimFreeDirectory : claimDirectory;
    const { directory, release } = await claim((0,external_node_path_.resolve)(options.stateDirectory));
    try {
        const farm = await farm_open(options, blender, directory);
        const stop = async () => {
            try {
                await farm.stop();
            }
            finally {
                await release();
            }
        };
        return { ...farm, stop };
    }
    catch (error) {
        await release();
        throw error;
    }
}
/** Blender is started only when all else is done: whatever fails before leaves nothing behind. */
async function farm_open(options, blender, stateDirectory) {
    const startedAt = new Date();
    const { log, read: readLog } = captureLog(options.log);
    const workDirectory = (0,external_node_path_.join)(stateDirectory, 'work');
    await (0,promises_.rm)(workDirectory, { recursive: true, force: true });
    await (0,promises_.mkdir)(workDirectory, { recursive: true, mode: 0o700 });
    const script = (0,external_node_path_.join)(stateDirectory, 'render.py');
    await (0,promises_.writeFile)(script, renderScript);
    const store = await BlobStore.open(stateDirectory);
    const files = new TaskFiles((0,external_node_path_.join)(stateDirectory, 'tasks'), log);
    const queue = await Queue.open(files, { blender, store, workDirectory, script, log }, options.resume ?? true);
    const evict = () => store.evict(() => queue.blobs(), blobLimits);
    await evict();
    const { host = '127.0.0.1', port = 0, tls, username = 'local' } = options;
    const password = options.password ?? (0,external_node_crypto_.randomBytes)(24).toString('base64url');
    const facts = { blender, stateDirectory, startedAt };
    const endpoints = createEndpoints({ queue, store, facts, readLog, log, evict });
    const server = await serve({ host, port, username, password, tls }, createRoute(endpoints), log);
    log(`INFO: Serving at ${server.url} with Blender ${blender.versionString}`);
    queue.renderNext();
    const stop = async () => {
        await server.close();
        await queue.close();
    };
    return { url: server.url, username, password, stop };
}
/** Passes lines on and keeps the newest ones for `GET log`, by the second they came (made unique). */
function captureLog(write = () => undefined) {
    const lines = new Map();
    let count = 0;
    const log = (text) => {
        const line = (0,printable/* printable */.g)(text);
        lines.set(`${Math.floor(Date.now() / 1000)}.${String(count++).padStart(9, '0')}`, `${line}\n`);
        const [oldest] = lines.keys();
        if (lines.size > maxLogLines && oldest !== undefined)
            lines.delete(oldest);
        write(line);
    };
    return { log, read: () => Object.fromEntries(lines) };
}


/***/ }),

/***/ 6924:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

module.exports = __webpack_require__.p + "d610cd88fbdf4e32a60f.py";

/***/ })

};
