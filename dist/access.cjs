"use strict";
const require_ask = require("./ask.cjs");
let node_fs = require("node:fs");
let node_fs_promises = require("node:fs/promises");
// src/access/access.ts
const OPEN = {
	confined: false,
	heedsTrust: true,
	checkNamed() {},
	whyLeftOut: () => null,
	open: (path) => (0, node_fs_promises.open)(path, "r"),
	readBytes: (path) => (0, node_fs.readFileSync)(path),
	readText: (path) => (0, node_fs.readFileSync)(path, "utf8"),
	checkWrite() {},
	checkRange() {},
	checkVoice() {},
	budget: (ceilingUsd) => new require_ask.Budget(ceilingUsd),
	countWhole() {},
	close() {}
};
exports.OPEN = OPEN;
