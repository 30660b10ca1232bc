"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_anthropic_ai_sdk_loaded;
const require_anthropic_ai_sdk = () => require_anthropic_ai_sdk_loaded ??= require("./anthropic-ai-sdk.cjs");
let require_opentelemetry_api_loaded;
const require_opentelemetry_api = () => require_opentelemetry_api_loaded ??= require("./opentelemetry-api.cjs");
let assert = require("assert");
assert = require_rolldown_runtime.__toESM(assert, 1);
// scripts/messages-only.mjs
var Beta = class {
	messages = {};
};
// node_modules/@anthropic-ai/bedrock-sdk/version.mjs
const VERSION = "1.1.3";
// node_modules/tslib/tslib.es6.js
var tslib_es6_exports = require_rolldown_runtime.__exportAll({
	__assign: () => __assign,
	__asyncDelegator: () => __asyncDelegator,
	__asyncGenerator: () => __asyncGenerator,
	__asyncValues: () => __asyncValues,
	__await: () => __await,
	__awaiter: () => __awaiter,
	__classPrivateFieldGet: () => __classPrivateFieldGet$1,
	__classPrivateFieldSet: () => __classPrivateFieldSet,
	__createBinding: () => __createBinding,
	__decorate: () => __decorate,
	__exportStar: () => __exportStar,
	__extends: () => __extends,
	__generator: () => __generator,
	__importDefault: () => __importDefault,
	__importStar: () => __importStar,
	__makeTemplateObject: () => __makeTemplateObject,
	__metadata: () => __metadata,
	__param: () => __param,
	__read: () => __read,
	__rest: () => __rest,
	__spread: () => __spread,
	__spreadArrays: () => __spreadArrays,
	__values: () => __values
});
function __extends(d, b) {
	extendStatics(d, b);
	function __() {
		this.constructor = d;
	}
	d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
}
function __rest(s, e) {
	var t = {};
	for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p) && e.indexOf(p) < 0) t[p] = s[p];
	if (s != null && typeof Object.getOwnPropertySymbols === "function") {
		for (var i = 0, p = Object.getOwnPropertySymbols(s); i < p.length; i++) if (e.indexOf(p[i]) < 0 && Object.prototype.propertyIsEnumerable.call(s, p[i])) t[p[i]] = s[p[i]];
	}
	return t;
}
function __decorate(decorators, target, key, desc) {
	var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
	if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
	else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
	return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function __param(paramIndex, decorator) {
	return function(target, key) {
		decorator(target, key, paramIndex);
	};
}
function __metadata(metadataKey, metadataValue) {
	if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(metadataKey, metadataValue);
}
function __awaiter(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
}
function __generator(thisArg, body) {
	var _ = {
		label: 0,
		sent: function() {
			if (t[0] & 1) throw t[1];
			return t[1];
		},
		trys: [],
		ops: []
	}, f, y, t, g = {
		next: verb(0),
		"throw": verb(1),
		"return": verb(2)
	};
	return typeof Symbol === "function" && (g[Symbol.iterator] = function() {
		return this;
	}), g;
	function verb(n) {
		return function(v) {
			return step([n, v]);
		};
	}
	function step(op) {
		if (f) throw new TypeError("Generator is already executing.");
		while (_) try {
			if (f = 1, y && (t = op[0] & 2 ? y["return"] : op[0] ? y["throw"] || ((t = y["return"]) && t.call(y), 0) : y.next) && !(t = t.call(y, op[1])).done) return t;
			if (y = 0, t) op = [op[0] & 2, t.value];
			switch (op[0]) {
				case 0:
				case 1:
					t = op;
					break;
				case 4:
					_.label++;
					return {
						value: op[1],
						done: false
					};
				case 5:
					_.label++;
					y = op[1];
					op = [0];
					continue;
				case 7:
					op = _.ops.pop();
					_.trys.pop();
					continue;
				default:
					if (!(t = _.trys, t = t.length > 0 && t[t.length - 1]) && (op[0] === 6 || op[0] === 2)) {
						_ = 0;
						continue;
					}
					if (op[0] === 3 && (!t || op[1] > t[0] && op[1] < t[3])) {
						_.label = op[1];
						break;
					}
					if (op[0] === 6 && _.label < t[1]) {
						_.label = t[1];
						t = op;
						break;
					}
					if (t && _.label < t[2]) {
						_.label = t[2];
						_.ops.push(op);
						break;
					}
					if (t[2]) _.ops.pop();
					_.trys.pop();
					continue;
			}
			op = body.call(thisArg, _);
		} catch (e) {
			op = [6, e];
			y = 0;
		} finally {
			f = t = 0;
		}
		if (op[0] & 5) throw op[1];
		return {
			value: op[0] ? op[1] : void 0,
			done: true
		};
	}
}
function __createBinding(o, m, k, k2) {
	if (k2 === void 0) k2 = k;
	o[k2] = m[k];
}
function __exportStar(m, exports) {
	for (var p in m) if (p !== "default" && !exports.hasOwnProperty(p)) exports[p] = m[p];
}
function __values(o) {
	var s = typeof Symbol === "function" && Symbol.iterator, m = s && o[s], i = 0;
	if (m) return m.call(o);
	if (o && typeof o.length === "number") return { next: function() {
		if (o && i >= o.length) o = void 0;
		return {
			value: o && o[i++],
			done: !o
		};
	} };
	throw new TypeError(s ? "Object is not iterable." : "Symbol.iterator is not defined.");
}
function __read(o, n) {
	var m = typeof Symbol === "function" && o[Symbol.iterator];
	if (!m) return o;
	var i = m.call(o), r, ar = [], e;
	try {
		while ((n === void 0 || n-- > 0) && !(r = i.next()).done) ar.push(r.value);
	} catch (error) {
		e = { error };
	} finally {
		try {
			if (r && !r.done && (m = i["return"])) m.call(i);
		} finally {
			if (e) throw e.error;
		}
	}
	return ar;
}
function __spread() {
	for (var ar = [], i = 0; i < arguments.length; i++) ar = ar.concat(__read(arguments[i]));
	return ar;
}
function __spreadArrays() {
	for (var s = 0, i = 0, il = arguments.length; i < il; i++) s += arguments[i].length;
	for (var r = Array(s), k = 0, i = 0; i < il; i++) for (var a = arguments[i], j = 0, jl = a.length; j < jl; j++, k++) r[k] = a[j];
	return r;
}
function __await(v) {
	return this instanceof __await ? (this.v = v, this) : new __await(v);
}
function __asyncGenerator(thisArg, _arguments, generator) {
	if (!Symbol.asyncIterator) throw new TypeError("Symbol.asyncIterator is not defined.");
	var g = generator.apply(thisArg, _arguments || []), i, q = [];
	return i = {}, verb("next"), verb("throw"), verb("return"), i[Symbol.asyncIterator] = function() {
		return this;
	}, i;
	function verb(n) {
		if (g[n]) i[n] = function(v) {
			return new Promise(function(a, b) {
				q.push([
					n,
					v,
					a,
					b
				]) > 1 || resume(n, v);
			});
		};
	}
	function resume(n, v) {
		try {
			step(g[n](v));
		} catch (e) {
			settle(q[0][3], e);
		}
	}
	function step(r) {
		r.value instanceof __await ? Promise.resolve(r.value.v).then(fulfill, reject) : settle(q[0][2], r);
	}
	function fulfill(value) {
		resume("next", value);
	}
	function reject(value) {
		resume("throw", value);
	}
	function settle(f, v) {
		if (f(v), q.shift(), q.length) resume(q[0][0], q[0][1]);
	}
}
function __asyncDelegator(o) {
	var i = {}, p;
	return verb("next"), verb("throw", function(e) {
		throw e;
	}), verb("return"), i[Symbol.iterator] = function() {
		return this;
	}, i;
	function verb(n, f) {
		i[n] = o[n] ? function(v) {
			return (p = !p) ? {
				value: __await(o[n](v)),
				done: n === "return"
			} : f ? f(v) : v;
		} : f;
	}
}
function __asyncValues(o) {
	if (!Symbol.asyncIterator) throw new TypeError("Symbol.asyncIterator is not defined.");
	var m = o[Symbol.asyncIterator], i;
	return m ? m.call(o) : (o = typeof __values === "function" ? __values(o) : o[Symbol.iterator](), i = {}, verb("next"), verb("throw"), verb("return"), i[Symbol.asyncIterator] = function() {
		return this;
	}, i);
	function verb(n) {
		i[n] = o[n] && function(v) {
			return new Promise(function(resolve, reject) {
				v = o[n](v), settle(resolve, reject, v.done, v.value);
			});
		};
	}
	function settle(resolve, reject, d, v) {
		Promise.resolve(v).then(function(v) {
			resolve({
				value: v,
				done: d
			});
		}, reject);
	}
}
function __makeTemplateObject(cooked, raw) {
	if (Object.defineProperty) Object.defineProperty(cooked, "raw", { value: raw });
	else cooked.raw = raw;
	return cooked;
}
function __importStar(mod) {
	if (mod && mod.__esModule) return mod;
	var result = {};
	if (mod != null) {
		for (var k in mod) if (Object.hasOwnProperty.call(mod, k)) result[k] = mod[k];
	}
	result.default = mod;
	return result;
}
function __importDefault(mod) {
	return mod && mod.__esModule ? mod : { default: mod };
}
function __classPrivateFieldGet$1(receiver, privateMap) {
	if (!privateMap.has(receiver)) throw new TypeError("attempted to get private field on non-instance");
	return privateMap.get(receiver);
}
function __classPrivateFieldSet(receiver, privateMap, value) {
	if (!privateMap.has(receiver)) throw new TypeError("attempted to set private field on non-instance");
	privateMap.set(receiver, value);
	return value;
}
var extendStatics, __assign;
var init_tslib_es6 = require_rolldown_runtime.__esmMin((() => {
	extendStatics = function(d, b) {
		extendStatics = Object.setPrototypeOf || { __proto__: [] } instanceof Array && function(d, b) {
			d.__proto__ = b;
		} || function(d, b) {
			for (var p in b) if (b.hasOwnProperty(p)) d[p] = b[p];
		};
		return extendStatics(d, b);
	};
	__assign = function() {
		__assign = Object.assign || function __assign(t) {
			for (var s, i = 1, n = arguments.length; i < n; i++) {
				s = arguments[i];
				for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p)) t[p] = s[p];
			}
			return t;
		};
		return __assign.apply(this, arguments);
	};
}));
// node_modules/@aws-crypto/sha256-js/build/constants.js
var require_constants = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.MAX_HASHABLE_LENGTH = exports.INIT = exports.KEY = exports.DIGEST_LENGTH = exports.BLOCK_SIZE = void 0;
	exports.BLOCK_SIZE = 64;
	exports.DIGEST_LENGTH = 32;
	exports.KEY = new Uint32Array([
		1116352408,
		1899447441,
		3049323471,
		3921009573,
		961987163,
		1508970993,
		2453635748,
		2870763221,
		3624381080,
		310598401,
		607225278,
		1426881987,
		1925078388,
		2162078206,
		2614888103,
		3248222580,
		3835390401,
		4022224774,
		264347078,
		604807628,
		770255983,
		1249150122,
		1555081692,
		1996064986,
		2554220882,
		2821834349,
		2952996808,
		3210313671,
		3336571891,
		3584528711,
		113926993,
		338241895,
		666307205,
		773529912,
		1294757372,
		1396182291,
		1695183700,
		1986661051,
		2177026350,
		2456956037,
		2730485921,
		2820302411,
		3259730800,
		3345764771,
		3516065817,
		3600352804,
		4094571909,
		275423344,
		430227734,
		506948616,
		659060556,
		883997877,
		958139571,
		1322822218,
		1537002063,
		1747873779,
		1955562222,
		2024104815,
		2227730452,
		2361852424,
		2428436474,
		2756734187,
		3204031479,
		3329325298
	]);
	exports.INIT = [
		1779033703,
		3144134277,
		1013904242,
		2773480762,
		1359893119,
		2600822924,
		528734635,
		1541459225
	];
	exports.MAX_HASHABLE_LENGTH = Math.pow(2, 53) - 1;
}));
// node_modules/@aws-crypto/sha256-js/build/RawSha256.js
var require_RawSha256 = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RawSha256 = void 0;
	var constants_1 = require_constants();
	exports.RawSha256 = function() {
		function RawSha256() {
			this.state = Int32Array.from(constants_1.INIT);
			this.temp = new Int32Array(64);
			this.buffer = new Uint8Array(64);
			this.bufferLength = 0;
			this.bytesHashed = 0;
			this.finished = false;
		}
		RawSha256.prototype.update = function(data) {
			if (this.finished) throw new Error("Attempted to update an already finished hash.");
			var position = 0;
			var byteLength = data.byteLength;
			this.bytesHashed += byteLength;
			if (this.bytesHashed * 8 > constants_1.MAX_HASHABLE_LENGTH) throw new Error("Cannot hash more than 2^53 - 1 bits");
			while (byteLength > 0) {
				this.buffer[this.bufferLength++] = data[position++];
				byteLength--;
				if (this.bufferLength === constants_1.BLOCK_SIZE) {
					this.hashBuffer();
					this.bufferLength = 0;
				}
			}
		};
		RawSha256.prototype.digest = function() {
			if (!this.finished) {
				var bitsHashed = this.bytesHashed * 8;
				var bufferView = new DataView(this.buffer.buffer, this.buffer.byteOffset, this.buffer.byteLength);
				var undecoratedLength = this.bufferLength;
				bufferView.setUint8(this.bufferLength++, 128);
				if (undecoratedLength % constants_1.BLOCK_SIZE >= constants_1.BLOCK_SIZE - 8) {
					for (var i = this.bufferLength; i < constants_1.BLOCK_SIZE; i++) bufferView.setUint8(i, 0);
					this.hashBuffer();
					this.bufferLength = 0;
				}
				for (var i = this.bufferLength; i < constants_1.BLOCK_SIZE - 8; i++) bufferView.setUint8(i, 0);
				bufferView.setUint32(constants_1.BLOCK_SIZE - 8, Math.floor(bitsHashed / 4294967296), true);
				bufferView.setUint32(constants_1.BLOCK_SIZE - 4, bitsHashed);
				this.hashBuffer();
				this.finished = true;
			}
			var out = new Uint8Array(constants_1.DIGEST_LENGTH);
			for (var i = 0; i < 8; i++) {
				out[i * 4] = this.state[i] >>> 24 & 255;
				out[i * 4 + 1] = this.state[i] >>> 16 & 255;
				out[i * 4 + 2] = this.state[i] >>> 8 & 255;
				out[i * 4 + 3] = this.state[i] >>> 0 & 255;
			}
			return out;
		};
		RawSha256.prototype.hashBuffer = function() {
			var _a = this, buffer = _a.buffer, state = _a.state;
			var state0 = state[0], state1 = state[1], state2 = state[2], state3 = state[3], state4 = state[4], state5 = state[5], state6 = state[6], state7 = state[7];
			for (var i = 0; i < constants_1.BLOCK_SIZE; i++) {
				if (i < 16) this.temp[i] = (buffer[i * 4] & 255) << 24 | (buffer[i * 4 + 1] & 255) << 16 | (buffer[i * 4 + 2] & 255) << 8 | buffer[i * 4 + 3] & 255;
				else {
					var u = this.temp[i - 2];
					var t1_1 = (u >>> 17 | u << 15) ^ (u >>> 19 | u << 13) ^ u >>> 10;
					u = this.temp[i - 15];
					var t2_1 = (u >>> 7 | u << 25) ^ (u >>> 18 | u << 14) ^ u >>> 3;
					this.temp[i] = (t1_1 + this.temp[i - 7] | 0) + (t2_1 + this.temp[i - 16] | 0);
				}
				var t1 = (((state4 >>> 6 | state4 << 26) ^ (state4 >>> 11 | state4 << 21) ^ (state4 >>> 25 | state4 << 7)) + (state4 & state5 ^ ~state4 & state6) | 0) + (state7 + (constants_1.KEY[i] + this.temp[i] | 0) | 0) | 0;
				var t2 = ((state0 >>> 2 | state0 << 30) ^ (state0 >>> 13 | state0 << 19) ^ (state0 >>> 22 | state0 << 10)) + (state0 & state1 ^ state0 & state2 ^ state1 & state2) | 0;
				state7 = state6;
				state6 = state5;
				state5 = state4;
				state4 = state3 + t1 | 0;
				state3 = state2;
				state2 = state1;
				state1 = state0;
				state0 = t1 + t2 | 0;
			}
			state[0] += state0;
			state[1] += state1;
			state[2] += state2;
			state[3] += state3;
			state[4] += state4;
			state[5] += state5;
			state[6] += state6;
			state[7] += state7;
		};
		return RawSha256;
	}();
}));
// node_modules/@aws-sdk/util-utf8-browser/dist-cjs/pureJs.js
var require_pureJs = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toUtf8 = exports.fromUtf8 = void 0;
	const fromUtf8 = (input) => {
		const bytes = [];
		for (let i = 0, len = input.length; i < len; i++) {
			const value = input.charCodeAt(i);
			if (value < 128) bytes.push(value);
			else if (value < 2048) bytes.push(value >> 6 | 192, value & 63 | 128);
			else if (i + 1 < input.length && (value & 64512) === 55296 && (input.charCodeAt(i + 1) & 64512) === 56320) {
				const surrogatePair = 65536 + ((value & 1023) << 10) + (input.charCodeAt(++i) & 1023);
				bytes.push(surrogatePair >> 18 | 240, surrogatePair >> 12 & 63 | 128, surrogatePair >> 6 & 63 | 128, surrogatePair & 63 | 128);
			} else bytes.push(value >> 12 | 224, value >> 6 & 63 | 128, value & 63 | 128);
		}
		return Uint8Array.from(bytes);
	};
	exports.fromUtf8 = fromUtf8;
	const toUtf8 = (input) => {
		let decoded = "";
		for (let i = 0, len = input.length; i < len; i++) {
			const byte = input[i];
			if (byte < 128) decoded += String.fromCharCode(byte);
			else if (192 <= byte && byte < 224) {
				const nextByte = input[++i];
				decoded += String.fromCharCode((byte & 31) << 6 | nextByte & 63);
			} else if (240 <= byte && byte < 365) {
				const encoded = "%" + [
					byte,
					input[++i],
					input[++i],
					input[++i]
				].map((byteValue) => byteValue.toString(16)).join("%");
				decoded += decodeURIComponent(encoded);
			} else decoded += String.fromCharCode((byte & 15) << 12 | (input[++i] & 63) << 6 | input[++i] & 63);
		}
		return decoded;
	};
	exports.toUtf8 = toUtf8;
}));
// node_modules/@aws-sdk/util-utf8-browser/dist-cjs/whatwgEncodingApi.js
var require_whatwgEncodingApi = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toUtf8 = exports.fromUtf8 = void 0;
	function fromUtf8(input) {
		return new TextEncoder().encode(input);
	}
	exports.fromUtf8 = fromUtf8;
	function toUtf8(input) {
		return new TextDecoder("utf-8").decode(input);
	}
	exports.toUtf8 = toUtf8;
}));
// node_modules/@aws-sdk/util-utf8-browser/dist-cjs/index.js
var require_dist_cjs$10 = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toUtf8 = exports.fromUtf8 = void 0;
	const pureJs_1 = require_pureJs();
	const whatwgEncodingApi_1 = require_whatwgEncodingApi();
	const fromUtf8 = (input) => typeof TextEncoder === "function" ? (0, whatwgEncodingApi_1.fromUtf8)(input) : (0, pureJs_1.fromUtf8)(input);
	exports.fromUtf8 = fromUtf8;
	const toUtf8 = (input) => typeof TextDecoder === "function" ? (0, whatwgEncodingApi_1.toUtf8)(input) : (0, pureJs_1.toUtf8)(input);
	exports.toUtf8 = toUtf8;
}));
// node_modules/@aws-crypto/util/build/convertToBuffer.js
var require_convertToBuffer = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.convertToBuffer = void 0;
	var util_utf8_browser_1 = require_dist_cjs$10();
	var fromUtf8 = typeof Buffer !== "undefined" && Buffer.from ? function(input) {
		return Buffer.from(input, "utf8");
	} : util_utf8_browser_1.fromUtf8;
	function convertToBuffer(data) {
		if (data instanceof Uint8Array) return data;
		if (typeof data === "string") return fromUtf8(data);
		if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength / Uint8Array.BYTES_PER_ELEMENT);
		return new Uint8Array(data);
	}
	exports.convertToBuffer = convertToBuffer;
}));
// node_modules/@aws-crypto/util/build/isEmptyData.js
var require_isEmptyData = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.isEmptyData = void 0;
	function isEmptyData(data) {
		if (typeof data === "string") return data.length === 0;
		return data.byteLength === 0;
	}
	exports.isEmptyData = isEmptyData;
}));
// node_modules/@aws-crypto/util/build/numToUint8.js
var require_numToUint8 = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.numToUint8 = void 0;
	function numToUint8(num) {
		return new Uint8Array([
			(num & 4278190080) >> 24,
			(num & 16711680) >> 16,
			(num & 65280) >> 8,
			num & 255
		]);
	}
	exports.numToUint8 = numToUint8;
}));
// node_modules/@aws-crypto/util/build/uint32ArrayFrom.js
var require_uint32ArrayFrom = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.uint32ArrayFrom = void 0;
	function uint32ArrayFrom(a_lookUpTable) {
		if (!Uint32Array.from) {
			var return_array = new Uint32Array(a_lookUpTable.length);
			var a_index = 0;
			while (a_index < a_lookUpTable.length) {
				return_array[a_index] = a_lookUpTable[a_index];
				a_index += 1;
			}
			return return_array;
		}
		return Uint32Array.from(a_lookUpTable);
	}
	exports.uint32ArrayFrom = uint32ArrayFrom;
}));
// node_modules/@aws-crypto/util/build/index.js
var require_build$1 = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.uint32ArrayFrom = exports.numToUint8 = exports.isEmptyData = exports.convertToBuffer = void 0;
	var convertToBuffer_1 = require_convertToBuffer();
	Object.defineProperty(exports, "convertToBuffer", {
		enumerable: true,
		get: function() {
			return convertToBuffer_1.convertToBuffer;
		}
	});
	var isEmptyData_1 = require_isEmptyData();
	Object.defineProperty(exports, "isEmptyData", {
		enumerable: true,
		get: function() {
			return isEmptyData_1.isEmptyData;
		}
	});
	var numToUint8_1 = require_numToUint8();
	Object.defineProperty(exports, "numToUint8", {
		enumerable: true,
		get: function() {
			return numToUint8_1.numToUint8;
		}
	});
	var uint32ArrayFrom_1 = require_uint32ArrayFrom();
	Object.defineProperty(exports, "uint32ArrayFrom", {
		enumerable: true,
		get: function() {
			return uint32ArrayFrom_1.uint32ArrayFrom;
		}
	});
}));
// node_modules/@aws-crypto/sha256-js/build/jsSha256.js
var require_jsSha256 = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Sha256 = void 0;
	var tslib_1 = (init_tslib_es6(), require_rolldown_runtime.__toCommonJS(tslib_es6_exports));
	var constants_1 = require_constants();
	var RawSha256_1 = require_RawSha256();
	var util_1 = require_build$1();
	exports.Sha256 = function() {
		function Sha256(secret) {
			this.secret = secret;
			this.hash = new RawSha256_1.RawSha256();
			this.reset();
		}
		Sha256.prototype.update = function(toHash) {
			if ((0, util_1.isEmptyData)(toHash) || this.error) return;
			try {
				this.hash.update((0, util_1.convertToBuffer)(toHash));
			} catch (e) {
				this.error = e;
			}
		};
		Sha256.prototype.digestSync = function() {
			if (this.error) throw this.error;
			if (this.outer) {
				if (!this.outer.finished) this.outer.update(this.hash.digest());
				return this.outer.digest();
			}
			return this.hash.digest();
		};
		Sha256.prototype.digest = function() {
			return tslib_1.__awaiter(this, void 0, void 0, function() {
				return tslib_1.__generator(this, function(_a) {
					return [2, this.digestSync()];
				});
			});
		};
		Sha256.prototype.reset = function() {
			this.hash = new RawSha256_1.RawSha256();
			if (this.secret) {
				this.outer = new RawSha256_1.RawSha256();
				var inner = bufferFromSecret(this.secret);
				var outer = new Uint8Array(constants_1.BLOCK_SIZE);
				outer.set(inner);
				for (var i = 0; i < constants_1.BLOCK_SIZE; i++) {
					inner[i] ^= 54;
					outer[i] ^= 92;
				}
				this.hash.update(inner);
				this.outer.update(outer);
				for (var i = 0; i < inner.byteLength; i++) inner[i] = 0;
			}
		};
		return Sha256;
	}();
	function bufferFromSecret(secret) {
		var input = (0, util_1.convertToBuffer)(secret);
		if (input.byteLength > constants_1.BLOCK_SIZE) {
			var bufferHash = new RawSha256_1.RawSha256();
			bufferHash.update(input);
			input = bufferHash.digest();
		}
		var buffer = new Uint8Array(constants_1.BLOCK_SIZE);
		buffer.set(input);
		return buffer;
	}
}));
// node_modules/@smithy/fetch-http-handler/dist-cjs/index.js
var import_build = require_rolldown_runtime.__commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	(init_tslib_es6(), require_rolldown_runtime.__toCommonJS(tslib_es6_exports)).__exportStar(require_jsSha256(), exports);
}))();
var FetchHttpHandler = class {};
// node_modules/@smithy/types/dist-cjs/index.js
var require_dist_cjs$9 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		AlgorithmId: () => AlgorithmId,
		EndpointURLScheme: () => EndpointURLScheme,
		FieldPosition: () => FieldPosition,
		HttpApiKeyAuthLocation: () => HttpApiKeyAuthLocation,
		HttpAuthLocation: () => HttpAuthLocation,
		IniSectionType: () => IniSectionType,
		RequestHandlerProtocol: () => RequestHandlerProtocol,
		SMITHY_CONTEXT_KEY: () => SMITHY_CONTEXT_KEY,
		getDefaultClientConfiguration: () => getDefaultClientConfiguration,
		resolveDefaultRuntimeConfig: () => resolveDefaultRuntimeConfig
	});
	module.exports = __toCommonJS(src_exports);
	var HttpAuthLocation = ((HttpAuthLocation2) => {
		HttpAuthLocation2["HEADER"] = "header";
		HttpAuthLocation2["QUERY"] = "query";
		return HttpAuthLocation2;
	})(HttpAuthLocation || {});
	var HttpApiKeyAuthLocation = ((HttpApiKeyAuthLocation2) => {
		HttpApiKeyAuthLocation2["HEADER"] = "header";
		HttpApiKeyAuthLocation2["QUERY"] = "query";
		return HttpApiKeyAuthLocation2;
	})(HttpApiKeyAuthLocation || {});
	var EndpointURLScheme = ((EndpointURLScheme2) => {
		EndpointURLScheme2["HTTP"] = "http";
		EndpointURLScheme2["HTTPS"] = "https";
		return EndpointURLScheme2;
	})(EndpointURLScheme || {});
	var AlgorithmId = ((AlgorithmId2) => {
		AlgorithmId2["MD5"] = "md5";
		AlgorithmId2["CRC32"] = "crc32";
		AlgorithmId2["CRC32C"] = "crc32c";
		AlgorithmId2["SHA1"] = "sha1";
		AlgorithmId2["SHA256"] = "sha256";
		return AlgorithmId2;
	})(AlgorithmId || {});
	var getChecksumConfiguration = __name((runtimeConfig) => {
		const checksumAlgorithms = [];
		if (runtimeConfig.sha256 !== void 0) checksumAlgorithms.push({
			algorithmId: () => "sha256",
			checksumConstructor: () => runtimeConfig.sha256
		});
		if (runtimeConfig.md5 != void 0) checksumAlgorithms.push({
			algorithmId: () => "md5",
			checksumConstructor: () => runtimeConfig.md5
		});
		return {
			_checksumAlgorithms: checksumAlgorithms,
			addChecksumAlgorithm(algo) {
				this._checksumAlgorithms.push(algo);
			},
			checksumAlgorithms() {
				return this._checksumAlgorithms;
			}
		};
	}, "getChecksumConfiguration");
	var resolveChecksumRuntimeConfig = __name((clientConfig) => {
		const runtimeConfig = {};
		clientConfig.checksumAlgorithms().forEach((checksumAlgorithm) => {
			runtimeConfig[checksumAlgorithm.algorithmId()] = checksumAlgorithm.checksumConstructor();
		});
		return runtimeConfig;
	}, "resolveChecksumRuntimeConfig");
	var getDefaultClientConfiguration = __name((runtimeConfig) => {
		return { ...getChecksumConfiguration(runtimeConfig) };
	}, "getDefaultClientConfiguration");
	var resolveDefaultRuntimeConfig = __name((config) => {
		return { ...resolveChecksumRuntimeConfig(config) };
	}, "resolveDefaultRuntimeConfig");
	var FieldPosition = ((FieldPosition2) => {
		FieldPosition2[FieldPosition2["HEADER"] = 0] = "HEADER";
		FieldPosition2[FieldPosition2["TRAILER"] = 1] = "TRAILER";
		return FieldPosition2;
	})(FieldPosition || {});
	var SMITHY_CONTEXT_KEY = "__smithy_context";
	var IniSectionType = ((IniSectionType2) => {
		IniSectionType2["PROFILE"] = "profile";
		IniSectionType2["SSO_SESSION"] = "sso-session";
		IniSectionType2["SERVICES"] = "services";
		return IniSectionType2;
	})(IniSectionType || {});
	var RequestHandlerProtocol = ((RequestHandlerProtocol2) => {
		RequestHandlerProtocol2["HTTP_0_9"] = "http/0.9";
		RequestHandlerProtocol2["HTTP_1_0"] = "http/1.0";
		RequestHandlerProtocol2["TDS_8_0"] = "tds/8.0";
		return RequestHandlerProtocol2;
	})(RequestHandlerProtocol || {});
	0 && (module.exports = {
		HttpAuthLocation,
		HttpApiKeyAuthLocation,
		EndpointURLScheme,
		AlgorithmId,
		getDefaultClientConfiguration,
		resolveDefaultRuntimeConfig,
		FieldPosition,
		SMITHY_CONTEXT_KEY,
		IniSectionType,
		RequestHandlerProtocol
	});
}));
// node_modules/@smithy/protocol-http/dist-cjs/index.js
var require_dist_cjs$8 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		Field: () => Field,
		Fields: () => Fields,
		HttpRequest: () => HttpRequest,
		HttpResponse: () => HttpResponse,
		getHttpHandlerExtensionConfiguration: () => getHttpHandlerExtensionConfiguration,
		isValidHostname: () => isValidHostname,
		resolveHttpHandlerRuntimeConfig: () => resolveHttpHandlerRuntimeConfig
	});
	module.exports = __toCommonJS(src_exports);
	var getHttpHandlerExtensionConfiguration = __name((runtimeConfig) => {
		let httpHandler = runtimeConfig.httpHandler;
		return {
			setHttpHandler(handler) {
				httpHandler = handler;
			},
			httpHandler() {
				return httpHandler;
			},
			updateHttpClientConfig(key, value) {
				httpHandler.updateHttpClientConfig(key, value);
			},
			httpHandlerConfigs() {
				return httpHandler.httpHandlerConfigs();
			}
		};
	}, "getHttpHandlerExtensionConfiguration");
	var resolveHttpHandlerRuntimeConfig = __name((httpHandlerExtensionConfiguration) => {
		return { httpHandler: httpHandlerExtensionConfiguration.httpHandler() };
	}, "resolveHttpHandlerRuntimeConfig");
	var import_types = require_dist_cjs$9();
	var _Field = class _Field {
		constructor({ name, kind = import_types.FieldPosition.HEADER, values = [] }) {
			this.name = name;
			this.kind = kind;
			this.values = values;
		}
		add(value) {
			this.values.push(value);
		}
		set(values) {
			this.values = values;
		}
		remove(value) {
			this.values = this.values.filter((v) => v !== value);
		}
		toString() {
			return this.values.map((v) => v.includes(",") || v.includes(" ") ? `"${v}"` : v).join(", ");
		}
		get() {
			return this.values;
		}
	};
	__name(_Field, "Field");
	var Field = _Field;
	var _Fields = class _Fields {
		constructor({ fields = [], encoding = "utf-8" }) {
			this.entries = {};
			fields.forEach(this.setField.bind(this));
			this.encoding = encoding;
		}
		setField(field) {
			this.entries[field.name.toLowerCase()] = field;
		}
		getField(name) {
			return this.entries[name.toLowerCase()];
		}
		removeField(name) {
			delete this.entries[name.toLowerCase()];
		}
		getByType(kind) {
			return Object.values(this.entries).filter((field) => field.kind === kind);
		}
	};
	__name(_Fields, "Fields");
	var Fields = _Fields;
	var _HttpRequest = class _HttpRequest {
		constructor(options) {
			this.method = options.method || "GET";
			this.hostname = options.hostname || "localhost";
			this.port = options.port;
			this.query = options.query || {};
			this.headers = options.headers || {};
			this.body = options.body;
			this.protocol = options.protocol ? options.protocol.slice(-1) !== ":" ? `${options.protocol}:` : options.protocol : "https:";
			this.path = options.path ? options.path.charAt(0) !== "/" ? `/${options.path}` : options.path : "/";
			this.username = options.username;
			this.password = options.password;
			this.fragment = options.fragment;
		}
		static isInstance(request) {
			if (!request) return false;
			const req = request;
			return "method" in req && "protocol" in req && "hostname" in req && "path" in req && typeof req["query"] === "object" && typeof req["headers"] === "object";
		}
		clone() {
			const cloned = new _HttpRequest({
				...this,
				headers: { ...this.headers }
			});
			if (cloned.query) cloned.query = cloneQuery(cloned.query);
			return cloned;
		}
	};
	__name(_HttpRequest, "HttpRequest");
	var HttpRequest = _HttpRequest;
	function cloneQuery(query) {
		return Object.keys(query).reduce((carry, paramName) => {
			const param = query[paramName];
			return {
				...carry,
				[paramName]: Array.isArray(param) ? [...param] : param
			};
		}, {});
	}
	__name(cloneQuery, "cloneQuery");
	var _HttpResponse = class _HttpResponse {
		constructor(options) {
			this.statusCode = options.statusCode;
			this.reason = options.reason;
			this.headers = options.headers || {};
			this.body = options.body;
		}
		static isInstance(response) {
			if (!response) return false;
			const resp = response;
			return typeof resp.statusCode === "number" && typeof resp.headers === "object";
		}
	};
	__name(_HttpResponse, "HttpResponse");
	var HttpResponse = _HttpResponse;
	function isValidHostname(hostname) {
		return /^[a-z0-9][a-z0-9\.\-]*[a-z0-9]$/.test(hostname);
	}
	__name(isValidHostname, "isValidHostname");
	0 && (module.exports = {
		getHttpHandlerExtensionConfiguration,
		resolveHttpHandlerRuntimeConfig,
		Field,
		Fields,
		HttpRequest,
		HttpResponse,
		isValidHostname
	});
}));
// node_modules/@smithy/types/dist-cjs/index.js
var require_dist_cjs$7 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		AlgorithmId: () => AlgorithmId,
		EndpointURLScheme: () => EndpointURLScheme,
		FieldPosition: () => FieldPosition,
		HttpApiKeyAuthLocation: () => HttpApiKeyAuthLocation,
		HttpAuthLocation: () => HttpAuthLocation,
		IniSectionType: () => IniSectionType,
		RequestHandlerProtocol: () => RequestHandlerProtocol,
		SMITHY_CONTEXT_KEY: () => SMITHY_CONTEXT_KEY,
		getDefaultClientConfiguration: () => getDefaultClientConfiguration,
		resolveDefaultRuntimeConfig: () => resolveDefaultRuntimeConfig
	});
	module.exports = __toCommonJS(src_exports);
	var HttpAuthLocation = ((HttpAuthLocation2) => {
		HttpAuthLocation2["HEADER"] = "header";
		HttpAuthLocation2["QUERY"] = "query";
		return HttpAuthLocation2;
	})(HttpAuthLocation || {});
	var HttpApiKeyAuthLocation = ((HttpApiKeyAuthLocation2) => {
		HttpApiKeyAuthLocation2["HEADER"] = "header";
		HttpApiKeyAuthLocation2["QUERY"] = "query";
		return HttpApiKeyAuthLocation2;
	})(HttpApiKeyAuthLocation || {});
	var EndpointURLScheme = ((EndpointURLScheme2) => {
		EndpointURLScheme2["HTTP"] = "http";
		EndpointURLScheme2["HTTPS"] = "https";
		return EndpointURLScheme2;
	})(EndpointURLScheme || {});
	var AlgorithmId = ((AlgorithmId2) => {
		AlgorithmId2["MD5"] = "md5";
		AlgorithmId2["CRC32"] = "crc32";
		AlgorithmId2["CRC32C"] = "crc32c";
		AlgorithmId2["SHA1"] = "sha1";
		AlgorithmId2["SHA256"] = "sha256";
		return AlgorithmId2;
	})(AlgorithmId || {});
	var getChecksumConfiguration = __name((runtimeConfig) => {
		const checksumAlgorithms = [];
		if (runtimeConfig.sha256 !== void 0) checksumAlgorithms.push({
			algorithmId: () => "sha256",
			checksumConstructor: () => runtimeConfig.sha256
		});
		if (runtimeConfig.md5 != void 0) checksumAlgorithms.push({
			algorithmId: () => "md5",
			checksumConstructor: () => runtimeConfig.md5
		});
		return {
			_checksumAlgorithms: checksumAlgorithms,
			addChecksumAlgorithm(algo) {
				this._checksumAlgorithms.push(algo);
			},
			checksumAlgorithms() {
				return this._checksumAlgorithms;
			}
		};
	}, "getChecksumConfiguration");
	var resolveChecksumRuntimeConfig = __name((clientConfig) => {
		const runtimeConfig = {};
		clientConfig.checksumAlgorithms().forEach((checksumAlgorithm) => {
			runtimeConfig[checksumAlgorithm.algorithmId()] = checksumAlgorithm.checksumConstructor();
		});
		return runtimeConfig;
	}, "resolveChecksumRuntimeConfig");
	var getDefaultClientConfiguration = __name((runtimeConfig) => {
		return { ...getChecksumConfiguration(runtimeConfig) };
	}, "getDefaultClientConfiguration");
	var resolveDefaultRuntimeConfig = __name((config) => {
		return { ...resolveChecksumRuntimeConfig(config) };
	}, "resolveDefaultRuntimeConfig");
	var FieldPosition = ((FieldPosition2) => {
		FieldPosition2[FieldPosition2["HEADER"] = 0] = "HEADER";
		FieldPosition2[FieldPosition2["TRAILER"] = 1] = "TRAILER";
		return FieldPosition2;
	})(FieldPosition || {});
	var SMITHY_CONTEXT_KEY = "__smithy_context";
	var IniSectionType = ((IniSectionType2) => {
		IniSectionType2["PROFILE"] = "profile";
		IniSectionType2["SSO_SESSION"] = "sso-session";
		IniSectionType2["SERVICES"] = "services";
		return IniSectionType2;
	})(IniSectionType || {});
	var RequestHandlerProtocol = ((RequestHandlerProtocol2) => {
		RequestHandlerProtocol2["HTTP_0_9"] = "http/0.9";
		RequestHandlerProtocol2["HTTP_1_0"] = "http/1.0";
		RequestHandlerProtocol2["TDS_8_0"] = "tds/8.0";
		return RequestHandlerProtocol2;
	})(RequestHandlerProtocol || {});
	0 && (module.exports = {
		HttpAuthLocation,
		HttpApiKeyAuthLocation,
		EndpointURLScheme,
		AlgorithmId,
		getDefaultClientConfiguration,
		resolveDefaultRuntimeConfig,
		FieldPosition,
		SMITHY_CONTEXT_KEY,
		IniSectionType,
		RequestHandlerProtocol
	});
}));
// node_modules/@smithy/util-middleware/dist-cjs/index.js
var require_dist_cjs$6 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		getSmithyContext: () => getSmithyContext,
		normalizeProvider: () => normalizeProvider
	});
	module.exports = __toCommonJS(src_exports);
	var import_types = require_dist_cjs$7();
	var getSmithyContext = __name((context) => context[import_types.SMITHY_CONTEXT_KEY] || (context[import_types.SMITHY_CONTEXT_KEY] = {}), "getSmithyContext");
	var normalizeProvider = __name((input) => {
		if (typeof input === "function") return input;
		const promisified = Promise.resolve(input);
		return () => promisified;
	}, "normalizeProvider");
	0 && (module.exports = {
		getSmithyContext,
		normalizeProvider
	});
}));
// node_modules/@smithy/is-array-buffer/dist-cjs/index.js
var require_dist_cjs$5 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, { isArrayBuffer: () => isArrayBuffer });
	module.exports = __toCommonJS(src_exports);
	var isArrayBuffer = __name((arg) => typeof ArrayBuffer === "function" && arg instanceof ArrayBuffer || Object.prototype.toString.call(arg) === "[object ArrayBuffer]", "isArrayBuffer");
	0 && (module.exports = { isArrayBuffer });
}));
// node_modules/@smithy/util-buffer-from/dist-cjs/index.js
var require_dist_cjs$4 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		fromArrayBuffer: () => fromArrayBuffer,
		fromString: () => fromString
	});
	module.exports = __toCommonJS(src_exports);
	var import_is_array_buffer = require_dist_cjs$5();
	var import_buffer = require("buffer");
	var fromArrayBuffer = __name((input, offset = 0, length = input.byteLength - offset) => {
		if (!(0, import_is_array_buffer.isArrayBuffer)(input)) throw new TypeError(`The "input" argument must be ArrayBuffer. Received type ${typeof input} (${input})`);
		return import_buffer.Buffer.from(input, offset, length);
	}, "fromArrayBuffer");
	var fromString = __name((input, encoding) => {
		if (typeof input !== "string") throw new TypeError(`The "input" argument must be of type string. Received type ${typeof input} (${input})`);
		return encoding ? import_buffer.Buffer.from(input, encoding) : import_buffer.Buffer.from(input);
	}, "fromString");
	0 && (module.exports = {
		fromArrayBuffer,
		fromString
	});
}));
// node_modules/@smithy/util-utf8/dist-cjs/index.js
var require_dist_cjs$3 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		fromUtf8: () => fromUtf8,
		toUint8Array: () => toUint8Array,
		toUtf8: () => toUtf8
	});
	module.exports = __toCommonJS(src_exports);
	var import_util_buffer_from = require_dist_cjs$4();
	var fromUtf8 = __name((input) => {
		const buf = (0, import_util_buffer_from.fromString)(input, "utf8");
		return new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength / Uint8Array.BYTES_PER_ELEMENT);
	}, "fromUtf8");
	var toUint8Array = __name((data) => {
		if (typeof data === "string") return fromUtf8(data);
		if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength / Uint8Array.BYTES_PER_ELEMENT);
		return new Uint8Array(data);
	}, "toUint8Array");
	var toUtf8 = __name((input) => {
		if (typeof input === "string") return input;
		if (typeof input !== "object" || typeof input.byteOffset !== "number" || typeof input.byteLength !== "number") throw new Error("@smithy/util-utf8: toUtf8 encoder function only accepts string | Uint8Array.");
		return (0, import_util_buffer_from.fromArrayBuffer)(input.buffer, input.byteOffset, input.byteLength).toString("utf8");
	}, "toUtf8");
	0 && (module.exports = {
		fromUtf8,
		toUint8Array,
		toUtf8
	});
}));
// node_modules/@smithy/util-hex-encoding/dist-cjs/index.js
var require_dist_cjs$2 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		fromHex: () => fromHex,
		toHex: () => toHex
	});
	module.exports = __toCommonJS(src_exports);
	var SHORT_TO_HEX = {};
	var HEX_TO_SHORT = {};
	for (let i = 0; i < 256; i++) {
		let encodedByte = i.toString(16).toLowerCase();
		if (encodedByte.length === 1) encodedByte = `0${encodedByte}`;
		SHORT_TO_HEX[i] = encodedByte;
		HEX_TO_SHORT[encodedByte] = i;
	}
	function fromHex(encoded) {
		if (encoded.length % 2 !== 0) throw new Error("Hex encoded strings must have an even number length");
		const out = new Uint8Array(encoded.length / 2);
		for (let i = 0; i < encoded.length; i += 2) {
			const encodedByte = encoded.slice(i, i + 2).toLowerCase();
			if (encodedByte in HEX_TO_SHORT) out[i / 2] = HEX_TO_SHORT[encodedByte];
			else throw new Error(`Cannot decode unrecognized sequence ${encodedByte} as hexadecimal`);
		}
		return out;
	}
	__name(fromHex, "fromHex");
	function toHex(bytes) {
		let out = "";
		for (let i = 0; i < bytes.byteLength; i++) out += SHORT_TO_HEX[bytes[i]];
		return out;
	}
	__name(toHex, "toHex");
	0 && (module.exports = {
		fromHex,
		toHex
	});
}));
// node_modules/@smithy/util-uri-escape/dist-cjs/index.js
var require_dist_cjs$1 = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		escapeUri: () => escapeUri,
		escapeUriPath: () => escapeUriPath
	});
	module.exports = __toCommonJS(src_exports);
	var escapeUri = __name((uri) => encodeURIComponent(uri).replace(/[!'()*]/g, hexEncode), "escapeUri");
	var hexEncode = __name((c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`, "hexEncode");
	var escapeUriPath = __name((uri) => uri.split("/").map(escapeUri).join("/"), "escapeUriPath");
	0 && (module.exports = {
		escapeUri,
		escapeUriPath
	});
}));
// node_modules/@smithy/signature-v4/dist-cjs/index.js
var require_dist_cjs = require_rolldown_runtime.__commonJSMin(((exports, module) => {
	var __defProp = Object.defineProperty;
	var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
	var __getOwnPropNames = Object.getOwnPropertyNames;
	var __hasOwnProp = Object.prototype.hasOwnProperty;
	var __name = (target, value) => __defProp(target, "name", {
		value,
		configurable: true
	});
	var __export = (target, all) => {
		for (var name in all) __defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	};
	var __copyProps = (to, from, except, desc) => {
		if (from && typeof from === "object" || typeof from === "function") {
			for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
				get: () => from[key],
				enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
			});
		}
		return to;
	};
	var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
	var src_exports = {};
	__export(src_exports, {
		SignatureV4: () => SignatureV4,
		clearCredentialCache: () => clearCredentialCache,
		createScope: () => createScope,
		getCanonicalHeaders: () => getCanonicalHeaders,
		getCanonicalQuery: () => getCanonicalQuery,
		getPayloadHash: () => getPayloadHash,
		getSigningKey: () => getSigningKey,
		moveHeadersToQuery: () => moveHeadersToQuery,
		prepareRequest: () => prepareRequest
	});
	module.exports = __toCommonJS(src_exports);
	var import_util_middleware = require_dist_cjs$6();
	var import_util_utf84 = require_dist_cjs$3();
	var ALGORITHM_QUERY_PARAM = "X-Amz-Algorithm";
	var CREDENTIAL_QUERY_PARAM = "X-Amz-Credential";
	var AMZ_DATE_QUERY_PARAM = "X-Amz-Date";
	var SIGNED_HEADERS_QUERY_PARAM = "X-Amz-SignedHeaders";
	var EXPIRES_QUERY_PARAM = "X-Amz-Expires";
	var SIGNATURE_QUERY_PARAM = "X-Amz-Signature";
	var TOKEN_QUERY_PARAM = "X-Amz-Security-Token";
	var AUTH_HEADER = "authorization";
	var AMZ_DATE_HEADER = AMZ_DATE_QUERY_PARAM.toLowerCase();
	var GENERATED_HEADERS = [
		AUTH_HEADER,
		AMZ_DATE_HEADER,
		"date"
	];
	var SIGNATURE_HEADER = SIGNATURE_QUERY_PARAM.toLowerCase();
	var SHA256_HEADER = "x-amz-content-sha256";
	var TOKEN_HEADER = TOKEN_QUERY_PARAM.toLowerCase();
	var ALWAYS_UNSIGNABLE_HEADERS = {
		authorization: true,
		"cache-control": true,
		connection: true,
		expect: true,
		from: true,
		"keep-alive": true,
		"max-forwards": true,
		pragma: true,
		referer: true,
		te: true,
		trailer: true,
		"transfer-encoding": true,
		upgrade: true,
		"user-agent": true,
		"x-amzn-trace-id": true
	};
	var PROXY_HEADER_PATTERN = /^proxy-/;
	var SEC_HEADER_PATTERN = /^sec-/;
	var ALGORITHM_IDENTIFIER = "AWS4-HMAC-SHA256";
	var EVENT_ALGORITHM_IDENTIFIER = "AWS4-HMAC-SHA256-PAYLOAD";
	var UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
	var MAX_CACHE_SIZE = 50;
	var KEY_TYPE_IDENTIFIER = "aws4_request";
	var MAX_PRESIGNED_TTL = 604800;
	var import_util_hex_encoding = require_dist_cjs$2();
	var import_util_utf8 = require_dist_cjs$3();
	var signingKeyCache = {};
	var cacheQueue = [];
	var createScope = __name((shortDate, region, service) => `${shortDate}/${region}/${service}/${KEY_TYPE_IDENTIFIER}`, "createScope");
	var getSigningKey = __name(async (sha256Constructor, credentials, shortDate, region, service) => {
		const credsHash = await hmac(sha256Constructor, credentials.secretAccessKey, credentials.accessKeyId);
		const cacheKey = `${shortDate}:${region}:${service}:${(0, import_util_hex_encoding.toHex)(credsHash)}:${credentials.sessionToken}`;
		if (cacheKey in signingKeyCache) return signingKeyCache[cacheKey];
		cacheQueue.push(cacheKey);
		while (cacheQueue.length > MAX_CACHE_SIZE) delete signingKeyCache[cacheQueue.shift()];
		let key = `AWS4${credentials.secretAccessKey}`;
		for (const signable of [
			shortDate,
			region,
			service,
			KEY_TYPE_IDENTIFIER
		]) key = await hmac(sha256Constructor, key, signable);
		return signingKeyCache[cacheKey] = key;
	}, "getSigningKey");
	var clearCredentialCache = __name(() => {
		cacheQueue.length = 0;
		Object.keys(signingKeyCache).forEach((cacheKey) => {
			delete signingKeyCache[cacheKey];
		});
	}, "clearCredentialCache");
	var hmac = __name((ctor, secret, data) => {
		const hash = new ctor(secret);
		hash.update((0, import_util_utf8.toUint8Array)(data));
		return hash.digest();
	}, "hmac");
	var getCanonicalHeaders = __name(({ headers }, unsignableHeaders, signableHeaders) => {
		const canonical = {};
		for (const headerName of Object.keys(headers).sort()) {
			if (headers[headerName] == void 0) continue;
			const canonicalHeaderName = headerName.toLowerCase();
			if (canonicalHeaderName in ALWAYS_UNSIGNABLE_HEADERS || (unsignableHeaders == null ? void 0 : unsignableHeaders.has(canonicalHeaderName)) || PROXY_HEADER_PATTERN.test(canonicalHeaderName) || SEC_HEADER_PATTERN.test(canonicalHeaderName)) {
				if (!signableHeaders || signableHeaders && !signableHeaders.has(canonicalHeaderName)) continue;
			}
			canonical[canonicalHeaderName] = headers[headerName].trim().replace(/\s+/g, " ");
		}
		return canonical;
	}, "getCanonicalHeaders");
	var import_util_uri_escape = require_dist_cjs$1();
	var getCanonicalQuery = __name(({ query = {} }) => {
		const keys = [];
		const serialized = {};
		for (const key of Object.keys(query).sort()) {
			if (key.toLowerCase() === SIGNATURE_HEADER) continue;
			keys.push(key);
			const value = query[key];
			if (typeof value === "string") serialized[key] = `${(0, import_util_uri_escape.escapeUri)(key)}=${(0, import_util_uri_escape.escapeUri)(value)}`;
			else if (Array.isArray(value)) serialized[key] = value.slice(0).reduce((encoded, value2) => encoded.concat([`${(0, import_util_uri_escape.escapeUri)(key)}=${(0, import_util_uri_escape.escapeUri)(value2)}`]), []).sort().join("&");
		}
		return keys.map((key) => serialized[key]).filter((serialized2) => serialized2).join("&");
	}, "getCanonicalQuery");
	var import_is_array_buffer = require_dist_cjs$5();
	var import_util_utf82 = require_dist_cjs$3();
	var getPayloadHash = __name(async ({ headers, body }, hashConstructor) => {
		for (const headerName of Object.keys(headers)) if (headerName.toLowerCase() === SHA256_HEADER) return headers[headerName];
		if (body == void 0) return "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
		else if (typeof body === "string" || ArrayBuffer.isView(body) || (0, import_is_array_buffer.isArrayBuffer)(body)) {
			const hashCtor = new hashConstructor();
			hashCtor.update((0, import_util_utf82.toUint8Array)(body));
			return (0, import_util_hex_encoding.toHex)(await hashCtor.digest());
		}
		return UNSIGNED_PAYLOAD;
	}, "getPayloadHash");
	var import_util_utf83 = require_dist_cjs$3();
	var _HeaderFormatter = class _HeaderFormatter {
		format(headers) {
			const chunks = [];
			for (const headerName of Object.keys(headers)) {
				const bytes = (0, import_util_utf83.fromUtf8)(headerName);
				chunks.push(Uint8Array.from([bytes.byteLength]), bytes, this.formatHeaderValue(headers[headerName]));
			}
			const out = new Uint8Array(chunks.reduce((carry, bytes) => carry + bytes.byteLength, 0));
			let position = 0;
			for (const chunk of chunks) {
				out.set(chunk, position);
				position += chunk.byteLength;
			}
			return out;
		}
		formatHeaderValue(header) {
			switch (header.type) {
				case "boolean": return Uint8Array.from([header.value ? 0 : 1]);
				case "byte": return Uint8Array.from([2, header.value]);
				case "short":
					const shortView = new DataView(new ArrayBuffer(3));
					shortView.setUint8(0, 3);
					shortView.setInt16(1, header.value, false);
					return new Uint8Array(shortView.buffer);
				case "integer":
					const intView = new DataView(new ArrayBuffer(5));
					intView.setUint8(0, 4);
					intView.setInt32(1, header.value, false);
					return new Uint8Array(intView.buffer);
				case "long":
					const longBytes = new Uint8Array(9);
					longBytes[0] = 5;
					longBytes.set(header.value.bytes, 1);
					return longBytes;
				case "binary":
					const binView = new DataView(new ArrayBuffer(3 + header.value.byteLength));
					binView.setUint8(0, 6);
					binView.setUint16(1, header.value.byteLength, false);
					const binBytes = new Uint8Array(binView.buffer);
					binBytes.set(header.value, 3);
					return binBytes;
				case "string":
					const utf8Bytes = (0, import_util_utf83.fromUtf8)(header.value);
					const strView = new DataView(new ArrayBuffer(3 + utf8Bytes.byteLength));
					strView.setUint8(0, 7);
					strView.setUint16(1, utf8Bytes.byteLength, false);
					const strBytes = new Uint8Array(strView.buffer);
					strBytes.set(utf8Bytes, 3);
					return strBytes;
				case "timestamp":
					const tsBytes = new Uint8Array(9);
					tsBytes[0] = 8;
					tsBytes.set(Int64.fromNumber(header.value.valueOf()).bytes, 1);
					return tsBytes;
				case "uuid":
					if (!UUID_PATTERN.test(header.value)) throw new Error(`Invalid UUID received: ${header.value}`);
					const uuidBytes = new Uint8Array(17);
					uuidBytes[0] = 9;
					uuidBytes.set((0, import_util_hex_encoding.fromHex)(header.value.replace(/\-/g, "")), 1);
					return uuidBytes;
			}
		}
	};
	__name(_HeaderFormatter, "HeaderFormatter");
	var HeaderFormatter = _HeaderFormatter;
	var UUID_PATTERN = /^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/;
	var _Int64 = class _Int64 {
		constructor(bytes) {
			this.bytes = bytes;
			if (bytes.byteLength !== 8) throw new Error("Int64 buffers must be exactly 8 bytes");
		}
		static fromNumber(number) {
			if (number > 0x8000000000000000 || number < -0x8000000000000000) throw new Error(`${number} is too large (or, if negative, too small) to represent as an Int64`);
			const bytes = new Uint8Array(8);
			for (let i = 7, remaining = Math.abs(Math.round(number)); i > -1 && remaining > 0; i--, remaining /= 256) bytes[i] = remaining;
			if (number < 0) negate(bytes);
			return new _Int64(bytes);
		}
		valueOf() {
			const bytes = this.bytes.slice(0);
			const negative = bytes[0] & 128;
			if (negative) negate(bytes);
			return parseInt((0, import_util_hex_encoding.toHex)(bytes), 16) * (negative ? -1 : 1);
		}
		toString() {
			return String(this.valueOf());
		}
	};
	__name(_Int64, "Int64");
	var Int64 = _Int64;
	function negate(bytes) {
		for (let i = 0; i < 8; i++) bytes[i] ^= 255;
		for (let i = 7; i > -1; i--) {
			bytes[i]++;
			if (bytes[i] !== 0) break;
		}
	}
	__name(negate, "negate");
	var hasHeader = __name((soughtHeader, headers) => {
		soughtHeader = soughtHeader.toLowerCase();
		for (const headerName of Object.keys(headers)) if (soughtHeader === headerName.toLowerCase()) return true;
		return false;
	}, "hasHeader");
	var cloneRequest = __name(({ headers, query, ...rest }) => ({
		...rest,
		headers: { ...headers },
		query: query ? cloneQuery(query) : void 0
	}), "cloneRequest");
	var cloneQuery = __name((query) => Object.keys(query).reduce((carry, paramName) => {
		const param = query[paramName];
		return {
			...carry,
			[paramName]: Array.isArray(param) ? [...param] : param
		};
	}, {}), "cloneQuery");
	var moveHeadersToQuery = __name((request, options = {}) => {
		var _a;
		const { headers, query = {} } = typeof request.clone === "function" ? request.clone() : cloneRequest(request);
		for (const name of Object.keys(headers)) {
			const lname = name.toLowerCase();
			if (lname.slice(0, 6) === "x-amz-" && !((_a = options.unhoistableHeaders) == null ? void 0 : _a.has(lname))) {
				query[name] = headers[name];
				delete headers[name];
			}
		}
		return {
			...request,
			headers,
			query
		};
	}, "moveHeadersToQuery");
	var prepareRequest = __name((request) => {
		request = typeof request.clone === "function" ? request.clone() : cloneRequest(request);
		for (const headerName of Object.keys(request.headers)) if (GENERATED_HEADERS.indexOf(headerName.toLowerCase()) > -1) delete request.headers[headerName];
		return request;
	}, "prepareRequest");
	var iso8601 = __name((time) => toDate(time).toISOString().replace(/\.\d{3}Z$/, "Z"), "iso8601");
	var toDate = __name((time) => {
		if (typeof time === "number") return new Date(time * 1e3);
		if (typeof time === "string") {
			if (Number(time)) return new Date(Number(time) * 1e3);
			return new Date(time);
		}
		return time;
	}, "toDate");
	var _SignatureV4 = class _SignatureV4 {
		constructor({ applyChecksum, credentials, region, service, sha256, uriEscapePath = true }) {
			this.headerFormatter = new HeaderFormatter();
			this.service = service;
			this.sha256 = sha256;
			this.uriEscapePath = uriEscapePath;
			this.applyChecksum = typeof applyChecksum === "boolean" ? applyChecksum : true;
			this.regionProvider = (0, import_util_middleware.normalizeProvider)(region);
			this.credentialProvider = (0, import_util_middleware.normalizeProvider)(credentials);
		}
		async presign(originalRequest, options = {}) {
			const { signingDate = new Date(), expiresIn = 3600, unsignableHeaders, unhoistableHeaders, signableHeaders, signingRegion, signingService } = options;
			const credentials = await this.credentialProvider();
			this.validateResolvedCredentials(credentials);
			const region = signingRegion ?? await this.regionProvider();
			const { longDate, shortDate } = formatDate(signingDate);
			if (expiresIn > MAX_PRESIGNED_TTL) return Promise.reject("Signature version 4 presigned URLs must have an expiration date less than one week in the future");
			const scope = createScope(shortDate, region, signingService ?? this.service);
			const request = moveHeadersToQuery(prepareRequest(originalRequest), { unhoistableHeaders });
			if (credentials.sessionToken) request.query[TOKEN_QUERY_PARAM] = credentials.sessionToken;
			request.query[ALGORITHM_QUERY_PARAM] = ALGORITHM_IDENTIFIER;
			request.query[CREDENTIAL_QUERY_PARAM] = `${credentials.accessKeyId}/${scope}`;
			request.query[AMZ_DATE_QUERY_PARAM] = longDate;
			request.query[EXPIRES_QUERY_PARAM] = expiresIn.toString(10);
			const canonicalHeaders = getCanonicalHeaders(request, unsignableHeaders, signableHeaders);
			request.query[SIGNED_HEADERS_QUERY_PARAM] = getCanonicalHeaderList(canonicalHeaders);
			request.query[SIGNATURE_QUERY_PARAM] = await this.getSignature(longDate, scope, this.getSigningKey(credentials, region, shortDate, signingService), this.createCanonicalRequest(request, canonicalHeaders, await getPayloadHash(originalRequest, this.sha256)));
			return request;
		}
		async sign(toSign, options) {
			if (typeof toSign === "string") return this.signString(toSign, options);
			else if (toSign.headers && toSign.payload) return this.signEvent(toSign, options);
			else if (toSign.message) return this.signMessage(toSign, options);
			else return this.signRequest(toSign, options);
		}
		async signEvent({ headers, payload }, { signingDate = new Date(), priorSignature, signingRegion, signingService }) {
			const region = signingRegion ?? await this.regionProvider();
			const { shortDate, longDate } = formatDate(signingDate);
			const scope = createScope(shortDate, region, signingService ?? this.service);
			const hashedPayload = await getPayloadHash({
				headers: {},
				body: payload
			}, this.sha256);
			const hash = new this.sha256();
			hash.update(headers);
			const stringToSign = [
				EVENT_ALGORITHM_IDENTIFIER,
				longDate,
				scope,
				priorSignature,
				(0, import_util_hex_encoding.toHex)(await hash.digest()),
				hashedPayload
			].join("\n");
			return this.signString(stringToSign, {
				signingDate,
				signingRegion: region,
				signingService
			});
		}
		async signMessage(signableMessage, { signingDate = new Date(), signingRegion, signingService }) {
			return this.signEvent({
				headers: this.headerFormatter.format(signableMessage.message.headers),
				payload: signableMessage.message.body
			}, {
				signingDate,
				signingRegion,
				signingService,
				priorSignature: signableMessage.priorSignature
			}).then((signature) => {
				return {
					message: signableMessage.message,
					signature
				};
			});
		}
		async signString(stringToSign, { signingDate = new Date(), signingRegion, signingService } = {}) {
			const credentials = await this.credentialProvider();
			this.validateResolvedCredentials(credentials);
			const region = signingRegion ?? await this.regionProvider();
			const { shortDate } = formatDate(signingDate);
			const hash = new this.sha256(await this.getSigningKey(credentials, region, shortDate, signingService));
			hash.update((0, import_util_utf84.toUint8Array)(stringToSign));
			return (0, import_util_hex_encoding.toHex)(await hash.digest());
		}
		async signRequest(requestToSign, { signingDate = new Date(), signableHeaders, unsignableHeaders, signingRegion, signingService } = {}) {
			const credentials = await this.credentialProvider();
			this.validateResolvedCredentials(credentials);
			const region = signingRegion ?? await this.regionProvider();
			const request = prepareRequest(requestToSign);
			const { longDate, shortDate } = formatDate(signingDate);
			const scope = createScope(shortDate, region, signingService ?? this.service);
			request.headers[AMZ_DATE_HEADER] = longDate;
			if (credentials.sessionToken) request.headers[TOKEN_HEADER] = credentials.sessionToken;
			const payloadHash = await getPayloadHash(request, this.sha256);
			if (!hasHeader(SHA256_HEADER, request.headers) && this.applyChecksum) request.headers[SHA256_HEADER] = payloadHash;
			const canonicalHeaders = getCanonicalHeaders(request, unsignableHeaders, signableHeaders);
			const signature = await this.getSignature(longDate, scope, this.getSigningKey(credentials, region, shortDate, signingService), this.createCanonicalRequest(request, canonicalHeaders, payloadHash));
			request.headers[AUTH_HEADER] = `${ALGORITHM_IDENTIFIER} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${getCanonicalHeaderList(canonicalHeaders)}, Signature=${signature}`;
			return request;
		}
		createCanonicalRequest(request, canonicalHeaders, payloadHash) {
			const sortedHeaders = Object.keys(canonicalHeaders).sort();
			return `${request.method}
${this.getCanonicalPath(request)}
${getCanonicalQuery(request)}
${sortedHeaders.map((name) => `${name}:${canonicalHeaders[name]}`).join("\n")}

${sortedHeaders.join(";")}
${payloadHash}`;
		}
		async createStringToSign(longDate, credentialScope, canonicalRequest) {
			const hash = new this.sha256();
			hash.update((0, import_util_utf84.toUint8Array)(canonicalRequest));
			const hashedRequest = await hash.digest();
			return `${ALGORITHM_IDENTIFIER}
${longDate}
${credentialScope}
${(0, import_util_hex_encoding.toHex)(hashedRequest)}`;
		}
		getCanonicalPath({ path }) {
			if (this.uriEscapePath) {
				const normalizedPathSegments = [];
				for (const pathSegment of path.split("/")) {
					if ((pathSegment == null ? void 0 : pathSegment.length) === 0) continue;
					if (pathSegment === ".") continue;
					if (pathSegment === "..") normalizedPathSegments.pop();
					else normalizedPathSegments.push(pathSegment);
				}
				const normalizedPath = `${(path == null ? void 0 : path.startsWith("/")) ? "/" : ""}${normalizedPathSegments.join("/")}${normalizedPathSegments.length > 0 && (path == null ? void 0 : path.endsWith("/")) ? "/" : ""}`;
				return (0, import_util_uri_escape.escapeUri)(normalizedPath).replace(/%2F/g, "/");
			}
			return path;
		}
		async getSignature(longDate, credentialScope, keyPromise, canonicalRequest) {
			const stringToSign = await this.createStringToSign(longDate, credentialScope, canonicalRequest);
			const hash = new this.sha256(await keyPromise);
			hash.update((0, import_util_utf84.toUint8Array)(stringToSign));
			return (0, import_util_hex_encoding.toHex)(await hash.digest());
		}
		getSigningKey(credentials, region, shortDate, service) {
			return getSigningKey(this.sha256, credentials, shortDate, region, service || this.service);
		}
		validateResolvedCredentials(credentials) {
			if (typeof credentials !== "object" || typeof credentials.accessKeyId !== "string" || typeof credentials.secretAccessKey !== "string") throw new Error("Resolved credential object is not valid");
		}
	};
	__name(_SignatureV4, "SignatureV4");
	var SignatureV4 = _SignatureV4;
	var formatDate = __name((now) => {
		const longDate = iso8601(now).replace(/[\-:]/g, "");
		return {
			longDate,
			shortDate: longDate.slice(0, 8)
		};
	}, "formatDate");
	var getCanonicalHeaderList = __name((headers) => Object.keys(headers).sort().join(";"), "getCanonicalHeaderList");
	0 && (module.exports = {
		getCanonicalHeaders,
		getCanonicalQuery,
		getPayloadHash,
		moveHeadersToQuery,
		prepareRequest,
		SignatureV4,
		createScope,
		getSigningKey,
		clearCredentialCache
	});
}));
// node_modules/@anthropic-ai/bedrock-sdk/internal/errors.mjs
let import_dist_cjs_loaded;
const import_dist_cjs = () => import_dist_cjs_loaded ??= require_dist_cjs$8();
let import_dist_cjs$1_loaded;
const import_dist_cjs$1 = () => import_dist_cjs$1_loaded ??= require_dist_cjs();
const castToError = (err) => {
	if (err instanceof Error) return err;
	if (typeof err === "object" && err !== null) {
		try {
			const tag = Object.prototype.toString.call(err);
			if (tag === "[object Error]" || tag === "[object DOMException]") {
				const error = new Error(err.message, err.cause ? { cause: err.cause } : {});
				if (err.stack) error.stack = err.stack;
				if (err.cause && !error.cause) error.cause = err.cause;
				if (err.name) error.name = err.name;
				return error;
			}
		} catch {}
		try {
			return new Error(JSON.stringify(err));
		} catch {}
	}
	return new Error(err);
};
// node_modules/@anthropic-ai/bedrock-sdk/internal/utils/values.mjs
let isArray = (val) => (isArray = Array.isArray, isArray(val));
let isReadonlyArray = isArray;
function hasOwn(obj, key) {
	return Object.prototype.hasOwnProperty.call(obj, key);
}
function isObj(obj) {
	return obj != null && typeof obj === "object" && !Array.isArray(obj);
}
const CREDENTIAL_OPTIONS = [
	"apiKey",
	"authToken",
	"credentials",
	"config",
	"profile"
];
const rejectUnsupportedCredentials = (options, platform) => {
	for (const name of CREDENTIAL_OPTIONS) if (!platform.accepts.includes(name) && options[name] != null) throw new (require_anthropic_ai_sdk().AnthropicError)(platform.unsupportedOptionMessage(name));
};
const safeJSON = (text) => {
	try {
		return JSON.parse(text);
	} catch (err) {
		return;
	}
};
// node_modules/@anthropic-ai/bedrock-sdk/internal/utils/env.mjs
const readEnv = (env) => {
	if (typeof globalThis.process !== "undefined") return globalThis.process.env?.[env]?.trim() || void 0;
	if (typeof globalThis.Deno !== "undefined") return globalThis.Deno.env?.get?.(env)?.trim() || void 0;
};
const levelNumbers = {
	off: 0,
	error: 200,
	warn: 300,
	info: 400,
	debug: 500
};
const parseLogLevel = (maybeLevel, sourceName, logger) => {
	if (!maybeLevel) return;
	if (hasOwn(levelNumbers, maybeLevel)) return maybeLevel;
	logger.warn(`${sourceName} was set to ${JSON.stringify(maybeLevel)}, expected one of ${JSON.stringify(Object.keys(levelNumbers))}`);
};
function noop() {}
function makeLogFn(fnLevel, logger, logLevel) {
	if (!logger || levelNumbers[fnLevel] > levelNumbers[logLevel]) return noop;
	else return logger[fnLevel].bind(logger);
}
const noopLogger = {
	error: noop,
	warn: noop,
	info: noop,
	debug: noop
};
let cachedLoggers = new WeakMap();
function filterLogger(logger, logLevel) {
	const cachedLogger = cachedLoggers.get(logger);
	if (cachedLogger && cachedLogger[0] === logLevel) return cachedLogger[1];
	const levelLogger = {
		error: makeLogFn("error", logger, logLevel),
		warn: makeLogFn("warn", logger, logLevel),
		info: makeLogFn("info", logger, logLevel),
		debug: makeLogFn("debug", logger, logLevel)
	};
	cachedLoggers.set(logger, [logLevel, levelLogger]);
	return levelLogger;
}
function loggerFor(client) {
	const logger = client.logger;
	const logLevel = client.logLevel ?? "off";
	if (!logger) return noopLogger;
	return filterLogger(logger, logLevel);
}
let lastEnvLevel;
let cachedDefaultLogger;
function defaultLogger() {
	const envLevel = readEnv("ANTHROPIC_LOG");
	if (!cachedDefaultLogger || envLevel !== lastEnvLevel) {
		lastEnvLevel = envLevel;
		cachedDefaultLogger = filterLogger(console, parseLogLevel(envLevel, "process.env['ANTHROPIC_LOG']", filterLogger(console, "warn")) ?? "warn");
	}
	return cachedDefaultLogger;
}
// node_modules/@anthropic-ai/bedrock-sdk/internal/trace-headers.mjs
function traceHeaderNames() {
	const names = new Set([
		"traceparent",
		"tracestate",
		"baggage"
	]);
	try {
		for (const name of require_opentelemetry_api().propagation.fields()) names.add(name.toLowerCase());
	} catch (problem) {
		defaultLogger().debug("could not record telemetry", problem);
	}
	return names;
}
// node_modules/@anthropic-ai/bedrock-sdk/core/auth.mjs
const DEFAULT_PROVIDER_CHAIN_RESOLVER = (logger) => Promise.resolve().then(() => require("./aws-sdk-credential-providers.cjs")).then((n) => n.dist_cjs_exports).then(({ createCredentialChain, fromEnv, fromNodeProviderChain }) => createCredentialChain(fromEnv(logger != null ? { logger } : {}), fromNodeProviderChain({
	...logger != null ? { logger } : {},
	clientConfig: {
		...logger != null ? { logger } : {},
		requestHandler: new FetchHttpHandler({ requestInit: (httpRequest) => {
			return { ...httpRequest };
		} })
	}
}))).catch((error) => {
	throw new Error(`Failed to import '@aws-sdk/credential-providers'.You can provide a custom \`providerChainResolver\` in the client options if your runtime does not have access to '@aws-sdk/credential-providers': \`new AnthropicBedrock({ providerChainResolver })\` Original error: ${error.message}`);
});
const getAuthHeaders = async (req, props) => {
	(0, assert.default)(req.method, "Expected request method property to be set");
	let credentials;
	if (props.awsAccessKey && props.awsSecretKey) credentials = {
		accessKeyId: props.awsAccessKey,
		secretAccessKey: props.awsSecretKey,
		...props.awsSessionToken != null && { sessionToken: props.awsSessionToken }
	};
	else {
		const provider = await (props.providerChainResolver ? props.providerChainResolver() : DEFAULT_PROVIDER_CHAIN_RESOLVER(props.logger));
		try {
			credentials = await provider();
		} catch (err) {
			throw new (require_anthropic_ai_sdk().APIConnectionError)({
				message: "Failed to resolve AWS credentials from the credential provider chain.",
				cause: castToError(err)
			});
		}
	}
	const signer = new (import_dist_cjs$1().SignatureV4)({
		service: "bedrock",
		region: props.regionName,
		credentials,
		sha256: import_build.Sha256
	});
	const url = new URL(props.url);
	const headers = !req.headers ? {} : Symbol.iterator in req.headers ? Object.fromEntries(Array.from(req.headers).map((header) => [...header])) : { ...req.headers };
	delete headers["connection"];
	headers["host"] = url.host;
	const query = Object.fromEntries([...new Set(url.searchParams.keys())].map((key) => [key, url.searchParams.getAll(key)]));
	const request = new (import_dist_cjs().HttpRequest)({
		method: req.method.toUpperCase(),
		protocol: url.protocol,
		path: url.pathname,
		query,
		headers,
		body: req.body
	});
	return (await signer.sign(request, { unsignableHeaders: traceHeaderNames() })).headers;
};
// node_modules/@anthropic-ai/bedrock-sdk/core/streaming.mjs
const eventStreamToSSEResponse = (response) => response;
// node_modules/@anthropic-ai/bedrock-sdk/internal/headers.mjs
const brand_privateNullableHeaders = Symbol.for("brand.privateNullableHeaders");
function* iterateHeaders(headers) {
	if (!headers) return;
	if (brand_privateNullableHeaders in headers) {
		const { values, nulls } = headers;
		yield* values.entries();
		for (const name of nulls) yield [name, null];
		return;
	}
	let shouldClear = false;
	let iter;
	if (headers instanceof Headers) iter = headers.entries();
	else if (isReadonlyArray(headers)) iter = headers;
	else {
		shouldClear = true;
		iter = Object.entries(headers ?? {});
	}
	for (let row of iter) {
		const name = row[0];
		if (typeof name !== "string") throw new TypeError("expected header name to be a string");
		const values = isReadonlyArray(row[1]) ? row[1] : [row[1]];
		let didClear = false;
		for (const value of values) {
			if (value === void 0) continue;
			if (shouldClear && !didClear) {
				didClear = true;
				yield [name, clearSentinel];
			}
			yield [name, value];
		}
	}
}
const clearSentinel = Symbol("clear");
const APPEND_HEADERS = new Set(["x-stainless-helper"]);
const appendHeaderValue = (existing, addition) => {
	const tokens = existing ? existing.split(",").map((t) => t.trim()).filter(Boolean) : [];
	for (const tok of addition.split(",").map((t) => t.trim())) if (tok && !tokens.includes(tok)) tokens.push(tok);
	return tokens.join(", ");
};
const buildHeaders = (newHeaders) => {
	const targetHeaders = new Headers();
	const nullHeaders = new Set();
	for (const headers of newHeaders) {
		const seenHeaders = new Set();
		for (const [name, value] of iterateHeaders(headers)) {
			const lowerName = name.toLowerCase();
			if (APPEND_HEADERS.has(lowerName)) {
				if (value === clearSentinel) continue;
				if (value === null) {
					targetHeaders.delete(name);
					nullHeaders.add(lowerName);
				} else {
					targetHeaders.set(name, appendHeaderValue(targetHeaders.get(name), value));
					nullHeaders.delete(lowerName);
				}
				continue;
			}
			if (value === clearSentinel || !seenHeaders.has(lowerName)) {
				targetHeaders.delete(name);
				seenHeaders.add(lowerName);
				if (value === clearSentinel) continue;
			}
			if (value === null) {
				targetHeaders.delete(name);
				nullHeaders.add(lowerName);
			} else {
				targetHeaders.append(name, value);
				nullHeaders.delete(lowerName);
			}
		}
	}
	return {
		[brand_privateNullableHeaders]: true,
		values: targetHeaders,
		nulls: nullHeaders
	};
};
// node_modules/@anthropic-ai/bedrock-sdk/internal/utils/path.mjs
function encodeURIPath(str) {
	return str.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@]+/g, encodeURIComponent);
}
const EMPTY = Object.freeze(Object.create(null));
const createPathTagFunction = (pathEncoder = encodeURIPath) => function path(statics, ...params) {
	if (statics.length === 1) return statics[0];
	let postPath = false;
	const invalidSegments = [];
	const path = statics.reduce((previousValue, currentValue, index) => {
		if (/[?#]/.test(currentValue)) postPath = true;
		const value = params[index];
		let encoded = (postPath ? encodeURIComponent : pathEncoder)("" + value);
		if (index !== params.length && (value == null || typeof value === "object" && value.toString === Object.getPrototypeOf(Object.getPrototypeOf(value.hasOwnProperty ?? EMPTY) ?? EMPTY)?.toString)) {
			encoded = value + "";
			invalidSegments.push({
				start: previousValue.length + currentValue.length,
				length: encoded.length,
				error: `Value of type ${Object.prototype.toString.call(value).slice(8, -1)} is not a valid path parameter`
			});
		}
		if (!postPath && (encoded === "" || encoded.startsWith(";"))) invalidSegments.push({
			start: previousValue.length + currentValue.length,
			length: encoded.length,
			error: `Value "${encoded}" can\'t be safely passed as a path parameter`
		});
		return previousValue + currentValue + (index === params.length ? "" : encoded);
	}, "");
	const pathOnly = path.split(/[?#]/, 1)[0];
	const invalidSegmentPattern = /(?<=^|\/)(?:\.|%2e){1,2}(?:;[^/]*)?(?=\/|$)/gi;
	let match;
	while ((match = invalidSegmentPattern.exec(pathOnly)) !== null) invalidSegments.push({
		start: match.index,
		length: match[0].length,
		error: `Value "${match[0]}" can\'t be safely passed as a path parameter`
	});
	invalidSegments.sort((a, b) => a.start - b.start);
	if (invalidSegments.length > 0) {
		const marks = [];
		for (const segment of invalidSegments) for (let i = segment.start; i < segment.start + Math.max(1, segment.length); i++) marks[i] = "^";
		const underline = Array.from(marks, (mark) => mark ?? " ").join("");
		throw new (require_anthropic_ai_sdk().AnthropicError)(`Path parameters result in path with invalid segments:\n${invalidSegments.map((e) => e.error).join("\n")}\n${path}\n${underline}`);
	}
	return path;
};
const path = createPathTagFunction(encodeURIPath);
// node_modules/@anthropic-ai/bedrock-sdk/client.mjs
var __classPrivateFieldGet = function(receiver, state, kind, f) {
	if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
	if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
	return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _AnthropicBedrock_instances;
var _AnthropicBedrock_adaptRequest;
var _AnthropicBedrock_adaptResponse;
const MODEL_ENDPOINTS = new Set(["/v1/messages", "/v1/messages?beta=true"]);
const USER_PROFILE_ID_HEADER = "anthropic-user-profile-id";
const CREDENTIALS = {
	accepts: ["apiKey"],
	unsupportedOptionMessage: (option) => `The \`${option}\` option is not supported by AnthropicBedrock; authentication uses a Bedrock API key (\`apiKey\`) or AWS credentials (SigV4).`
};
var AnthropicBedrock = class extends require_anthropic_ai_sdk().BaseAnthropic {
	_instrumentationScope() {
		return {
			platform: "bedrock",
			version: VERSION
		};
	}
	constructor({ awsRegion = readEnv("AWS_REGION") ?? "us-east-1", baseURL = readEnv("ANTHROPIC_BEDROCK_BASE_URL") ?? `https://bedrock-runtime.${awsRegion}.amazonaws.com`, apiKey, awsSecretKey = null, awsAccessKey = null, awsSessionToken = null, providerChainResolver = null, ...opts } = {}) {
		rejectUnsupportedCredentials(opts, CREDENTIALS);
		if (apiKey === void 0) apiKey = readEnv("AWS_BEARER_TOKEN_BEDROCK");
		super({
			baseURL,
			...opts,
			apiKey: apiKey ?? null,
			authToken: null
		});
		_AnthropicBedrock_instances.add(this);
		this._genAIProviderName = "aws.bedrock";
		this.skipAuth = false;
		this.messages = makeMessagesResource(this);
		this.beta = makeBetaResource(this);
		if (awsAccessKey != null !== (awsSecretKey != null)) loggerFor(this).warn("Warning: Passing only one of `awsAccessKey` or `awsSecretKey` is deprecated. Please provide both keys, or provide neither and rely on the AWS credential provider chain.");
		this.awsSecretKey = awsSecretKey;
		this.awsAccessKey = awsAccessKey;
		this.awsRegion = awsRegion;
		this.awsSessionToken = awsSessionToken;
		this.skipAuth = opts.skipAuth ?? false;
		this.providerChainResolver = providerChainResolver;
	}
	get userProfiles() {
		return throwUserProfilesUnavailable();
	}
	withOptions(options) {
		const replacesAWSCredentials = options.awsAccessKey != null || options.awsSecretKey != null || options.awsSessionToken != null || options.providerChainResolver != null;
		return super.withOptions({
			awsRegion: this.awsRegion,
			...replacesAWSCredentials ? {} : {
				awsAccessKey: this.awsAccessKey,
				awsSecretKey: this.awsSecretKey,
				awsSessionToken: this.awsSessionToken,
				providerChainResolver: this.providerChainResolver
			},
			...options
		});
	}
	validateHeaders() {}
	_shouldResolveDefaultCredentials() {
		return false;
	}
	getUserAgent() {
		return `AnthropicBedrock/JS ${require_anthropic_ai_sdk().VERSION}`;
	}
	async authHeaders(opts) {
		return this.skipAuth ? void 0 : super.authHeaders(opts);
	}
	backendMiddleware() {
		return [async (request, next, ctx) => {
			const response = await next(await __classPrivateFieldGet(this, _AnthropicBedrock_instances, "m", _AnthropicBedrock_adaptRequest).call(this, request, ctx.options));
			return __classPrivateFieldGet(this, _AnthropicBedrock_instances, "m", _AnthropicBedrock_adaptResponse).call(this, response);
		}];
	}
};
_AnthropicBedrock_instances = new WeakSet(), _AnthropicBedrock_adaptRequest = async function _AnthropicBedrock_adaptRequest(request, options) {
	const url = new URL(request.url);
	const headers = new Headers(request.headers);
	const version = headers.get("anthropic-version");
	headers.delete("anthropic-version");
	let parsedBody;
	if (typeof request.body === "string") {
		const parsed = safeJSON(request.body);
		if (isObj(parsed)) parsedBody = parsed;
	}
	if (parsedBody) {
		if (version && !parsedBody["anthropic_version"]) parsedBody["anthropic_version"] = version;
		const betas = headers.get("anthropic-beta");
		if (betas != null && !parsedBody["anthropic_beta"]) parsedBody["anthropic_beta"] = betas.split(",").map((beta) => beta.trim());
	}
	if (options && MODEL_ENDPOINTS.has(options.path) && options.method === "post") {
		const userProfileID = headers.get(USER_PROFILE_ID_HEADER);
		if (parsedBody && userProfileID != null) {
			headers.delete(USER_PROFILE_ID_HEADER);
			if (!("user_profile_id" in parsedBody)) parsedBody["user_profile_id"] = userProfileID;
		}
		const canonicalPath = options.path.split("?")[0];
		if (url.pathname.endsWith(canonicalPath)) {
			if (!parsedBody) throw new Error(`Expected request body to be a JSON object for post ${canonicalPath}`);
			const model = parsedBody["model"];
			delete parsedBody["model"];
			const stream = parsedBody["stream"];
			delete parsedBody["stream"];
			url.pathname = url.pathname.slice(0, url.pathname.length - canonicalPath.length) + (stream ? path`/model/${model}/invoke-with-response-stream` : path`/model/${model}/invoke`);
			url.searchParams.delete("beta");
		}
	}
	const adapted = {
		...request,
		url: url.toString(),
		headers
	};
	if (parsedBody) adapted.body = JSON.stringify(parsedBody);
	if (!this.skipAuth && !this.apiKey) {
		const regionName = this.awsRegion;
		if (!regionName) throw new Error("Expected `awsRegion` option to be passed to the client or the `AWS_REGION` environment variable to be present");
		const authHeaders = await getAuthHeaders(adapted, {
			url: adapted.url,
			regionName,
			awsAccessKey: this.awsAccessKey,
			awsSecretKey: this.awsSecretKey,
			awsSessionToken: this.awsSessionToken,
			fetchOptions: this.fetchOptions,
			providerChainResolver: this.providerChainResolver,
			logger: loggerFor(this)
		});
		adapted.headers = buildHeaders([adapted.headers, authHeaders]).values;
	}
	return adapted;
}, _AnthropicBedrock_adaptResponse = function _AnthropicBedrock_adaptResponse(response) {
	if (response.body && response.headers.get("content-type")?.includes("application/vnd.amazon.eventstream")) return eventStreamToSSEResponse(response);
	return response;
};
function makeMessagesResource(client) {
	const resource = new (require_anthropic_ai_sdk().Messages)(client);
	delete resource.batches;
	delete resource.countTokens;
	return resource;
}
function makeBetaResource(client) {
	const resource = new Beta(client);
	delete resource.promptCaching;
	delete resource.messages.batches;
	delete resource.messages.countTokens;
	Object.defineProperty(resource, "userProfiles", {
		enumerable: false,
		get: throwUserProfilesUnavailable
	});
	return resource;
}
function throwUserProfilesUnavailable() {
	throw new (require_anthropic_ai_sdk().AnthropicError)("User profiles are not available on `AnthropicBedrock`. Use `AnthropicAws` from `@anthropic-ai/aws-sdk` to manage them.");
}
Object.defineProperty(exports, "AnthropicBedrock", {
	enumerable: true,
	get: function() {
		return AnthropicBedrock;
	}
});
Object.defineProperty(exports, "Beta", {
	enumerable: true,
	get: function() {
		return Beta;
	}
});
