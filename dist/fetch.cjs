"use strict";
require("./rolldown-runtime.cjs");
// src/ask/fetch.ts
var import_undici = require("./undici.cjs").require_undici();
Object.defineProperty(exports, "fetch", {
	enumerable: true,
	get: function() {
		return import_undici.fetch;
	}
});
Object.defineProperty(exports, "import_undici", {
	enumerable: true,
	get: function() {
		return import_undici;
	}
});
