export const id = 291;
export const ids = [291];
export const modules = {

/***/ 6690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   depsCommand: () => (/* binding */ depsCommand)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _project_blend_format_deps_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5541);
/* harmony import */ var _project_blend_scene_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3921);
/* harmony import */ var _project_blend_trace_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2246);
/* harmony import */ var _project_digests_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2980);
/* harmony import */ var _project_files_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3930);
/* harmony import */ var _project_frames_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5167);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5377);









const options = {
    json: { type: 'boolean' },
    frames: { type: 'string', default: '' },
    'working-directory': { type: 'string' },
    help: { type: 'boolean' },
};
const help = `Prints what a .blend needs, without rendering anything. Exits with 2 when something is missing.

Usage: blendnet-render deps FILE.blend [flags]

  --json                      print JSON: project, version, compression, scene, files
  --frames FRAMES             only what these frames need, as in render (default: all)
  --working-directory FOLDER  the folder that everything must lie in (default: this one, or the .blend's own
                              when that is elsewhere)
`;
/** `blendnet-render deps`: the project's files as a tree, or as JSON. */
async function depsCommand(args, cancelled) {
    const { values, positionals } = (0,_flags_js__WEBPACK_IMPORTED_MODULE_8__/* .parseFlags */ .b)('deps', args, options);
    if (values.help === true) {
        process.stdout.write(help);
        return 0;
    }
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', 'Name one .blend file.', { hint: 'blendnet-render deps --help explains.' });
    }
    const selection = (0,_flags_js__WEBPACK_IMPORTED_MODULE_8__/* .parseValue */ .$)('frames', values.frames, _project_frames_js__WEBPACK_IMPORTED_MODULE_7__/* .parseFrames */ .MU);
    const { root, project } = await findRoot(file, values['working-directory']);
    const frames = await framesOf(selection, root, project);
    const trace = await (0,_project_blend_trace_js__WEBPACK_IMPORTED_MODULE_4__/* .traceProject */ .L)(root.directory, project, {
        signal: cancelled,
        ...(frames === undefined ? {} : { frames }),
    });
    const contents = new Map();
    const digests = new _project_digests_js__WEBPACK_IMPORTED_MODULE_5__/* .Digests */ .o();
    for (const { path } of trace.files) {
        const found = await root.look(path);
        const sha1 = values.json === true ? { sha1: await digests.of(found, cancelled) } : {};
        contents.set(path, { sizeBytes: found.sizeBytes, ...sha1 });
    }
    const text = values.json === true
        ? `${JSON.stringify((0,_project_blend_format_deps_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDependencies */ .J)(trace, contents))}\n`
        : (0,_project_blend_format_deps_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDependencyTree */ .L)(trace, contents);
    process.stdout.write(text);
    return trace.problems.length === 0 ? 0 : 2;
}
/** Undefined: whichever frame is rendered. */
async function framesOf(selection, root, project) {
    if (selection.kind === 'current')
        return undefined;
    if (selection.kind === 'list')
        return selection.frames;
    return (0,_project_frames_js__WEBPACK_IMPORTED_MODULE_7__/* .chooseFrames */ .OH)(selection, await (0,_project_blend_scene_js__WEBPACK_IMPORTED_MODULE_3__/* .readScene */ .zW)(root.absolute(project), project));
}
/** The working directory and the .blend's path below it. */
async function findRoot(file, given) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(file);
    const wanted = await _project_files_js__WEBPACK_IMPORTED_MODULE_6__/* .ProjectRoot */ .Is.open(given ?? process.cwd());
    const below = await wanted.locate(path);
    if (below !== undefined)
        return { root: wanted, project: below };
    // The tracer says that it lies outside.
    if (given !== undefined)
        return { root: wanted, project: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(wanted.directory, path) };
    return { root: await _project_files_js__WEBPACK_IMPORTED_MODULE_6__/* .ProjectRoot */ .Is.open((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path)), project: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(path) };
}


/***/ }),

/***/ 5377:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ parseValue),
/* harmony export */   b: () => (/* binding */ parseFlags)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5260);



/** Parses a command's flags. @throws RenderError `settings` for one that does not exist. */
function parseFlags(command, args, options) {
    try {
        return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args, options, allowPositionals: true, strict: true });
    }
    catch (cause) {
        const hint = `blendnet-render ${command} --help lists every flag.`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause).split('. To specify')[0] ?? '', { cause, hint });
    }
}
/** Parses a flag's value. @throws RenderError `settings` that says what is wrong with it. */
function parseValue(name, value, parser) {
    try {
        return parser(value);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('settings', `--${name} "${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(value, 100)}": ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause)}`, { cause });
    }
}


/***/ }),

/***/ 370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ })

};
