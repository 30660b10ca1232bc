"use strict";
// node_modules/@aws-sdk/credential-providers/dist-cjs/index.js
var dist_cjs_exports = require("./rolldown-runtime.cjs").__exportAll({});
Object.defineProperty(exports, "dist_cjs_exports", {
	enumerable: true,
	get: function() {
		return dist_cjs_exports;
	}
});
