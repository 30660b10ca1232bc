"use strict";
let require_rolldown_runtime_loaded;
const require_rolldown_runtime = () => require_rolldown_runtime_loaded ??= require("./delegation-rolldown-runtime.cjs");
// node_modules/is-extendable/index.js
var require_is_extendable = require_rolldown_runtime().__commonJSMin(((exports, module) => {
	module.exports = function isExtendable(val) {
		return typeof val !== "undefined" && val !== null && (typeof val === "object" || typeof val === "function");
	};
}));
// node_modules/extend-shallow/index.js
var require_extend_shallow = require_rolldown_runtime().__commonJSMin(((exports, module) => {
	var isObject = require_is_extendable();
	module.exports = function extend(o) {
		if (!isObject(o)) o = {};
		var len = arguments.length;
		for (var i = 1; i < len; i++) {
			var obj = arguments[i];
			if (isObject(obj)) assign(o, obj);
		}
		return o;
	};
	function assign(a, b) {
		for (var key in b) if (hasOwn(b, key)) a[key] = b[key];
	}
	function hasOwn(obj, key) {
		return Object.prototype.hasOwnProperty.call(obj, key);
	}
}));
Object.defineProperty(exports, "require_extend_shallow", {
	enumerable: true,
	get: function() {
		return require_extend_shallow;
	}
});
