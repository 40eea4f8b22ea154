export const id = 738;
export const ids = [738];
export const modules = {

/***/ 13641:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ connectManager),
  B: () => (/* binding */ openFarm)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/manager/retry.ts
var retry = __webpack_require__(28145);
// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(41300);
// EXTERNAL MODULE: ./src/quantities.ts
var quantities = __webpack_require__(85602);
;// CONCATENATED MODULE: ./src/agents.ts




/** How long a farm that was just started may take until its first Agent is active. */
const startMs = 30_000;
const pollMs = 1_000;
/**
 * Counts the Agents that take work, waiting a little where none does yet. A Manager in a cloud starts its Agents when it has
 * work for them, so none need be active before.
 * @param first what the Manager just said.
 * @throws RenderError `no-agents` when nothing would ever be rendered.
 */
async function countAgents(client, first, { log, cancelled }, patienceMs) {
    const givenUpAtMs = performance.now() + Math.min(startMs, patienceMs);
    let resources = first;
    for (let looks = 1;; looks++) {
        const { manager, agents } = resources;
        const known = Object.keys(agents).length;
        const active = (0,schema/* countActive */.e1)(resources);
        if (active > 0) {
            log.info(`Agents:  ${active} active of ${known}`);
            return active;
        }
        if (known === 0)
            throw noAgents('knows no Agent');
        if (isInCloud(manager.type)) {
            log.info(`Agents:  none active of ${known} yet; the Manager starts them when there is work`);
            return 0;
        }
        if (performance.now() > givenUpAtMs)
            throw noAgents(`knows ${(0,quantities/* formatCount */.B4)(known, 'Agent')}, none of them active`);
        if (looks === 1)
            log.info(`Agents:  none active of ${known} yet, waiting`);
        await (0,retry/* pause */.v7)(pollMs, cancelled);
        resources = await client.resources(cancelled);
    }
}
/** Machines that people started themselves are of the type `custom`; a cloud has names for its kinds of machines. */
function isInCloud(managerType) {
    return managerType !== undefined && managerType !== 'custom';
}
function noAgents(what) {
    return new errors/* RenderError */.vH('no-agents', `The Manager ${what}: nothing would ever be rendered.`, {
        hint: 'Start an Agent and register it with the Manager (PUT agent/NAME/config), then run again.',
    });
}

// EXTERNAL MODULE: ./src/manager/client.ts + 3 modules
var manager_client = __webpack_require__(56071);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
;// CONCATENATED MODULE: ./src/farm.ts







/** The Manager, whatever the state of its farm. To be closed. */
async function connectManager(settings) {
    return new manager_client/* ManagerClient */.N(await managerAddress(settings));
}
/** Connects to the Manager, or starts the local farm, and checks that it can render, before a byte of the project is sent. */
async function openFarm(settings, host) {
    if (settings.insecure && settings.managerUrl instanceof URL) {
        host.log.warning('insecure: the certificate is not checked, and whoever answers gets the password. Prefer ca-cert.');
    }
    const local = settings.managerUrl === 'local' ? await startLocal(settings, host) : undefined;
    const client = local === undefined ? await connectManager(settings) : new manager_client/* ManagerClient */.N(local.address);
    const close = async () => {
        try {
            await client.close();
        }
        finally {
            await local?.stop();
        }
    };
    try {
        return {
            client,
            name: local === undefined ? client.origin : 'local',
            ...(await check(client, settings, host)),
            close,
        };
    }
    catch (error) {
        await close();
        throw error;
    }
}
async function check(client, settings, host) {
    const info = await client.info(host.cancelled);
    // The second request tells: the first one pays for a full handshake and for code that has never run, ten times as much.
    const startedAtMs = performance.now();
    const resources = await client.resources(host.cancelled);
    const latencyMs = performance.now() - startedAtMs;
    const blenderVersion = (0,printable/* printable */.g)(info.blender.version_string, 40);
    host.log.info(`Manager: ${client.origin}`);
    host.log.info(`Blender: ${blenderVersion}`);
    const activeAgents = await countAgents(client, resources, host, settings.stallTimeout * 60_000);
    return { blenderVersion, activeAgents, latencyMs };
}
async function managerAddress(settings) {
    if (!(settings.managerUrl instanceof URL)) {
        throw new errors/* RenderError */.vH('settings', 'manager-url is given but empty.', {
            hint: 'Secrets are empty in pull requests from forks; set without-manager: skip to leave those out, or drop manager-url to render locally.',
        });
    }
    return {
        url: settings.managerUrl,
        username: settings.username,
        password: settings.password,
        trust: {
            caPem: settings.caCert === undefined ? undefined : await readCa(settings.caCert),
            serverName: settings.serverName,
            insecure: settings.insecure,
        },
    };
}
/** PEM text as it is; anything else is a file's name. */
async function readCa(textOrPath) {
    let pem = textOrPath;
    if (!pem.includes('-----BEGIN')) {
        try {
            pem = await (0,promises_.readFile)(textOrPath.trim(), 'utf8');
        }
        catch (cause) {
            throw new errors/* RenderError */.vH('settings', `ca-cert: "${(0,printable/* printable */.g)(textOrPath, 100)}" is neither PEM text nor a file that can be read.`, {
                cause,
            });
        }
    }
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0) {
        throw new errors/* RenderError */.vH('settings', 'ca-cert holds no certificate (no "-----BEGIN CERTIFICATE-----").', {
            hint: 'Use the farm’s ca.crt, not its key.',
        });
    }
    for (const certificate of certificates) {
        try {
            new external_node_crypto_.X509Certificate(certificate);
        }
        catch (cause) {
            throw new errors/* RenderError */.vH('settings', 'ca-cert holds a certificate that cannot be read.', {
                cause,
                hint: 'Give the text of ca.crt whole, line breaks included; a secret keeps them when it is pasted as it is.',
            });
        }
    }
    return pem;
}
async function startLocal(settings, host) {
    const { startLocalFarm } = await __webpack_require__.e(/* import() */ 342).then(__webpack_require__.bind(__webpack_require__, 56342));
    const username = 'local';
    const password = (0,external_node_crypto_.randomBytes)(24).toString('base64url');
    host.mask(password);
    const { url, stop } = await startLocalFarm({
        stateDirectory: (0,external_node_path_.join)(host.stateDirectory, 'local-farm'),
        orNextFree: true,
        // What a run that was killed left waiting nobody wants any more, and it would keep this run waiting.
        resume: false,
        blender: settings.blender,
        environment: host.environment,
        username,
        password,
        log: (line) => {
            host.log.detail(`local farm: ${(0,printable/* printable */.g)(line)}`);
        },
    });
    return { address: { url: new URL(url), username, password, trust: {} }, stop };
}


/***/ }),

/***/ 56071:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ ManagerClient),
  Z: () => (/* binding */ otherVersion)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(46752);
// EXTERNAL MODULE: ./src/manager/failure.ts
var failure = __webpack_require__(42913);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./src/manager/file-sender.ts



/**
 * Sends files with Node's own HTTP. undici writes a request's head with the first byte of its body; here the head goes by
 * itself, so that attaching a blob that the Manager has takes no byte and opens no file.
 */
class FileSender {
    #host;
    #connect;
    #limits;
    #requests = new Set();
    constructor(url, tls, limits) {
        this.#host = url.host;
        this.#limits = limits;
        this.#connect = url.protocol === 'https:' ? connectorTo(url, tls) : () => (0,external_node_net_.connect)(addressOf(url, 80));
    }
    /** Gives the answer's head; the caller reads or destroys the rest. */
    async send(path, { headers, body, signal }) {
        signal?.throwIfAborted();
        const request = external_node_http_default().request({
            method: 'PUT',
            path,
            createConnection: this.#connect,
            headers: { host: this.#host, ...headers },
        });
        const abort = () => void request.destroy(signal?.reason);
        signal?.addEventListener('abort', abort);
        this.#requests.add(request);
        request.once('close', () => {
            signal?.removeEventListener('abort', abort);
            this.#requests.delete(request);
        });
        limitSilence(request, this.#limits.connectTimeoutMs, this.#limits.idleTimeoutMs);
        return await exchange(request, body);
    }
    /** Ends what is under way. */
    async close() {
        const ended = [...this.#requests].map((request) => new Promise((resolve) => request.once('close', resolve)));
        for (const request of this.#requests)
            request.destroy();
        await Promise.all(ended);
    }
}
function addressOf({ hostname, port }, defaultPort) {
    return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}
/** Opens TLS connections, each of which resumes the session of one before: that saves half of the handshake. */
function connectorTo(url, tls) {
    const address = addressOf(url, 443);
    const options = { ...address, ...((0,external_node_net_.isIP)(address.host) === 0 && { servername: address.host }), ...tls };
    let session;
    return () => {
        const socket = (0,external_node_tls_.connect)({ ...options, ...(session && { session }) });
        return socket.on('session', (ticket) => (session = ticket)).on('error', () => (session = undefined));
    };
}
/** Sends the request and waits for the answer's head. */
async function exchange(request, body) {
    const answered = Promise.withResolvers();
    request.once('response', answered.resolve).on('error', answered.reject);
    if (body === undefined) {
        request.end();
    }
    else {
        request.flushHeaders();
        request.once('socket', (socket) => {
            socket.once(connectEvent(socket), () => void writeBody(request, body));
        });
    }
    const answer = await answered.promise;
    // Dropping a body makes it emit an error; nobody may be listening by then.
    return answer.on('error', () => undefined);
}
/** Writes one chunk while it asks for the next; what was written before may be used again by then. */
async function writeBody(request, body) {
    let written = Promise.resolve();
    try {
        for await (const chunk of body) {
            await written;
            if (request.destroyed)
                return;
            written = writeChunk(request, chunk);
        }
        await written;
        request.end();
    }
    catch (error) {
        request.destroy(error instanceof Error ? error : new Error(String(error)));
    }
}
/** Ends when the system has taken the chunk, or when the connection is gone. */
async function writeChunk(request, chunk) {
    await new Promise((resolve) => {
        const done = () => {
            request.off('close', done);
            resolve();
        };
        request.once('close', done);
        request.write(chunk, done);
    });
}
/** What takes longer than it may. */
class SilenceError extends Error {
}
/** Ends a request whose connection does not come about, or on which nothing moves in either direction. */
function limitSilence(request, connectTimeoutMs, idleTimeoutMs) {
    let answer;
    request.once('response', (response) => (answer = response));
    request.once('socket', (socket) => {
        const timer = setTimeout(() => {
            request.destroy(new SilenceError('no connection came about in time'));
        }, connectTimeoutMs);
        socket.once('close', () => {
            clearTimeout(timer);
        });
        socket.once(connectEvent(socket), () => {
            clearTimeout(timer);
            socket.setTimeout(idleTimeoutMs).on('timeout', () => {
                const isOurTurn = !request.writableEnded && socket.writableLength === 0;
                if (isOurTurn && answer === undefined)
                    return;
                if (answer === undefined)
                    request.destroy(new SilenceError('it accepted the request and stayed silent'));
                else
                    answer.destroy(new SilenceError('it stopped in the middle of an answer'));
            });
        });
    });
}
function connectEvent(socket) {
    return socket instanceof external_node_tls_.TLSSocket ? 'secureConnect' : 'connect';
}

// EXTERNAL MODULE: ./src/manager/tls.ts
var manager_tls = __webpack_require__(22450);
;// CONCATENATED MODULE: ./src/manager/http.ts





/**
 * The Manager serves one request per connection and shakes hands one client at a time, so connections are opened late,
 * never kept idle, and their number is bounded. undici resumes TLS sessions, which saves the expensive half of each
 * handshake.
 */
const maxConnections = 32;
/** A Manager's HTTP as it is: no policy, no JSON, errors with a kind. */
class ManagerHttp {
    origin;
    #connect;
    #sockets = new Set();
    #dispatcher;
    #files;
    #authorization;
    constructor(address) {
        this.origin = address.url.origin;
        this.#authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
        const { connectTimeoutMs = 15_000, idleTimeoutMs = 60_000 } = address;
        const tls = (0,manager_tls/* tlsConnectOptions */.W)(address.trust);
        this.#files = new FileSender(address.url, tls, { connectTimeoutMs, idleTimeoutMs });
        // Its types say nothing of the socket that it returns.
        const open = (0,undici/* buildConnector */.gU)({ ...tls, timeout: connectTimeoutMs });
        this.#connect = () => new undici/* Agent */.g6({
            connections: maxConnections,
            pipelining: 1,
            allowH2: false,
            connect: (options, callback) => {
                const socket = open(options, callback);
                this.#sockets.add(socket);
                socket.once('close', () => this.#sockets.delete(socket));
            },
            headersTimeout: idleTimeoutMs,
            bodyTimeout: idleTimeoutMs,
        });
        this.#dispatcher = this.#connect();
    }
    /**
     * Sends one request and gives the answer's head; the caller reads or destroys the body.
     * @throws RenderError `unreachable` when there is no answer, `cancelled` when `signal` fired.
     */
    async send(method, path, options = {}) {
        try {
            const sent = (0,undici/* request */.Em)(`${this.origin}${path}`, {
                method,
                dispatcher: this.#dispatcher,
                headers: { authorization: this.#authorization, connection: 'close', ...options.headers },
                body: options.body ?? null,
                signal: options.signal ?? null,
            });
            const answer = await untilAborted(sent, options.signal);
            // Dropping a body makes it emit an error; nobody may be listening by then.
            answer.body.on('error', () => undefined);
            return { status: answer.statusCode, headers: singleHeaders(answer.headers), body: answer.body };
        }
        catch (error) {
            throw (0,failure/* describeFailure */.I)(error, this.origin, options.signal);
        }
    }
    /** Sends a file; like {@link send}, with a head that goes ahead of the body. */
    async sendFile(path, file) {
        try {
            const answer = await this.#files.send(path, {
                ...file,
                headers: { authorization: this.#authorization, connection: 'close', ...file.headers },
            });
            return { status: answer.statusCode ?? 0, headers: singleHeaders(answer.headers), body: answer };
        }
        catch (error) {
            throw (0,failure/* describeFailure */.I)(error, this.origin, file.signal);
        }
    }
    /**
     * Ends what is under way, and starts with new connections: one that was given up in the middle of its handshake would
     * hold up all that come after it.
     */
    reset() {
        const before = this.#dispatcher;
        this.#dispatcher = this.#connect();
        void this.#files.close();
        void before.destroy();
        this.#dropConnections();
    }
    /** Ends what is under way. */
    async close() {
        await this.#files.close();
        const destroyed = this.#dispatcher.destroy();
        this.#dropConnections();
        await destroyed;
    }
    /** undici itself waits for handshakes to end, for as long as a connection may take. */
    #dropConnections() {
        for (const socket of this.#sockets)
            socket.destroy(new Error('given up'));
    }
}
/**
 * Reads an answer's body into memory.
 * @throws RenderError `protocol` when it is longer than `maxBytes`, `unreachable` when the connection breaks.
 */
async function readBody(answer, origin, maxBytes, signal) {
    const chunks = [];
    let sizeBytes = 0;
    try {
        for await (const chunk of answer.body) {
            sizeBytes += chunk.length;
            if (sizeBytes > maxBytes) {
                throw new errors/* RenderError */.vH('protocol', `${origin} sent an answer of more than ${maxBytes} bytes.`, {
                    hint: 'Check that manager-url is a BlendNet Manager.',
                });
            }
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw (0,failure/* describeFailure */.I)(error, origin, signal);
    }
    return Buffer.concat(chunks);
}
/** Rejects when the signal fires: undici lets a request that waits for its connection wait on. */
async function untilAborted(work, signal) {
    if (signal === undefined)
        return await work;
    const aborted = Promise.withResolvers();
    const abort = () => {
        aborted.reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
        return await Promise.race([work, aborted.promise]);
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}
function singleHeaders(headers) {
    const single = {};
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined)
            single[name] = Array.isArray(value) ? (value[0] ?? '') : value;
    }
    return single;
}

// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(41300);
;// CONCATENATED MODULE: ./src/manager/upload.ts
/**
 * The body of one upload. The Manager answers the head at once when it has the blob and then closes the connection, which
 * a sender that is writing by then never gets to read. So the file is opened and sent only when no answer came in time.
 */
class FileUpload {
    /** Body bytes handed to the connection. */
    bytesSent = 0;
    /** Milliseconds from the head to the answer's head, when it came before the whole file was sent. */
    earlyAnswerAfterMs;
    /** What went wrong with the file itself, while the connection was fine. */
    failure;
    #source;
    #answered = Promise.withResolvers();
    #isAnswered = false;
    #startedAtMs = performance.now();
    constructor(source) {
        this.#source = source;
    }
    /** True when the Manager had the blob. */
    get attached() {
        return this.earlyAnswerAfterMs !== undefined;
    }
    /** To be asked for its first chunk when the request's head is sent. */
    async *body() {
        this.#startedAtMs = performance.now();
        if (await this.#isAnsweredEarly())
            return;
        try {
            for await (const chunk of this.#source.open()) {
                if (this.#isAnswered)
                    return;
                this.bytesSent += chunk.length;
                this.#source.onSent?.(chunk.length);
                yield chunk;
            }
        }
        catch (error) {
            this.failure = error;
            throw error;
        }
    }
    /** To be called when the answer's head is there. */
    noteAnswer() {
        if (this.bytesSent < this.#source.sizeBytes)
            this.earlyAnswerAfterMs = performance.now() - this.#startedAtMs;
        this.end();
    }
    /** To be called when there is an answer or will never be one: lets a waiting body go, and with it the file. */
    end() {
        this.#isAnswered = true;
        this.#answered.resolve(true);
    }
    async #isAnsweredEarly() {
        const waited = Promise.withResolvers();
        const timer = setTimeout(waited.resolve, this.#source.earlyAnswerMs, false);
        const isAnswered = await Promise.race([this.#answered.promise, waited.promise]);
        clearTimeout(timer);
        return isAnswered;
    }
}

;// CONCATENATED MODULE: ./src/manager/client.ts






/** Largest JSON answer that is read: a list of 50,000 tasks, or a day of logs. */
const maxJsonBytes = 32 * 1024 * 1024;
/**
 * BlendNet's Manager, one method per endpoint. Methods throw {@link RenderError}: `unreachable` (no answer),
 * `unauthorized` (401), `rejected` (an answer that says no, with the Manager's message), `protocol` (no BlendNet answer).
 */
class ManagerClient {
    #http;
    constructor(address) {
        this.#http = new ManagerHttp(address);
    }
    get origin() {
        return this.#http.origin;
    }
    /** Ends what is under way, and goes on with new connections. */
    reset() {
        this.#http.reset();
    }
    async close() {
        await this.#http.close();
    }
    async info(signal) {
        return await this.#get('info', schema/* serverInfo */.CR, signal);
    }
    async resources(signal) {
        return await this.#get('resources', schema/* resources */.ES, signal);
    }
    /** The Manager's own captured log. The shape is not part of the contract. */
    async log(signal) {
        return await this.#get('log', dist/* unknown */.L5J(), signal);
    }
    async agentLog(agent, signal) {
        return await this.#get(`agent/${encodeURIComponent(agent)}/log`, dist/* unknown */.L5J(), signal);
    }
    /** Every task on the Manager, in one request. */
    async tasks(signal) {
        return await this.#get('task', schema/* taskList */.ig, signal);
    }
    async taskStatus(task, signal) {
        return await this.#get(`${taskPath(task)}/status`, schema/* taskStatus */.al, signal);
    }
    async taskMessages(task, signal) {
        return await this.#get(`${taskPath(task)}/messages`, schema/* taskMessages */.CI, signal);
    }
    async taskDetails(task, signal) {
        return await this.#get(`${taskPath(task)}/details`, schema/* taskMessages */.CI, signal);
    }
    /** The blob registered for `path`, a relative path before the task's configuration and an absolute one after it. */
    async fileInfo(task, path, signal) {
        return await this.#get(`${taskPath(task)}/file/${encodePath(path)}`, schema/* fileInfo */.XE, signal);
    }
    /** sha1 by path of every file that is registered, by absolute paths after the task's configuration. */
    async files(task, signal) {
        return await this.#get(`${taskPath(task)}/file`, schema/* fileList */.$Y, signal);
    }
    async configure(task, config, signal) {
        const body = Buffer.from(JSON.stringify(config));
        await this.#json('PUT', `${taskPath(task)}/config`, dist/* unknown */.L5J(), { body, signal });
    }
    async run(task, signal) {
        await this.#get(`${taskPath(task)}/run`, dist/* unknown */.L5J(), signal);
    }
    async stop(task, signal) {
        await this.#get(`${taskPath(task)}/stop`, dist/* unknown */.L5J(), signal);
    }
    async remove(task, signal) {
        await this.#json('DELETE', taskPath(task), dist/* unknown */.L5J(), { signal });
    }
    /**
     * Uploads a file, or attaches a blob that the Manager has: then it answers at once and nearly nothing is sent.
     * Never call it twice at a time for one sha1: the Manager would lose the blob.
     */
    async upload(task, path, source, signal) {
        const upload = new FileUpload(source);
        try {
            const answer = await this.#http.sendFile(`${schema/* apiPath */.So}/${taskPath(task)}/file/${encodePath(path)}`, {
                headers: { 'content-length': String(source.sizeBytes), 'x-checksum-sha1': source.sha1 },
                ...(source.sizeBytes === 0 ? {} : { body: upload.body() }),
                signal,
            });
            upload.noteAnswer();
            await this.#readJson(answer, schema/* blob */.av, signal);
            return upload;
        }
        catch (error) {
            throw upload.failure ?? error;
        }
        finally {
            upload.end();
        }
    }
    /** Opens a result's stream; the caller reads or destroys `body`. */
    async result(task, kind, signal) {
        const answer = await this.#http.send('GET', `${schema/* apiPath */.So}/${taskPath(task)}/status/result/${kind}`, {
            signal,
        });
        if (answer.status !== 200) {
            await this.#readJson(answer, dist/* unknown */.L5J(), signal);
            throw new errors/* RenderError */.vH('protocol', `${this.origin} answered ${answer.status} to a download.`);
        }
        const sizeBytes = Number(answer.headers['content-length']);
        const sha1 = answer.headers['x-checksum-sha1'] ?? '';
        if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || !/^[0-9a-f]{40}$/.test(sha1)) {
            answer.body.destroy();
            throw new errors/* RenderError */.vH('protocol', `${this.origin} sent a result without its size and checksum.`, {
                hint: 'Check that nothing between here and the Manager rewrites its answers.',
            });
        }
        return { sizeBytes, sha1, body: answer.body };
    }
    async #get(path, shape, signal) {
        return await this.#json('GET', path, shape, { signal });
    }
    async #json(method, path, shape, options) {
        const answer = await this.#http.send(method, `${schema/* apiPath */.So}/${path}`, options);
        return await this.#readJson(answer, shape, options.signal);
    }
    async #readJson(answer, shape, signal) {
        const body = await readBody(answer, this.origin, maxJsonBytes, signal);
        return parseAnswer(answer, body, this.origin, shape);
    }
}
/** What to do about an answer that is BlendNet's, and not as it is known here. */
const otherVersion = 'Check that manager-url is a BlendNet Manager of a supported version.';
/** Parses a JSON answer of the Manager: the envelope first, then `data` as `shape`. */
function parseAnswer(answer, body, origin, shape) {
    let json;
    try {
        json = JSON.parse(body.toString('utf8'));
    }
    catch (cause) {
        throw notBlendNet(answer, body, origin, cause);
    }
    const envelope = dist/* safeParse */.xLC(schema/* envelope */.RE, json);
    if (!envelope.success)
        throw notBlendNet(answer, body, origin, envelope.issues);
    const { success, message, data } = envelope.output;
    if (answer.status === 401) {
        throw new errors/* RenderError */.vH('unauthorized', `${origin} refuses the username and password.`, {
            hint: 'Check username and password (the Manager’s auth_user and auth_password).',
        });
    }
    if (!success || answer.status !== 200) {
        throw new errors/* RenderError */.vH('rejected', `The Manager says: ${(0,printable/* printable */.g)(message ?? `status ${answer.status}`)}`);
    }
    const parsed = dist/* safeParse */.xLC(shape, data);
    if (!parsed.success) {
        const problem = (0,printable/* printable */.g)(schema/* describeIssue */.n6(parsed.issues[0]));
        throw new errors/* RenderError */.vH('protocol', `${origin} sent an answer of another shape: ${problem}`, {
            hint: otherVersion,
            lasting: true,
        });
    }
    return parsed.output;
}
function notBlendNet(answer, body, origin, cause) {
    const start = (0,printable/* printable */.g)(body.subarray(0, 300).toString('utf8'), 120);
    if (answer.status === 401 || answer.status === 407) {
        const details = { cause, hint: 'Something in front of the Manager (a proxy?) asks for credentials of its own.' };
        return new errors/* RenderError */.vH('unauthorized', `${origin} answered ${answer.status}, but not as a BlendNet Manager.`, details);
    }
    let what = start === '' ? 'nothing' : `something else: "${start}"`;
    if (/^<(!doctype|html)/i.test(start))
        what = 'an HTML page (from a proxy?)';
    return new errors/* RenderError */.vH('protocol', `No BlendNet Manager at ${origin}: it answered ${answer.status} with ${what}.`, {
        cause,
        hint: 'Check host and port in manager-url (https://HOST:8443), and proxies on the way.',
    });
}
const taskPath = (task) => `task/${encodeURIComponent(task)}`;
/** The Manager splits the path at `/` only and does not look for `?` or `#`, so each segment is encoded by itself. */
function encodePath(path) {
    return path.split('/').map(encodeURIComponent).join('/');
}


/***/ }),

/***/ 42913:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ describeFailure)
/* harmony export */ });
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46752);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15260);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22450);




/** Turns what undici and Node's HTTP throw into a {@link RenderError}. Errors that already are one pass through. */
function describeFailure(error, origin, signal) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH)
        return error;
    if (signal?.aborted === true) {
        const { reason } = signal;
        return reason instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH
            ? reason
            : new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('cancelled', 'The run was cancelled.', { cause: error });
    }
    const code = codeOf(error);
    const tls = (0,_tls_js__WEBPACK_IMPORTED_MODULE_2__/* .describeTlsError */ .h)(code, error, origin);
    if (tls !== undefined)
        return tls;
    if (error instanceof undici__WEBPACK_IMPORTED_MODULE_0__/* .errors */ .sO.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW' || code.startsWith('HPE_')) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('protocol', `No BlendNet Manager at ${origin}: it does not answer with HTTP.`, {
            cause: error,
            hint: 'Check host and port in manager-url (https://HOST:8443).',
        });
    }
    const details = {
        cause: error,
        hint: hints[code] ?? 'Check that the Manager runs and that this machine can reach it.',
    };
    const why = explanations[code] ?? (0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g)((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error));
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('unreachable', `${origin} does not answer: ${why}.`, details);
}
function codeOf(error) {
    // A host with several addresses fails with an AggregateError around one error per address.
    const first = error instanceof AggregateError ? error.errors[0] : error;
    const { code, message } = (first ?? {});
    // Node's words for a connection that closed before an answer was whole.
    if (code === 'ECONNRESET' && message === 'aborted')
        return 'CUT_ANSWER';
    return typeof code === 'string' ? code : '';
}
const explanations = {
    CUT_ANSWER: 'it closed the connection in the middle of an answer',
    ECONNREFUSED: 'connection refused',
    ENOTFOUND: 'no such host',
    EAI_AGAIN: 'the name could not be looked up',
    ETIMEDOUT: 'connection timed out',
    EHOSTUNREACH: 'no route to the host',
    UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
    UND_ERR_HEADERS_TIMEOUT: 'it accepted the request and stayed silent',
    UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of an answer',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it closed the connection in the middle of an answer',
    UND_ERR_SOCKET: 'it closed the connection',
    ECONNRESET: 'it closed the connection',
    EPIPE: 'it closed the connection',
};
const hints = {
    ECONNREFUSED: 'Start the Manager, or check the port in manager-url (8443 by default).',
    ENOTFOUND: 'Check the host name in manager-url.',
    EAI_AGAIN: "Check the host name in manager-url and this machine's DNS.",
};


/***/ }),

/***/ 28145:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zr: () => (/* binding */ persist),
/* harmony export */   qO: () => (/* binding */ retryDelayMs),
/* harmony export */   uD: () => (/* binding */ isOutage),
/* harmony export */   v7: () => (/* binding */ pause)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);


/** Pause before the `n`th repetition (1 = first): 0.5 s, 1 s, 2 s … 15 s, up to a quarter more so that many clients spread out. */
function retryDelayMs(n, random = Math.random) {
    return Math.min(15_000, 500 * 2 ** (n - 1)) * (1 + random() / 4);
}
/** Waits; rejects with the signal's reason when it fires. */
async function pause(timeMs, signal) {
    signal.throwIfAborted();
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(timeMs, undefined, { signal }).catch(() => {
        signal.throwIfAborted();
    });
}
/** Whether the Manager is away: no answer, or one from something in front of it. Anything else is an answer. */
function isOutage(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRenderError */ .LH)(error, 'unreachable', 'protocol') && !error.lasting;
}
/**
 * Repeats a request until it is answered, with growing pauses, for at most `patienceMs` after the first failure. Only for
 * requests that may be repeated without harm.
 * @throws what the last try threw.
 */
async function persist(request, patienceMs, signal) {
    let failingSinceMs;
    for (let tries = 1;; tries++) {
        try {
            return await request();
        }
        catch (error) {
            const nowMs = performance.now();
            failingSinceMs ??= nowMs;
            const pauseMs = retryDelayMs(tries);
            if (!isOutage(error) || nowMs + pauseMs - failingSinceMs > patienceMs)
                throw error;
            await pause(pauseMs, signal);
        }
    }
}


/***/ }),

/***/ 41300:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Y: () => (/* binding */ fileList),
/* harmony export */   CI: () => (/* binding */ taskMessages),
/* harmony export */   CR: () => (/* binding */ serverInfo),
/* harmony export */   ES: () => (/* binding */ resources),
/* harmony export */   RE: () => (/* binding */ envelope),
/* harmony export */   So: () => (/* binding */ apiPath),
/* harmony export */   XE: () => (/* binding */ fileInfo),
/* harmony export */   ZF: () => (/* binding */ resultKinds),
/* harmony export */   aF: () => (/* binding */ maxConfigBytes),
/* harmony export */   al: () => (/* binding */ taskStatus),
/* harmony export */   av: () => (/* binding */ blob),
/* harmony export */   e1: () => (/* binding */ countActive),
/* harmony export */   ig: () => (/* binding */ taskList),
/* harmony export */   mc: () => (/* binding */ maxSeed),
/* harmony export */   n6: () => (/* binding */ describeIssue),
/* harmony export */   yF: () => (/* binding */ taskStates)
/* harmony export */ });
/* unused harmony export taskInfo */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77934);

/*
 * What the Manager's JSON API carries (recorded from BlendNet's Manager; its HOWTO predates parts of it). Shared by the
 * client, which parses answers with it, and the local farm, which gives such answers. Unknown keys are dropped.
 */
/** Prefix of every endpoint. */
const apiPath = '/api/v1';
/** The three pictures a task makes: a lossy EXR, the multilayer EXR, and the compositor's output. */
const resultKinds = ['preview', 'render', 'compose'];
const taskStates = ['CREATED', 'STOPPED', 'PENDING', 'RUNNING', 'COMPLETED', 'ERROR'];
/** Largest task configuration the Manager reads. */
const maxConfigBytes = 512 * 1024;
/** Largest seed the Manager accepts. */
const maxSeed = 2_147_483_647;
const sha1 = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[0-9a-f]{40}$/));
const text = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .maxLength */ .Ru6(1_000_000));
const unixTime = valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig());
/** Every answer; `data` is there on success, `message` says why not. */
const envelope = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    success: valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    message: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(text),
    data: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()),
});
/** `GET info`: what the server is. */
const serverInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    engine: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(text),
    blender: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ version_string: text }),
});
const agent = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ active: valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(), false) });
/**
 * `GET resources`: the Agents the Manager knows. `active` ones take work; one that cannot be read counts as idle. The
 * Manager's own `type` is `custom`, or a cloud's name for a kind of machine; it is empty until it has looked.
 */
const resources = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    manager: valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ type: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(text) }), {}),
    agents: valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(agent, { active: false })),
});
/** How many Agents take work now. */
function countActive({ agents }) {
    return Object.values(agents).filter(({ active }) => active).length;
}
/** `state_error_info`: a list of `{task or workload name: text or nested list}`; anything in it means failure. */
const stateErrorInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()), []);
/** A task in `GET task`. Times are Unix seconds, `done` is 0 … 1. */
const taskInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    name: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(text, valibot__WEBPACK_IMPORTED_MODULE_0__/* .maxLength */ .Ru6(1000)),
    create_time: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(unixTime),
    start_time: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(unixTime),
    end_time: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(unixTime),
    state: valibot__WEBPACK_IMPORTED_MODULE_0__/* .picklist */ .KIO(taskStates),
    frame: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    done: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    state_error_info: stateErrorInfo,
});
/** `GET task`: every task the Manager has, by name. They are everybody's: one that cannot be read spoils no other. */
const taskList = valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi(parseTask)));
function parseTask(entry) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(taskInfo, entry);
    return parsed.success ? parsed.output : { state: 'UNKNOWN', problem: describeIssue(parsed.issues[0]) };
}
/** What does not fit, with the way to it. May hold words of the answer. */
function describeIssue(issue) {
    return `${valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue) ?? 'data'}: ${issue.message}`;
}
/** `GET task/NAME/status`. `remaining` is seconds; a result's value is its blob's sha1. */
const taskStatus = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    ...taskInfo.entries,
    samples: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    seed: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    samples_done: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    remaining: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()),
    result: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ preview: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(sha1), render: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(sha1), compose: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(sha1) }),
    workloads_taken: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), 0),
    results_processing: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()),
});
/** The answer to an upload, and `blob` in a file's info. */
const blob = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: sha1, size: valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() });
/** `GET task/NAME/file/PATH`: the blob registered for the path. */
const fileInfo = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: sha1, path: text, blob: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(blob) });
/** `GET task/NAME/file`: registered paths and their sha1. */
const fileList = valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), sha1);
/** `messages` (Blender's stderr lines) and `details` (progress records), by workload name. */
const taskMessages = valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J())));


/***/ }),

/***/ 22450:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ tlsConnectOptions),
/* harmony export */   h: () => (/* binding */ describeTlsError)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41692);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_tls__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15260);



function tlsConnectOptions({ caPem, serverName, insecure }) {
    return {
        // Made once: with a list of CAs it takes 7 ms, and every request has a connection of its own.
        secureContext: (0,node_tls__WEBPACK_IMPORTED_MODULE_0__.createSecureContext)({
            minVersion: 'TLSv1.2',
            ...(caPem === undefined ? {} : { ca: [...(0,node_tls__WEBPACK_IMPORTED_MODULE_0__.getCACertificates)('default'), caPem] }),
        }),
        ...(serverName === undefined ? {} : { servername: serverName }),
        rejectUnauthorized: insecure !== true,
    };
}
/** What OpenSSL and Node say when nobody the client trusts has signed the certificate. */
const unknownIssuerCodes = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_UNTRUSTED',
    'CERT_SIGNATURE_FAILURE',
]);
/** Says what is wrong with a connection's certificate or handshake; undefined when the error is about something else. */
function describeTlsError(code, error, origin) {
    if (unknownIssuerCodes.has(code)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('unreachable', `The certificate of ${origin} is signed by an unknown CA (${code}).`, {
            hint: "Set ca-cert to the farm's CA (the ca.crt beside the Manager), as PEM text or a file.",
            cause: error,
        });
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        const { cert } = error;
        // The common name counts only where there are no alternative names.
        const names = (0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(cert?.subjectaltname ?? [cert?.subject.CN ?? 'none'].flat().join(', '), 200);
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('unreachable', `The certificate of ${origin} is for another name (${names}).`, {
            hint: 'Set server-name to the name in the certificate.',
            cause: error,
        });
    }
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
        const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('unreachable', `The certificate of ${origin} ${when}.`, {
            hint: "Renew the Manager's certificate, or check the clocks of both machines.",
            cause: error,
        });
    }
    if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
        // OpenSSL's texts look like `1A2B:error:0A00010B:SSL routines:some_function:wrong version number:file.c:344:`.
        const reason = /SSL routines:[^:]*:([^:]+):/.exec((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error))?.[1] ?? (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error);
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RenderError */ .vH('unreachable', `${origin} does not speak TLS as expected (${(0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(reason)}).`, {
            hint: 'Check the port: BlendNet Managers listen with HTTPS on 8443.',
            cause: error,
        });
    }
    return undefined;
}


/***/ }),

/***/ 15260:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ printable)
/* harmony export */ });
/**
 * Text from outside (the Manager, Blender, file names) made safe to show: no escape sequence reaches a terminal, no line
 * break starts a new line in a log (where a runner would look for commands), and no text is longer than `maxLength`.
 */
function printable(text, maxLength = 500) {
    const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
    // C0, DEL and C1 controls, line and paragraph separators, and the bidirectional overrides that can disguise a name.
    // eslint-disable-next-line no-control-regex
    return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}


/***/ }),

/***/ 25167:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MU: () => (/* binding */ parseFrames),
/* harmony export */   OH: () => (/* binding */ chooseFrames)
/* harmony export */ });
/* unused harmony exports framesSyntax, rangeOf */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

/** More than a day's worth of film at 60 frames a second is a typing error, not a job. */
const maxFrames = 100_000;
const maxFrameNumber = 1_048_574; // Blender's own limit (MAXFRAME)
const framesSyntax = 'use 5, 1-10, 1-100x5 (every 5th), a list of these with commas, or scene';
/**
 * Parses `1`, `1-10`, `1,5,20-30`, `1-100x5`, `scene`, or nothing (the current frame). Frames come back ascending, once each.
 * @throws Error that says what is wrong with the text.
 */
function parseFrames(text) {
    const trimmed = text.trim();
    if (trimmed === '')
        return { kind: 'current' };
    if (trimmed === 'scene')
        return { kind: 'scene' };
    const frames = new Set();
    let listed = 0;
    for (const part of trimmed.split(',')) {
        for (const frame of parseRange(part.trim())) {
            frames.add(frame);
            if (++listed > maxFrames)
                throw new Error(`more than ${maxFrames} frames`);
        }
    }
    return { kind: 'list', frames: [...frames].sort((a, b) => a - b) };
}
function* parseRange(part) {
    const match = /^(\d{1,7})(?:\s*-\s*(\d{1,7})(?:\s*x\s*(\d{1,7}))?)?$/.exec(part);
    if (match === null) {
        const negative = /^-\d/.test(part) ? ' (BlendNet renders no negative frames)' : '';
        throw new Error(`"${part}" is no frame or range${negative}; ${framesSyntax}`);
    }
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    const step = Number(match[3] ?? 1);
    if (last > maxFrameNumber)
        throw new Error(`frame ${last} is beyond Blender's last frame, ${maxFrameNumber}`);
    if (last < first)
        throw new Error(`"${part}" runs backwards; write ${last}-${first}`);
    if (step === 0)
        throw new Error(`"${part}" has a step of 0`);
    yield* rangeOf(first, last, step);
}
/** The frames `first`, `first + step`, … up to `last`. */
function* rangeOf(first, last, step) {
    for (let frame = first; frame <= last; frame += step)
        yield frame;
}
/** The frames to render, given the scene's own. @throws RenderError `settings` when those cannot be rendered. */
function chooseFrames(selection, scene) {
    if (selection.kind === 'list')
        return selection.frames;
    const frames = selection.kind === 'current'
        ? [scene.currentFrame]
        : [...rangeOf(scene.frameStart, scene.frameEnd, Math.max(1, scene.frameStep))];
    if (frames.length === 0 || frames.some((frame) => frame < 0)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RenderError */ .vH('settings', `frames: the .blend's own (${scene.frameStart} to ${scene.frameEnd}, current ${scene.currentFrame}) cannot be rendered.`, {
            hint: 'BlendNet renders frames from 0 up: set frames, or the range in the .blend.',
        });
    }
    return frames;
}


/***/ }),

/***/ 85602:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   Gz: () => (/* binding */ formatSsim),
/* harmony export */   Sm: () => (/* binding */ formatInteger),
/* harmony export */   T1: () => (/* binding */ formatShare),
/* harmony export */   Wk: () => (/* binding */ formatError),
/* harmony export */   Yq: () => (/* binding */ formatDate),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   bK: () => (/* binding */ formatPsnr),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/*
 * Quantities for people. Anything that is not a finite number comes out as a dash, so that a broken figure from outside
 * is seen as one.
 */
const none = '–';
/** `840 ms`, `12.3 s`, `4 min 5 s`, `2 h 3 min`. */
function formatDuration(durationMs) {
    if (durationMs === undefined || !Number.isFinite(durationMs) || durationMs < 0)
        return none;
    if (durationMs < 999.5)
        return `${Math.round(durationMs)} ms`;
    if (durationMs < 59_950)
        return `${(durationMs / 1000).toFixed(1)} s`;
    const seconds = Math.round(durationMs / 1000);
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** Decimal units, as file managers and GitHub show them: `34.2 MB`. */
function formatBytes(sizeBytes) {
    if (!Number.isFinite(sizeBytes) || sizeBytes < 0)
        return none;
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let size = sizeBytes;
    let unit = 0;
    while (size >= 999.5 && unit < units.length - 1) {
        size /= 1000;
        unit += 1;
    }
    return `${unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit] ?? ''}`;
}
/** `1 file`, `12,000 files`. */
function formatCount(count, one, many = `${one}s`) {
    return `${formatInteger(count)} ${count === 1 ? one : many}`;
}
/** With thousands separators, the same on every machine. */
function formatInteger(value) {
    return value === undefined || !Number.isFinite(value)
        ? none
        : value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
/** Three significant digits and no exponent where an error of a picture usually lies: `0.00123`. */
function formatError(value) {
    if (value === undefined || !Number.isFinite(value))
        return none;
    if (value === 0)
        return '0';
    return Math.abs(value) < 1e-5 || Math.abs(value) >= 1e5 ? value.toExponential(2) : `${Number(value.toPrecision(3))}`;
}
/** A share (0 … 1) as `2.1 %`; what is not nothing never reads as nothing, nor what is not all as all. */
function formatShare(share) {
    if (share === undefined || !Number.isFinite(share))
        return none;
    if (share > 0 && share < 0.0001)
        return '< 0.01 %';
    if (share < 1 && share > 0.9994)
        return '> 99.9 %';
    return `${Number((share * 100).toFixed(share < 0.01 ? 2 : 1))} %`;
}
/** Decibels; equal pictures have no noise at all. */
function formatPsnr(psnr) {
    if (psnr === Infinity)
        return '∞';
    return psnr === undefined || !Number.isFinite(psnr) ? none : `${psnr.toFixed(1)} dB`;
}
/** Four digits: what people look at lies between 0.99 and 1. */
function formatSsim(ssim) {
    return Number.isFinite(ssim) ? ssim.toFixed(4) : none;
}
/** ISO 8601 → `2026-11-23 17:05 UTC`; what is no date is said to be none. */
function formatDate(date) {
    const time = Date.parse(date);
    return Number.isNaN(time) ? none : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}


/***/ }),

/***/ 99149:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P$: () => (/* binding */ parseSettings)
});

// UNUSED EXPORTS: camelCase, parseSomeSettings

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/printable.ts
var printable = __webpack_require__(15260);
// EXTERNAL MODULE: ./src/manager/schema.ts
var schema = __webpack_require__(41300);
// EXTERNAL MODULE: ./src/project/frames.ts
var project_frames = __webpack_require__(25167);
;// CONCATENATED MODULE: ./src/setting-parsers.ts
/*
 * Parsers for the settings table: text in, value out; an Error says what is allowed. A typing error is never taken for
 * "off" or for a default.
 */
const setting_parsers_text = (value) => value;
/** A path or a name: what stands around it, such as the line break that YAML's `|` adds, is not part of it. */
const path = (value) => value.trim();
function optionalText(value) {
    return value.trim() || undefined;
}
function maybe(parse) {
    return (value) => (value.trim() === '' ? undefined : parse(value));
}
function flag(value) {
    const word = value.trim().toLowerCase();
    if (word === 'true')
        return true;
    if (word === 'false')
        return false;
    throw new Error('use true or false');
}
function number(min, max, kind = 'whole') {
    return (value) => {
        const parsed = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
        if (!(parsed >= min && parsed <= max) || (kind === 'whole' && !Number.isInteger(parsed))) {
            throw new Error(`use a ${kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}`);
        }
        return parsed;
    };
}
function oneOf(...allowed) {
    return (value) => {
        const found = allowed.find((word) => word === value.trim());
        if (found === undefined)
            throw new Error(`use ${allowed.join(' or ')}`);
        return found;
    };
}
function severalOf(...allowed) {
    const one = oneOf(...allowed);
    return (value) => {
        const words = value.split(/[\s,]+/).filter((word) => word !== '');
        if (words.length === 0)
            throw new Error(`use one or more of ${allowed.join(', ')}`);
        const chosen = new Set(words.map(one));
        return allowed.filter((word) => chosen.has(word));
    };
}
/** One per line. A comment needs a space after its `#`, since `####.vdb` is a file with a frame number. */
function lines(value) {
    return value
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !/^#(\s|$)/.test(line));
}
/** A name that GitHub takes for an artifact and every file system for a file. */
function setting_parsers_name(value) {
    const trimmed = value.trim();
    // eslint-disable-next-line no-control-regex
    if (/["<>|*?:\\/\u0000-\u001f]/.test(trimmed) || trimmed === '' || trimmed.length > 200 || /^\.+$/.test(trimmed)) {
        throw new Error('use a name without " : < > | * ? \\ / and at most 200 characters long');
    }
    return trimmed;
}
/** `local`, an URL, or `empty` when it was given as nothing. */
function managerUrl(value) {
    const trimmed = value.trim();
    if (trimmed === '')
        return 'empty';
    if (trimmed === 'local')
        return 'local';
    const url = URL.parse(trimmed);
    if (url === null || !/^https?:$/.test(url.protocol))
        throw new Error('use https://HOST:PORT (8443 is usual) or local');
    if (url.username !== '' || url.password !== '')
        throw new Error('give the credentials as username and password, not in the URL');
    if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
        throw new Error('use only https://HOST:PORT, without a path');
    if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
        throw new Error('http:// would send the password in the clear; use https:// (http is accepted for loopback only)');
    }
    return url;
}
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

;// CONCATENATED MODULE: ./src/settings-of-inputs.ts



/** What is rendered, and where: the first half of the table. */
const inputSettings = {
    'manager-url': {
        group: 'Farm',
        help: 'The Manager (`https://host:8443`), or `local`: render on this machine, through a local farm over its own Blender.',
        default: 'local',
        parse: managerUrl,
    },
    'without-manager': {
        group: 'Farm',
        help: 'What to do when `manager-url` is given but empty, as a secret is in pull requests from forks: `fail`, or `skip` the run with a notice.',
        default: 'fail',
        parse: oneOf('fail', 'skip'),
    },
    username: { group: 'Farm', help: "The Manager's `auth_user`.", default: '', parse: setting_parsers_text },
    password: { group: 'Farm', help: "The Manager's `auth_password`. Masked in every output.", default: '', parse: setting_parsers_text },
    'ca-cert': {
        group: 'Farm',
        help: "The farm's CA (`ca.crt`), as PEM text or as a file.",
        default: '',
        parse: optionalText,
    },
    'server-name': {
        group: 'Farm',
        help: "Name to expect in the Manager's certificate when it is not the URL's host; BlendNet's own is `blendnet-manager`.",
        default: '',
        parse: optionalText,
    },
    insecure: {
        group: 'Farm',
        help: 'Do not check the certificate. Whoever answers gets the password: prefer `ca-cert`.',
        default: 'false',
        parse: flag,
    },
    blender: {
        group: 'Farm',
        help: 'Blender program for the local farm: a name on the PATH, or a path.',
        default: 'blender',
        parse: path,
    },
    project: { group: 'Project', help: 'The .blend file, inside `working-directory`.', default: '', parse: path },
    'working-directory': {
        group: 'Project',
        help: 'Folder that everything is relative to (default: the workspace). Nothing outside it is read or sent.',
        default: '',
        parse: optionalText,
    },
    dependencies: {
        group: 'Project',
        help: 'What the project needs, one per line: `auto` (traced from the .blend), globs, `!` excludes; `####` stands for the padded frame number, so `cache/*_####.vdb` sends each frame its own.',
        default: 'auto',
        parse: lines,
    },
    missing: {
        group: 'Project',
        help: 'A traced file that is not there, lies outside, is absolute or differs in letter case: `error`, `warn` or `ignore`.',
        default: 'error',
        parse: oneOf('error', 'warn', 'ignore'),
    },
    frames: {
        group: 'Frames',
        help: 'Frames to render: `1`, `1-10`, `1,5,20-30`, `1-100x5`, `scene` (the range in the .blend); default: its current frame.',
        default: '',
        parse: project_frames/* parseFrames */.MU,
    },
    samples: {
        group: 'Frames',
        help: "Samples per pixel (default: the .blend's own).",
        default: '',
        parse: maybe(number(1, 10_000_000)),
    },
    seed: {
        group: 'Frames',
        help: 'Noise seed. A fixed one makes runs comparable.',
        default: '0',
        parse: number(0, schema/* maxSeed */.mc),
    },
    agents: {
        group: 'Frames',
        help: 'How many Agents share a frame (default: all).',
        default: '',
        parse: maybe(number(1, 1000)),
    },
    compositing: { group: 'Frames', help: "Use the .blend's compositing nodes.", default: 'true', parse: flag },
};

;// CONCATENATED MODULE: ./src/settings-of-results.ts


/** As far as timers reach: 24 days. */
const maxMinutes = 35_000;
/** What becomes of the results, and how the run behaves: the second half of the table. */
const resultSettings = {
    results: {
        group: 'Results',
        help: 'Which results to bring home: `preview` (small EXR), `render` (multilayer EXR), `compose` (the format set in the .blend).',
        default: schema/* resultKinds */.ZF.join(','),
        parse: severalOf(...schema/* resultKinds */.ZF),
    },
    'output-directory': {
        group: 'Results',
        help: 'Folder for the frames, `render.json` and the report, seen from `working-directory`.',
        default: 'blendnet-results',
        parse: path,
    },
    'artifact-name': {
        group: 'Results',
        help: 'Artifacts are NAME-preview, NAME-render, NAME-compose and NAME-report.html. Give each job of a matrix its own.',
        default: 'blendnet',
        parse: setting_parsers_name,
    },
    'retention-days': {
        group: 'Results',
        help: "Days that GitHub keeps the artifacts (default: the repository's setting).",
        default: '',
        parse: maybe(number(1, 400)),
    },
    'compression-level': {
        group: 'Results',
        help: 'Zip level of the artifacts, 0 to 9. Pictures are compressed already.',
        default: '0',
        parse: number(0, 9),
    },
    baseline: {
        group: 'Comparison',
        help: 'Folder with earlier results, inside the repository or downloaded by a step before. Every frame is compared with the picture of its name.',
        default: '',
        parse: optionalText,
    },
    'compare-results': {
        group: 'Comparison',
        help: 'Which results are compared: `compose`, `render` (layer by layer), or both.',
        default: 'compose,render',
        parse: severalOf('compose', 'render'),
    },
    'require-baseline': {
        group: 'Comparison',
        help: 'Fail when a frame has no baseline; otherwise it counts as new.',
        default: 'false',
        parse: flag,
    },
    'on-difference': {
        group: 'Comparison',
        help: 'What a frame that differs does to the run: `fail` it, after everything is published, or `warn`.',
        default: 'fail',
        parse: oneOf('fail', 'warn'),
    },
    'tolerance-threshold': {
        group: 'Comparison',
        help: 'A pixel fails when a channel differs by more than this; 1 is from black to white.',
        default: '0.016',
        parse: number(0, 1, 'decimal'),
    },
    'tolerance-failing': {
        group: 'Comparison',
        help: 'Percentage of the pixels that may fail.',
        default: '1',
        parse: number(0, 100, 'decimal'),
    },
    'tolerance-region': {
        group: 'Comparison',
        help: "How strong a connected change may be: the sum of its failing pixels' differences. Catches a small thing that moved.",
        default: '4',
        parse: number(0, 1_000_000_000, 'decimal'),
    },
    'tolerance-noise': {
        group: 'Comparison',
        help: 'How strong noise may be (RMS) that is spread thin over more pixels than may fail; 0: noise is no excuse.',
        default: '0.2',
        parse: number(0, 1, 'decimal'),
    },
    tolerances: {
        group: 'Comparison',
        help: 'File with tolerances for single frames, ranges, kinds and passes.',
        default: '',
        parse: optionalText,
    },
    history: {
        group: 'Comparison',
        help: 'File with the render times and errors of earlier runs, such as the `history.json` of the last one. With it the run writes its own `history.json`, and the report draws them over time.',
        default: '',
        parse: optionalText,
    },
    reuse: {
        group: 'Behaviour',
        help: 'Take frames that were rendered before from the same files and settings, instead of rendering them again.',
        default: 'true',
        parse: flag,
    },
    'upload-concurrency': { group: 'Behaviour', help: 'Uploads at a time.', default: '8', parse: number(1, 32) },
    'poll-interval': {
        group: 'Behaviour',
        help: 'Seconds between two looks at the tasks.',
        default: '2',
        parse: number(0.1, 600, 'decimal'),
    },
    timeout: {
        group: 'Behaviour',
        help: 'Minutes after which the run gives up.',
        default: '360',
        parse: number(0.01, maxMinutes, 'decimal'),
    },
    'stall-timeout': {
        group: 'Behaviour',
        help: 'Minutes without progress (or without a Manager) after which a frame is given up or sent again.',
        default: '15',
        parse: number(0.01, maxMinutes, 'decimal'),
    },
    attempts: {
        group: 'Behaviour',
        help: 'How often a failing frame is sent in all.',
        default: '2',
        parse: number(1, 10),
    },
    'fail-fast': { group: 'Behaviour', help: 'Stop all frames when one has failed.', default: 'false', parse: flag },
    'keep-tasks': {
        group: 'Behaviour',
        help: 'Keep finished tasks on the Manager, so that later runs can reuse them. Unfinished ones are always removed.',
        default: 'true',
        parse: flag,
    },
    'task-retention-days': {
        group: 'Behaviour',
        help: 'Days that finished tasks stay on the Manager; older ones that this program made, and this run had no use for, are removed at the end.',
        default: '7',
        parse: number(1, 3650),
    },
};

;// CONCATENATED MODULE: ./src/settings-table.ts


/** Every setting there is. action.yml, the README's table and `--help` are written from this. */
const settingsTable = { ...inputSettings, ...resultSettings };

;// CONCATENATED MODULE: ./src/settings.ts



/**
 * Parses every setting and reports all problems at once.
 * @throws RenderError `settings`, with one line per problem.
 */
function parseSettings(read) {
    const { parsed, problems } = parseEach(Object.keys(settingsTable), read);
    if (read('project')?.trim() === undefined || parsed.project === '')
        problems.push('project: name the .blend file to render');
    failOn(problems);
    return parsed;
}
/** Parses the settings of these names only, for commands that need no others. @throws as {@link parseSettings} */
function parseSomeSettings(names, read) {
    const { parsed, problems } = parseEach(names, read);
    failOn(problems);
    return parsed;
}
function parseEach(names, read) {
    const parsed = {};
    const problems = [];
    for (const name of names) {
        const setting = settingsTable[name];
        const given = read(name);
        // manager-url alone is told apart from its default when empty: see without-manager.
        const value = given === undefined || (given.trim() === '' && name !== 'manager-url') ? setting.default : given;
        try {
            parsed[camelCase(name)] = setting.parse(value);
        }
        catch (error) {
            problems.push(`${name}${quote(name, value)}: ${(0,printable/* printable */.g)((0,errors/* messageOf */.bD)(error), 300)}`);
        }
    }
    return { parsed, problems };
}
function failOn(problems) {
    if (problems.length === 0)
        return;
    const several = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
    throw new errors/* RenderError */.vH('settings', `${several}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
        hint: 'The README lists every setting with what it takes.',
    });
}
/** A setting's value as an error may show it: never a password, not even one inside an URL. */
function quote(settingName, value) {
    if (settingName === 'password' || settingName === 'ca-cert')
        return '';
    const shown = settingName === 'manager-url' ? value.replace(/^[^]*@/, '***@') : value;
    return ` "${(0,printable/* printable */.g)(shown, 100)}"`;
}
function camelCase(settingName) {
    return settingName.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}


/***/ }),

/***/ 3789:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ removeTasks)
/* harmony export */ });
/* harmony import */ var p_limit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70370);
/* harmony import */ var _manager_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28145);


/** Requests at a time: the Manager shakes hands one client after the other anyway. */
const concurrency = 8;
const pollMs = 250;
/**
 * Stops and deletes tasks, as far as that is possible in `timeoutMs`. Waiting ones go first, so that stopping the one
 * that runs does not start the next.
 * @returns the names of tasks that should be gone and are still there.
 */
async function removeTasks(client, names, timeoutMs, { keepCompleted = false, cancelled } = {}) {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = cancelled === undefined ? timeout : AbortSignal.any([cancelled, timeout]);
    const slots = (0,p_limit__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .A)(concurrency);
    let left = names;
    const stopped = new Set();
    try {
        for (let looks = 1; left.length > 0; looks++) {
            const tasks = await (0,_manager_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .persist */ .Zr)(() => client.tasks(signal), timeoutMs, signal);
            left = left.filter((name) => name in tasks && !(keepCompleted && isDone(tasks[name])));
            const running = left.filter((name) => tasks[name]?.state === 'RUNNING');
            const removable = left.filter((name) => tasks[name]?.state !== 'RUNNING');
            const tryTo = (step, these) => 
            // A refusal is no reason to leave the others: the next look shows what is left.
            Promise.all(these.map((name) => slots(() => step(name).catch(() => undefined))));
            await tryTo(async (name) => {
                if (tasks[name]?.state === 'PENDING' || tasks[name]?.state === 'UNKNOWN')
                    await client.stop(name, signal);
                await client.remove(name, signal);
            }, removable);
            await tryTo(async (name) => {
                await client.stop(name, signal);
                stopped.add(name);
            }, running.filter((name) => !stopped.has(name)));
            // What is still there after a second try takes its time to stop, or is refused.
            if (running.length > 0 || looks > 1)
                await (0,_manager_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .pause */ .v7)(pollMs, signal);
        }
    }
    catch {
        // Out of time, or no Manager: the caller says what is left.
    }
    return left;
}
function isDone(task) {
    return task?.state === 'COMPLETED' && task.state_error_info.length === 0;
}


/***/ }),

/***/ 60762:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ jobPrefix),
/* harmony export */   G2: () => (/* binding */ planConfig),
/* harmony export */   Q9: () => (/* binding */ keyInName),
/* harmony export */   nF: () => (/* binding */ taskRoot),
/* harmony export */   p5: () => (/* binding */ taskName),
/* harmony export */   vZ: () => (/* binding */ frameKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


/**
 * Name of the one folder that every path of a task lies in, on every machine. The Manager moves files outside
 * `project_path` elsewhere and rewrites only some references to them, so a texture beside the .blend's folder would be
 * lost (pink) in any other layout.
 */
const taskRoot = '/project';
/** Changes when the same inputs would give other results because of us. */
const keyVersion = 1;
/** @param project path of the .blend below the working directory. */
function planConfig(project, frame, configuration) {
    return {
        project,
        project_path: taskRoot,
        cwd_path: taskRoot,
        frame,
        ...(configuration.samples === undefined ? {} : { samples: configuration.samples }),
        seed: configuration.seed,
        ...(configuration.agents === undefined ? {} : { agents_num: configuration.agents }),
        use_compositing_nodes: configuration.compositing,
    };
}
/**
 * What decides a frame's pixels, as 16 hex digits: every file with its path, the configuration, and Blender's version.
 * @param digests sha1 by path.
 */
function frameKey(plan, digests, blenderVersion) {
    const files = plan.files
        .map((file) => [file.path, digests.get(file.path)])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(JSON.stringify([keyVersion, blenderVersion, plan.config, files]));
    return hash.digest('hex').slice(0, 16);
}
/**
 * A task's name: readable, safe in an URL, unique to run, attempt, job and frame, with the key by which another run finds
 * it: `ci-4711-1-a3f9-shot-f0003-0123456789abcdef`; when the frame is sent again, `…-again1`.
 */
function taskName(identity, plan, key, again) {
    const stem = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(plan.config.project).replace(/\.blend$/i, '');
    const project = dashed(stem).slice(0, 40) || 'project';
    const frame = String(plan.frame).padStart(4, '0');
    return `${jobPrefix(identity)}${project}-f${frame}-${key}${again === 0 ? '' : `-again${again}`}`;
}
/** What the names of all tasks of a job begin with. */
function jobPrefix({ run, attempt, job }) {
    return `ci-${dashed(run)}-${attempt}-${job}-`;
}
function dashed(text) {
    return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
}
/** The key in a task's name, or undefined when the name is not one of ours. */
function keyInName(name) {
    return /^ci-.*-f\d{4,}-([0-9a-f]{16})(?:-again\d+)?$/.exec(name)?.[1];
}


/***/ })

};
