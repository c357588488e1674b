export const id = 902;
export const ids = [902];
export const modules = {

/***/ 7212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Y: () => (  BodyCollector),
    d: () => (  ACCEPTED_ENCODINGS)
  });
const MAX_BODY_BYTES = 1_048_576;
const DECODERS = {
    gzip: 'createGunzip',
    'x-gzip': 'createGunzip',
    deflate: 'createInflate',
    br: 'createBrotliDecompress',
    zstd: 'createZstdDecompress',
};
function isKnown(name) {
    return Object.hasOwn(DECODERS, name);
}
function decoderOf(encoding) {
    const [name, ...others] = encoding.split(/\s*,\s*/).filter(isKnown);
    return name === undefined || others.length > 0
        ? undefined
        : process.getBuiltinModule('node:zlib')[DECODERS[name]]();
}
const ACCEPTED_ENCODINGS = 'gzip, br';
class BodyCollector {
    done;
    #received = new CappedBytes(MAX_BODY_BYTES);
    #decoded = new CappedBytes(MAX_BODY_BYTES);
    #decoder;
    #encodingFault;
    #isEnded = false;
    #resolve = () => { };
    constructor(contentEncoding) {
        this.done = new Promise((resolve) => {
            this.#resolve = resolve;
        });
        const encoding = contentEncoding?.trim().toLowerCase() ?? '';
        if (encoding === '' || encoding === 'identity')
            return;
        const decoder = decoderOf(encoding);
        this.#decoder = decoder;
        if (decoder === undefined) {
            this.#encodingFault = `its content-encoding is ${encoding}, which was not asked for`;
            return;
        }
        decoder
            .on('data', (chunk) => {
            if (this.#decoded.add(chunk))
                this.#finish(this.#decoded, true);
        })
            .on('end', () => this.#finish(this.#decoded, false))
            .on('error', ({ message }) => this.#giveUpDecoding(encoding, message));
    }
    write(chunk, onDrain) {
        const isOver = this.#received.add(chunk);
        if (this.#decoder === undefined) {
            if (isOver)
                this.#finish(this.#received, true);
            return true;
        }
        if (this.#decoder.destroyed || this.#decoder.write(chunk))
            return true;
        this.#decoder.once('drain', onDrain);
        return false;
    }
    end() {
        this.#isEnded = true;
        if (this.#decoder === undefined || this.#received.length === 0)
            this.#finish(this.#received, false);
        else
            this.#decoder.end();
    }
    destroy() {
        this.#decoder?.destroy();
    }
    #giveUpDecoding(encoding, message) {
        this.#encodingFault = `its body could not be decompressed as ${encoding}: ${message}`;
        this.#decoder = undefined;
        if (this.#isEnded || this.#received.isOver)
            this.#finish(this.#received, this.#received.isOver);
    }
    #finish(bytes, isTruncated) {
        this.#resolve({ bytes: bytes.take(), isTruncated, encodingFault: this.#encodingFault });
        this.destroy();
    }
}
class CappedBytes {
    isOver = false;
    length = 0;
    #cap;
    #bytes = Buffer.alloc(0);
    constructor(cap) {
        this.#cap = cap;
    }
    add(chunk) {
        const length = Math.min(this.#cap, this.length + chunk.length);
        if (this.length === 0)
            this.#bytes = chunk.subarray(0, length);
        else
            this.#append(chunk, length);
        this.isOver ||= this.length + chunk.length > this.#cap;
        this.length = length;
        return this.isOver;
    }
    #append(chunk, length) {
        if (length > this.#bytes.length) {
            const grown = Buffer.alloc(Math.min(this.#cap, Math.max(4_096, 2 * this.#bytes.length, length)));
            this.#bytes.copy(grown, 0, 0, this.length);
            this.#bytes = grown;
        }
        chunk.copy(this.#bytes, this.length, 0, length - this.length);
    }
    take() {
        return this.#bytes.subarray(0, this.length);
    }
}


/***/ }),

/***/ 8826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    aH: () => (  notHttp),
    bd: () => (  ProtocolError),
    xE: () => (  explainBroken)
  });
  var _network_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1281);

class ProtocolError extends Error {
    name = 'ProtocolError';
}
function notHttp(why) {
    return new ProtocolError(`what came back is not HTTP/1.1 (${why})`);
}
const IMPOSSIBLE_LENGTH = 'its content-length is repeated, or is no possible length';
const WORDS = {
    'Duplicate Content-Length': IMPOSSIBLE_LENGTH,
    'Content-Length overflow': IMPOSSIBLE_LENGTH,
};
function explainBroken(error) {
    const code = (0,_network_error_js__WEBPACK_IMPORTED_MODULE_0__  .$N)(error);
    const message = (0,_network_error_js__WEBPACK_IMPORTED_MODULE_0__  .bD)(error);
    if (code === 'HPE_HEADER_OVERFLOW')
        return new ProtocolError('the headers of the answer are longer than 64 KiB');
    if (code.startsWith('HPE_')) {
        const reason = message.replace(/^Parse Error:? */, '');
        return notHttp(WORDS[reason] ?? reason);
    }
    const isClosed = message === 'socket hang up' || message === 'aborted';
    return isClosed ? new Error('the server closed the connection') : error;
}


/***/ }),

/***/ 7396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    J: () => (  openConnection),
    T: () => (  ProxyError)
  });
  var _broken_answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8826);
  var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2634);
  var _proxy_choice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(186);
  var _request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1741);
  var _send_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9904);





class ProxyError extends Error {
    name = 'ProxyError';
    status;
    constructor(message, status) {
        super(message);
        this.status = status;
    }
}
async function openConnection(target, context, stop) {
    const choice = (0,_proxy_choice_js__WEBPACK_IMPORTED_MODULE_2__  .UR)(target, context.network.env);
    if (choice.kind === 'unusable')
        throw new ProxyError(choice.because);
    const isSecure = target.protocol === 'https:';
    const peer = peerOf(target);
    if (choice.kind === 'direct') {
        const socket = await (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__  .UD)(peer, context, stop);
        return { socket: isSecure ? await (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__  .Gd)(socket, peer, context, stop) : socket };
    }
    const proxy = choice.url;
    const { progress } = context;
    progress.proxy = `${proxy.hostname}:${(0,_proxy_choice_js__WEBPACK_IMPORTED_MODULE_2__  .HM)(proxy)}`;
    progress.isPastProxy = false;
    const toProxy = await openProxy(proxy, context, stop);
    if (!isSecure) {
        progress.isPastProxy = true;
        return { socket: toProxy, proxyHeaders: authorizationFor(proxy) };
    }
    progress.enter('asking the proxy for a tunnel');
    const tunnel = await openTunnel(toProxy, proxy, peer, stop);
    progress.isPastProxy = true;
    return { socket: await (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__  .Gd)(tunnel, peer, context, stop) };
}
async function openProxy(proxy, context, stop) {
    const peer = peerOf(proxy);
    const socket = await (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__  .UD)(peer, context, stop);
    return proxy.protocol === 'https:' ? (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__  .Gd)(socket, peer, context, stop) : socket;
}
async function openTunnel(toProxy, proxy, peer, stop) {
    const path = peer.host.includes(':') ? `[${peer.host}]:${peer.port}` : `${peer.host}:${peer.port}`;
    const headers = ['host', path, ...authorizationFor(proxy)];
    const { promise, resolve, reject } = Promise.withResolvers();
    const leave = () => reject(stop.reason);
    stop.addEventListener('abort', leave, { once: true });
    try {
        (0,_send_js__WEBPACK_IMPORTED_MODULE_4__  .s)(toProxy, { method: 'CONNECT', path, headers })
            .on('connect', ({ statusCode = 0 }, socket, head) => {
            if (statusCode < 200 || statusCode > 299)
                return reject(new ProxyError('no tunnel', statusCode));
            if (head.length > 0)
                socket.unshift(head);
            resolve(toProxy);
        })
            .on('error', (error) => reject((0,_broken_answer_js__WEBPACK_IMPORTED_MODULE_0__  .xE)(error)));
        return await promise;
    }
    catch (error) {
        toProxy.destroy();
        throw error;
    }
    finally {
        stop.removeEventListener('abort', leave);
    }
}
function authorizationFor(proxy) {
    const authorization = (0,_request_js__WEBPACK_IMPORTED_MODULE_3__  .aR)(proxy);
    return authorization === undefined ? [] : ['proxy-authorization', authorization];
}
function peerOf(url) {
    return { host: (0,_proxy_choice_js__WEBPACK_IMPORTED_MODULE_2__  .OI)(url), port: (0,_proxy_choice_js__WEBPACK_IMPORTED_MODULE_2__  .HM)(url) };
}


/***/ }),

/***/ 2634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Gd: () => (  openTls),
    UD: () => (  openTcp),
    vY: () => (  renderAddress)
  });
  var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
  var _core_deadline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1923);


async function openTcp(peer, context, stop) {
    const { progress, timeoutMs } = context;
    progress.address = undefined;
    const addresses = await resolve(peer.host, context, stop);
    progress.enter('connecting');
    const [first] = addresses;
    if (first !== undefined && addresses.length === 1)
        progress.address = renderAddress(first.address, peer.port);
    const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({
        host: peer.host,
        port: peer.port,
        noDelay: true,
        lookup: (_hostname, _options, callback) => callback(null, addresses.map(({ address, family }) => ({ address, family }))),
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: Math.max(1_000, Math.ceil(timeoutMs / 3)),
    });
    await untilReady(socket, 'connect', stop);
    const { remoteAddress, remotePort } = socket;
    if (remoteAddress !== undefined)
        progress.address = renderAddress(remoteAddress, remotePort ?? peer.port);
    return socket;
}
async function openTls(socket, { host }, { network, progress }, stop) {
    progress.enter('shaking hands by TLS');
    const secure = process.getBuiltinModule('node:tls').connect({
        socket,
        host,
        ...((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 && { servername: host }),
        secureContext: network.secureContext(),
        ALPNProtocols: ['http/1.1'],
    });
    secure.on('keylog', () => {
        progress.certificateValidTo ??= secure.getPeerCertificate()?.valid_to;
    });
    try {
        await untilReady(secure, 'secureConnect', stop);
    }
    catch (error) {
        socket.destroy();
        throw error;
    }
    progress.certificateValidTo = secure.getPeerCertificate()?.valid_to;
    return secure;
}
async function resolve(host, context, stop) {
    const { network, progress } = context;
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host);
    if (family !== 0) {
        progress.hasResolved = true;
        return [{ address: host, family }];
    }
    progress.enter('looking up the name');
    const addresses = await (0,_core_deadline_js__WEBPACK_IMPORTED_MODULE_1__  .Eu)(network.lookUp(host, network.family), stop);
    progress.hasResolved = true;
    return addresses;
}
function untilReady(socket, event, stop) {
    return new Promise((resolve, reject) => {
        const fail = (error) => {
            removeListeners();
            socket.destroy();
            reject(error);
        };
        const onAbort = () => fail(stop.reason);
        const onClose = () => fail(new Error('the connection was closed'));
        const removeListeners = () => {
            stop.removeEventListener('abort', onAbort);
            socket.off(event, onReady).off('error', fail).off('close', onClose);
            socket.on('error', () => { });
        };
        const onReady = () => {
            removeListeners();
            resolve();
        };
        if (stop.aborted) {
            onAbort();
            return;
        }
        stop.addEventListener('abort', onAbort, { once: true });
        socket.on(event, onReady).on('error', fail).on('close', onClose);
    });
}
function renderAddress(address, port) {
    return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}


/***/ }),

/***/ 2552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  c: () => (  exchange),
  B: () => (  renderConnection)
});

// EXTERNAL MODULE: ./lib/http/connection-context.js
var connection_context = __webpack_require__(7396);
;// CONCATENATED MODULE: ./lib/http/model/answer.js
function readBody(text, isTruncated, encodingFault) {
    const body = { text, isTruncated, encodingFault };
    if (isTruncated)
        return body;
    try {
        return { ...body, json: { value: JSON.parse(text) } };
    }
    catch {
        return body;
    }
}

// EXTERNAL MODULE: ./lib/http/send.js + 1 modules
var send = __webpack_require__(9904);
;// CONCATENATED MODULE: ./lib/http/exchange.js



async function exchange(request, context, stop) {
    const { progress } = context;
    const connection = await (0,connection_context .J)(request.url, context, stop);
    try {
        progress.enter('sending the request');
        const { status, headers, body } = await (0,send .t)(connection.socket, messageFor(request, connection), progress, stop);
        if (connection.proxyHeaders !== undefined && status === 407)
            throw new connection_context .T('no passage', status);
        const timings = progress.finish();
        const { address, proxy } = progress;
        return {
            method: request.method,
            url: request.url.origin + request.url.pathname,
            address: address === undefined ? undefined : renderConnection(address, proxy),
            status,
            headers,
            body: readBody(decode(body.bytes, headers.get('content-type')), body.isTruncated, body.encodingFault),
            timings,
            certificate: certificateOf(progress.certificateValidTo),
            redirects: 0,
        };
    }
    finally {
        connection.socket.destroy();
    }
}
function messageFor({ method, url, headers, body }, { proxyHeaders }) {
    const path = url.pathname + url.search;
    const isHostGiven = headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
    return {
        method,
        path: proxyHeaders === undefined ? path : url.origin + path,
        headers: [...(isHostGiven ? [] : ['host', url.host]), ...headers, ...(proxyHeaders ?? [])],
        body,
    };
}
const UTF_8 = new TextDecoder();
function decode(bytes, contentType = '') {
    const charset = /;\s*charset="?([\w.:-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
    if (charset === 'utf-8')
        return UTF_8.decode(bytes);
    try {
        return new TextDecoder(charset).decode(bytes);
    }
    catch {
        return UTF_8.decode(bytes);
    }
}
function certificateOf(validTo = '') {
    const expiresAtMs = Date.parse(validTo);
    return Number.isNaN(expiresAtMs) ? undefined : { expiresInMs: expiresAtMs - Date.now() };
}
function renderConnection(address, proxy) {
    return proxy === undefined ? address : `${address}, the proxy`;
}


/***/ }),

/***/ 3947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  I: () => (  describeFailure)
});

// EXTERNAL MODULE: ./lib/core/deadline.js
var deadline = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/http/broken-answer.js
var broken_answer = __webpack_require__(8826);
// EXTERNAL MODULE: ./lib/http/connection-context.js
var connection_context = __webpack_require__(7396);
// EXTERNAL MODULE: ./lib/http/network-error.js
var network_error = __webpack_require__(1281);
// EXTERNAL MODULE: ./lib/http/request.js
var http_request = __webpack_require__(1741);
;// CONCATENATED MODULE: ./lib/http/tls-error.js

function describeTlsError(error, validTo, host) {
    const code = (0,network_error .$N)(error);
    const certificate = CERTIFICATE_WORDS[code];
    if (certificate !== undefined)
        return certificate(renderDate(validTo));
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        return `the certificate is not for ${host}, but for ${namesOf(error)}: probe a name that it holds`;
    }
    if (/^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/.test(code)) {
        return 'the server does not speak TLS on this port: is the address meant to be http?';
    }
    return /^(?:ERR_SSL_|ERR_TLS_|EPROTO)/.test(code) ? alertOf(error) : undefined;
}
const AUTHORITY = 'give the certificate of a private authority by ca-certificate';
const CERTIFICATE_WORDS = {
    CERT_HAS_EXPIRED: (validTo) => `the certificate expired${validTo && ` on ${validTo}`}`,
    CERT_NOT_YET_VALID: () => "the certificate is not valid yet: the server's or the runner's clock may be wrong",
    DEPTH_ZERO_SELF_SIGNED_CERT: () => `the certificate is self-signed: ${AUTHORITY}`,
    SELF_SIGNED_CERT_IN_CHAIN: () => `the certificate was issued by an authority that is not trusted: ${AUTHORITY}`,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () => `the certificate's issuer is unknown: the server may not send its intermediate certificates, or ${AUTHORITY}`,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => `the certificate's issuer is unknown: the server may not send its intermediate certificates, or ${AUTHORITY}`,
    CERT_REVOKED: () => 'the certificate is revoked',
    CERT_SIGNATURE_FAILURE: () => "the certificate's signature is wrong",
    INVALID_CA: () => "the certificate's issuer is not an authority",
    HOSTNAME_MISMATCH: () => 'the certificate is for another name',
};
function isCertificateError(error) {
    const code = (0,network_error .$N)(error);
    return code === 'ERR_TLS_CERT_ALTNAME_INVALID' || Object.hasOwn(CERTIFICATE_WORDS, code);
}
function namesOf(error) {
    const cert = typeof error === 'object' && error !== null && 'cert' in error ? error.cert : undefined;
    const names = typeof cert === 'object' && cert !== null ? Reflect.get(cert, 'subjectaltname') : undefined;
    if (typeof names !== 'string' || names === '')
        return 'no name at all';
    const all = names.split(', ').map((name) => name.replace(/^(?:DNS|IP Address):/, ''));
    const rest = all.length > 5 ? ` and ${all.length - 5} more` : '';
    return all.slice(0, 5).join(', ') + rest;
}
function renderDate(validTo) {
    const atMs = Date.parse(validTo ?? '');
    return Number.isNaN(atMs) ? '' : new Date(atMs).toISOString().replace('.000Z', 'Z');
}
function alertOf(error) {
    const message = (0,network_error .bD)(error);
    const words = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message;
    return `the server refused it (${words})`;
}

;// CONCATENATED MODULE: ./lib/http/failure.js







function describeFailure(error, progress, request) {
    const isTimeout = error instanceof deadline .j3;
    return {
        attributeTo: attributeTo(error, progress, request),
        clause: isTimeout ? describeTimeout(progress, request) : describeError(error, progress, request),
        isTimeout,
    };
}
function attributeTo(error, progress, request) {
    if (error instanceof connection_context .T)
        return isGatewayStatus(error.status) ? 'connection' : 'us';
    if (progress.stage === 'asking the proxy for a tunnel' && error instanceof deadline .j3)
        return 'connection';
    if (!progress.isPastProxy || error instanceof http_request .o2 || (0,network_error .p3)(error))
        return 'us';
    if (progress.stage === 'looking up the name')
        return request.hasResolvedEver ? 'connection' : 'us';
    const isAnswered = progress.stage === 'reading the body' || isCertificateError(error);
    return isAnswered || error instanceof broken_answer .bd ? 'service' : 'connection';
}
function isGatewayStatus(status) {
    return status === 502 || status === 503 || status === 504;
}
function describeTimeout(progress, { timeoutMs, host }) {
    const { stage, address, bodyBytes, proxy } = progress;
    const after = stage === 'reading the body' ? `, after ${bodyBytes} ${bodyBytes === 1 ? 'byte' : 'bytes'}` : '';
    const target = stage === 'connecting' ? ` to ${proxy === undefined ? (address ?? host) : `the proxy ${proxy}`}` : '';
    const hint = stage === 'connecting' && proxy === undefined ? (0,network_error .Rl)(address ?? '') : '';
    return `timed out after ${(0,duration .P)(timeoutMs)} while ${stage}${target}${after}${hint}`;
}
function describeError(error, progress, request) {
    const { proxy, isPastProxy, stage, certificateValidTo } = progress;
    if (error instanceof connection_context .T)
        return describeProxyError(error, proxy);
    if (error instanceof http_request .o2)
        return `the request cannot be sent: ${(0,network_error .bD)(error)}`;
    if ((0,network_error .p3)(error))
        return `the probe itself failed, which is a bug in Safe Landing: ${(0,network_error .bD)(error)}`;
    const host = isPastProxy ? request.host : (proxy ?? request.host).replace(/:\d+$/, '');
    const at = isPastProxy ? '' : `the proxy ${proxy} failed: `;
    if (stage === 'looking up the name')
        return at + describeLookUp(error, host, isPastProxy && request.hasResolvedEver);
    if (error instanceof broken_answer .bd)
        return `${at}${error.message}`;
    const tls = describeTlsError(error, certificateValidTo, host);
    if (tls !== undefined)
        return `${at}the TLS handshake failed: ${tls}`;
    const hint = stage === 'connecting' && isPastProxy ? (0,network_error .Rl)(progress.address ?? (0,network_error .bD)(error)) : '';
    return `${at}${(0,network_error .gl)(error, progress)}${hint}`;
}
function describeProxyError({ message, status }, proxy) {
    if (status === undefined)
        return `no proxy can be used: ${message}`;
    const advice = isGatewayStatus(status)
        ? 'it did not reach the service'
        : status === 407
            ? 'it asks for credentials: put them into the address in HTTPS_PROXY'
            : 'allow the address there, or name the host in NO_PROXY';
    return `the proxy ${proxy} refused with status ${status}: ${advice}`;
}
function describeLookUp(error, host, hasResolvedEver) {
    const code = (0,network_error .$N)(error);
    if (code === 'EAI_AGAIN')
        return `no name server answered for ${host} (EAI_AGAIN)`;
    if (hasResolvedEver)
        return `the name ${host} does not resolve any more (${code || (0,network_error .bD)(error)})`;
    return `the name ${host} does not resolve (${code || (0,network_error .bD)(error)})${(0,network_error .YY)(host)}`;
}


/***/ }),

/***/ 1281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    $N: () => (  codeOf),
    Rl: () => (  hintOnAddress),
    YY: () => (  hintOnName),
    bD: () => (  messageOf),
    gl: () => (  describeNetworkError),
    p3: () => (  isProgramError)
  });
  var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
  var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2634);


const WORDS = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection reset',
    EHOSTUNREACH: 'no route to the host',
    ENETUNREACH: 'no route to the network',
    EADDRNOTAVAIL: 'no route to the address',
    ETIMEDOUT: 'no reply in time',
    EPIPE: 'connection closed',
};
function describeNetworkError(error, progress) {
    const { stage, bodyBytes, address } = progress;
    if (stage === 'connecting')
        return `connecting failed: ${causesOf(error, address).join('; ')}`;
    const after = stage === 'reading the body' ? `, after ${bodyBytes} ${bodyBytes === 1 ? 'byte' : 'bytes'}` : '';
    return `${wordsFor(error)} while ${stage}${after}`;
}
function causesOf(error, address) {
    const causes = partsOf(error);
    if (causes.length > 0)
        return causes.flatMap((cause) => causesOf(cause, undefined));
    const tried = triedBy(error) ?? address;
    return [`${wordsFor(error)}${tried === undefined ? '' : ` by ${tried}`}`];
}
function partsOf(error) {
    const isAggregate = typeof error === 'object' && error !== null && 'errors' in error;
    return isAggregate && Array.isArray(error.errors) ? error.errors : [];
}
function triedBy(error) {
    if (typeof error !== 'object' || error === null || !('address' in error))
        return undefined;
    const address = String(error.address);
    return 'port' in error ? (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__  .vY)(address, Number(error.port)) : address;
}
function wordsFor(error) {
    const code = codeOf(error);
    const words = WORDS[code];
    if (words === undefined)
        return messageOf(error) || code || 'it failed without a message';
    return `${words} (${code})`;
}
function isPrivate(address, family) {
    const networks = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    for (const [network, bits] of [
        ['10.0.0.0', 8],
        ['172.16.0.0', 12],
        ['192.168.0.0', 16],
        ['100.64.0.0', 10],
        ['169.254.0.0', 16],
    ]) {
        networks.addSubnet(network, bits);
    }
    networks.addSubnet('fc00::', 7, 'ipv6');
    networks.addSubnet('fe80::', 10, 'ipv6');
    return networks.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
const ADVICE = "use a runner inside that network, or the target's own signals instead of an address (for ECS: leave health-url empty, and running tasks, container health and target-group health decide)";
function hintOnAddress(address) {
    const host = /^\[(.+)\]:\d+$/.exec(address)?.[1] ?? address.replace(/:\d+$/, '');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host);
    if (family === 0 || !isPrivate(host, family))
        return '';
    return `; the address is private, and GitHub-hosted runners cannot reach private networks: ${ADVICE}`;
}
function hintOnName(host) {
    return `; if the name is private, GitHub-hosted runners cannot resolve it: ${ADVICE}; if it is public, check its spelling${host.includes('_') ? ' (it holds an underscore)' : ''}`;
}
function codeOf(error) {
    return textOf(error, 'code');
}
function messageOf(error) {
    return textOf(error, 'message') || String(error);
}
function isProgramError(error) {
    return /^(?:Assertion|Range|Reference|Syntax|Type)Error$/.test(textOf(error, 'name'));
}
function textOf(error, key) {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 2985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    k: () => (  Progress)
  });
class Progress {
    stage = 'connecting';
    address;
    proxy;
    isPastProxy = true;
    hasResolved = false;
    status;
    bodyBytes = 0;
    certificateValidTo;
    #clock;
    #startedAtMs;
    #spentMs = new Map();
    #enteredAtMs;
    constructor(clock) {
        this.#clock = clock;
        this.#startedAtMs = clock.nowMs();
        this.#enteredAtMs = this.#startedAtMs;
    }
    enter(stage) {
        this.#leave();
        this.stage = stage;
    }
    finish() {
        this.#leave();
        const spent = (stage) => this.#spentMs.get(stage);
        return {
            lookUpMs: spent('looking up the name'),
            connectMs: spent('connecting'),
            tlsMs: spent('shaking hands by TLS'),
            waitMs: spent('waiting for the headers') ?? 0,
            bodyMs: spent('reading the body') ?? 0,
            totalMs: this.#enteredAtMs - this.#startedAtMs,
        };
    }
    #leave() {
        const nowMs = this.#clock.nowMs();
        this.#spentMs.set(this.stage, (this.#spentMs.get(this.stage) ?? 0) + nowMs - this.#enteredAtMs);
        this.#enteredAtMs = nowMs;
    }
}


/***/ }),

/***/ 186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    CI: () => (  proxyForAgents),
    HM: () => (  portOf),
    OI: () => (  hostname),
    UR: () => (  chooseProxy)
  });
  var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

function chooseProxy(target, env) {
    const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const value = (env[name] || env[name.toUpperCase()])?.trim();
    if (!value || isLoopback(hostname(target)) || isExempt(target, env))
        return { kind: 'direct' };
    const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
    if (url === null)
        return { kind: 'unusable', because: `${name.toUpperCase()} is not an address` };
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        const because = `${name.toUpperCase()} names a ${url.protocol.slice(0, -1)} proxy, and only http and https proxies can be used`;
        return { kind: 'unusable', because };
    }
    return { kind: 'proxy', url };
}
function hostname(url) {
    return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/(?<=.)\.$/, '');
}
function portOf(url) {
    return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
function isLoopback(host) {
    return host === 'localhost' || host === '::1' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 && host.startsWith('127.'));
}
function isExempt(target, env) {
    return exemptionsOf(env).some((entry) => matches(entry.toLowerCase(), hostname(target), portOf(target)));
}
function exemptionsOf(env) {
    return (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter(Boolean);
}
function proxyForAgents(env) {
    const entries = exemptionsOf(env);
    const choice = chooseProxy(new URL('https://any.invalid/'), { ...env, no_proxy: ',' });
    if (choice.kind !== 'proxy' || entries.includes('*'))
        return undefined;
    const withSubdomains = entries.flatMap((entry) => (/^[*.]/.test(entry) ? entry : [entry, `.${entry}`]));
    return { HTTPS_PROXY: choice.url.href, NO_PROXY: withSubdomains.join(',') };
}
function matches(entry, host, port) {
    if (entry === '*')
        return true;
    if (entry.includes('/'))
        return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 0 && isInSubnet(entry, host);
    const withPort = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(entry);
    if (withPort !== null && Number(withPort[3]) !== port)
        return false;
    const name = (withPort?.[1] ?? withPort?.[2] ?? entry).replace(/^\[(.*)\]$/, '$1').replace(/^\*?\./, '');
    return host === name || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 && host.endsWith(`.${name}`));
}
function isInSubnet(entry, host) {
    const [network = '', prefix = ''] = entry.split('/');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network);
    const bits = Number(prefix);
    if (family === 0 || !/^\d+$/.test(prefix) || bits > (family === 4 ? 32 : 128))
        return false;
    const subnet = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    subnet.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
    return subnet.check(host, (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 ? 'ipv4' : 'ipv6');
}


/***/ }),

/***/ 1741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    aR: () => (  basicAuthorization),
    o2: () => (  UnsendableError),
    pU: () => (  requestFor)
  });
  var _body_collector_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7212);

class UnsendableError extends Error {
    name = 'UnsendableError';
}
function requestFor(config, userAgent) {
    const own = config.headers.flatMap(({ name, value }) => [name, value.reveal()]);
    const names = new Set(config.headers.map(({ name }) => name.toLowerCase()));
    const url = new URL(config.url.reveal());
    const body = config.body?.reveal();
    const authorization = basicAuthorization(url);
    const defaults = {
        'user-agent': userAgent,
        accept: needsJson(config) ? 'application/json, */*;q=0.8' : '*/*',
        'accept-encoding': _body_collector_js__WEBPACK_IMPORTED_MODULE_0__  .d,
        'cache-control': 'no-cache',
        ...(body !== undefined && isJson(body) && { 'content-type': 'application/json' }),
        ...(authorization !== undefined && { authorization }),
    };
    const added = Object.entries(defaults).filter(([name]) => !names.has(name));
    return { method: config.method, url, headers: [...own, ...added.flat()], body };
}
function needsJson({ versionFrom, conditions = [] }) {
    const readsField = versionFrom?.kind === 'body' && versionFrom.path.length > 0;
    return readsField || conditions.some(({ field = '' }) => field !== '');
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}
function basicAuthorization({ username, password }) {
    if (username === '' && password === '')
        return undefined;
    return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`;
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 9904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  t: () => (  send),
  s: () => (  startOn)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: ./lib/http/body-collector.js
var body_collector = __webpack_require__(7212);
// EXTERNAL MODULE: ./lib/http/broken-answer.js
var broken_answer = __webpack_require__(8826);
// EXTERNAL MODULE: ./lib/http/network-error.js
var network_error = __webpack_require__(1281);
// EXTERNAL MODULE: ./lib/http/request.js
var request = __webpack_require__(1741);
;// CONCATENATED MODULE: ./lib/http/without-interim.js
const MAX_HELD_BYTES = 65_536;
function withoutInterim(socket) {
    const push = socket.push.bind(socket);
    let held = Buffer.alloc(0);
    socket.push = (chunk) => {
        if (held === undefined)
            return push(chunk);
        if (chunk === null) {
            if (held.length > 0)
                push(held);
            return push(null);
        }
        held = dropInterim(held.length === 0 ? chunk : Buffer.concat([held, chunk]));
        if (isUndecided(held))
            return true;
        const rest = held;
        held = undefined;
        return push(rest);
    };
    return socket;
}
const INTERIM = String.raw `HTTP\/1\.[01] 1(?!01)\d\d`;
function dropInterim(bytes) {
    const all = new RegExp(String.raw `^(?:${INTERIM}(?: [^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n)+`);
    const [interim = ''] = all.exec(bytes.toString('latin1')) ?? [];
    return bytes.subarray(interim.length);
}
function isUndecided(bytes) {
    const start = bytes.toString('latin1', 0, SAMPLE.length);
    const whole = start + SAMPLE.slice(start.length);
    return new RegExp(String.raw `^${INTERIM}[ \r]`).test(whole) && bytes.length < MAX_HELD_BYTES;
}
const SAMPLE = 'HTTP/1.1 100 ';

;// CONCATENATED MODULE: ./lib/http/send.js






const MAX_HEADER_BYTES = 65_536;
const FRAMING = new Set(['content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade']);
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);
function startOn(socket, { method, path, headers, body }) {
    for (let at = 0; at < headers.length; at += 2) {
        const name = headers[at]?.toLowerCase() ?? '';
        if (FRAMING.has(name))
            throw new request .o2(`invalid ${name} header`);
    }
    const hasLength = body !== undefined || !BODILESS.has(method);
    const length = hasLength ? ['content-length', `${Buffer.byteLength(body ?? '')}`] : [];
    try {
        const started = (0,external_node_http_.request)({
            method,
            path,
            headers: [...headers, ...length, 'connection', 'close'],
            createConnection: () => socket,
            maxHeaderSize: MAX_HEADER_BYTES,
        });
        started.maxHeadersCount = 0;
        return started.end(body);
    }
    catch (error) {
        throw new request .o2((0,network_error .bD)(error));
    }
}
async function send(socket, message, progress, stop) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const leave = () => reject(stop.reason);
    stop.addEventListener('abort', leave, { once: true });
    let answer;
    let body;
    const receive = (started) => {
        const { statusCode: status = 0 } = started;
        const fault = findFault(status);
        if (fault !== undefined)
            return reject(fault);
        answer = started;
        progress.status = status;
        progress.enter('reading the body');
        const headers = readHeaders(started);
        body = collect(started, headers.get('content-encoding'), progress);
        body.done.then((whole) => resolve({ status, headers, body: whole }), reject);
    };
    const fail = (error) => answer?.complete || reject((0,broken_answer .xE)(error));
    try {
        startOn(withoutInterim(socket), message)
            .on('finish', () => progress.stage === 'sending the request' && progress.enter('waiting for the headers'))
            .on('response', (started) => receive(started.on('error', fail)))
            .on('upgrade', () => reject(findFault(101)))
            .on('error', fail);
        return await promise;
    }
    finally {
        stop.removeEventListener('abort', leave);
        body?.destroy();
    }
}
function findFault(status) {
    if (status < 100)
        return (0,broken_answer .aH)('its status line has no valid status');
    if (status >= 200)
        return undefined;
    return new broken_answer .bd('it switches to another protocol, which nobody asked for');
}
function collect(answer, encoding, progress) {
    const collector = new body_collector .Y(encoding);
    answer
        .on('data', (chunk) => {
        progress.bodyBytes += chunk.length;
        if (!collector.write(chunk, () => answer.resume()))
            answer.pause();
    })
        .on('end', () => collector.end());
    return collector;
}
function readHeaders({ rawHeaders }) {
    const values = new Map();
    for (let at = 0; at < rawHeaders.length; at += 2) {
        const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
        const key = name.toLowerCase();
        values.set(key, (values.get(key) ?? new Set()).add(value));
    }
    return new Map([...values].map(([name, all]) => [name, [...all].join(', ')]));
}


/***/ })

};
