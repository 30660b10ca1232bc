"use strict";
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_by_policy_loaded;
const require_by_policy = () => require_by_policy_loaded ??= require("./by-policy.cjs");
// src/stats/beta.ts
const LANCZOS = [
	.9999999999998099,
	676.5203681218851,
	-1259.1392167224028,
	771.3234287776531,
	-176.6150291621406,
	12.507343278686905,
	-.13857109526572012,
	9984369578019572e-21,
	1.5056327351493116e-7
];
const MOST_TERMS = 1e4;
const TINY = 1e-300;
function incompleteBeta(x, a, b) {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b));
	return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
}
function crossing(reached) {
	let low = 0;
	let high = 1;
	for (let halvings = 0; halvings < 60 && high - low > 1e-15 * high; halvings += 1) {
		const middle = (low + high) / 2;
		if (reached(middle)) high = middle;
		else low = middle;
	}
	return (low + high) / 2;
}
const lnBeta = (a, b) => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
function lnFactorial(n) {
	for (let next = factorials.length; next <= Math.min(n, KEPT); next += 1) factorials.push((factorials[next - 1] ?? 0) + Math.log(next));
	return factorials[n] ?? lanczos(n + 1);
}
const KEPT = 2e4;
const factorials = [0];
function lnGamma(x) {
	if (Number.isInteger(x) && x <= KEPT) return lnFactorial(x - 1);
	return x < .5 ? Math.log(Math.PI / Math.sin(Math.PI * x)) - lanczos(1 - x) : lanczos(x);
}
function lanczos(x) {
	const t = x + 6.5;
	const series = LANCZOS.reduce((sum, term, i) => i === 0 ? term : sum + term / (x - 1 + i), 0);
	return Math.log(Math.sqrt(2 * Math.PI) * series) + (x - .5) * Math.log(t) - t;
}
function fraction(x, a, b) {
	let d = 1 / away(1 - (a + b) * x / (a + 1));
	let c = 1;
	let value = d;
	for (let m = 1; m < MOST_TERMS; m += 1) {
		const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / away(1 + even * d);
		c = away(1 + even / c);
		value *= d * c;
		const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / away(1 + odd * d);
		c = away(1 + odd / c);
		value *= d * c;
		if (Math.abs(d * c - 1) < 1e-15) break;
	}
	return value;
}
const away = (value) => Math.abs(value) < TINY ? TINY : value;
// src/stats/counts.ts
function binomialAtMost(hits, n, p) {
	if (hits < 0) return 0;
	return hits >= n ? 1 : 1 - incompleteBeta(p, hits + 1, n - hits);
}
function binomialAtLeast(hits, n, p) {
	if (hits <= 0) return 1;
	return hits > n ? 0 : incompleteBeta(p, hits, n - hits + 1);
}
function binomialChance(hits, n, p) {
	if (hits < 0 || hits > n) return 0;
	if (p <= 0) return hits === 0 ? 1 : 0;
	if (p >= 1) return hits === n ? 1 : 0;
	return Math.exp(lnChoose(n, hits) + hits * Math.log(p) + (n - hits) * Math.log1p(-p));
}
function drawnChance(hits, n, marked, total) {
	if (hits < Math.max(0, n - (total - marked)) || hits > Math.min(n, marked)) return 0;
	return Math.exp(lnChoose(marked, hits) + lnChoose(total - marked, n - hits) - lnChoose(total, n));
}
function drawnAtMost(hits, n, marked, total) {
	const least = Math.max(0, n - (total - marked));
	const most = Math.min(n, marked);
	if (hits < least) return 0;
	if (hits >= most) return 1;
	const below = hits < n * marked / total;
	const tail = below ? tailFrom(hits, least, {
		n,
		marked,
		total
	}) : tailFrom(hits + 1, most, {
		n,
		marked,
		total
	});
	return Math.min(1, Math.max(0, below ? tail : 1 - tail));
}
function tailFrom(first, last, { n, marked, total }) {
	let chance = drawnChance(first, n, marked, total);
	let sum = chance;
	const step = first > last ? -1 : 1;
	for (let hits = first; hits !== last; hits += step) {
		const up = step > 0 ? hits : hits - 1;
		const ratio = (marked - up) * (n - up) / ((up + 1) * (total - marked - n + up + 1));
		chance *= step > 0 ? ratio : 1 / ratio;
		sum += chance;
		if (chance < 1e-17 * sum) break;
	}
	return sum;
}
const lnChoose = (n, k) => lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
// src/stats/normal.ts
const WIDEST = 6;
function normalBelow(x) {
	let sum = x;
	let term = x;
	for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
		term *= x * x / odd;
		sum += term;
	}
	return .5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
}
function normalQuantile(share) {
	return WIDEST * (2 * crossing((part) => normalBelow(WIDEST * (2 * part - 1)) >= share) - 1);
}
// src/stats/share.ts
function exactInterval(count, confidence) {
	const alpha = (1 - confidence) / 2;
	return {
		value: shareOf$1(count),
		low: lowerBound(count, alpha),
		high: upperBound(count, alpha),
		n: count.n
	};
}
function scoreInterval(count, confidence) {
	const { n, population } = count;
	const value = shareOf$1(count);
	if (n === 0) return {
		value,
		low: 0,
		high: 1,
		n
	};
	if (n === population) return {
		value,
		low: value,
		high: value,
		n
	};
	const size = population === null ? n : n * (population - 1) / (population - n);
	const square = normalQuantile((1 + confidence) / 2) ** 2 / size;
	const middle = (value + square / 2) / (1 + square);
	const half = Math.sqrt(square * value * (1 - value) + square ** 2 / 4) / (1 + square);
	return {
		value,
		low: value === 0 ? 0 : middle - half,
		high: value === 1 ? 1 : middle + half,
		n
	};
}
function upperBound({ hits, n, population }, alpha) {
	if (n === 0) return 1;
	if (population !== null) return mostMarked({
		hits,
		n
	}, population, alpha) / population;
	return hits === n ? 1 : crossing((p) => binomialAtMost(hits, n, p) < alpha);
}
const lowerBound = (count, alpha) => 1 - upperBound({
	...count,
	hits: count.n - count.hits
}, alpha);
const shareOf$1 = ({ hits, n }) => n === 0 ? 0 : hits / n;
function mostMarked({ hits, n }, total, alpha) {
	let possible = hits;
	let excluded = total - n + hits + 1;
	while (excluded - possible > 1) {
		const marked = Math.floor((possible + excluded) / 2);
		if (drawnAtMost(hits, n, marked, total) < alpha) excluded = marked;
		else possible = marked;
	}
	return possible;
}
function shareAgainst(side, limit, { hits, n, population }) {
	if (population === null) return side === "at most" ? binomialAtLeast(hits, n, limit) : binomialAtMost(hits, n, limit);
	const marked = side === "at most" ? Math.floor(limit * population + 1e-9) : Math.ceil(limit * population - 1e-9);
	return side === "at most" ? 1 - drawnAtMost(hits - 1, n, marked, population) : drawnAtMost(hits, n, marked, population);
}
// src/stats/sequence.ts
function shownInOrder(shown) {
	const gap = shown.indexOf(false);
	return gap === -1 ? shown.length : gap;
}
// src/stats/betting.ts
const NO_BET = 1e-6;
function shownAfter(side, limit, draws, alpha) {
	return side === "above" ? capitalReached(limit, draws, alpha) : capitalReached(1 - limit, {
		...draws,
		hits: draws.hits.map((hit) => !hit)
	}, alpha);
}
function confidenceSequence(draws, confidence) {
	const alpha = (1 - confidence) / 2;
	const n = draws.hits.length;
	const value = n === 0 ? 0 : draws.hits.filter(Boolean).length / n;
	const excluded = (side) => (limit) => shownAfter(side, limit, draws, alpha) !== null;
	return {
		value,
		low: furthest(value, 0, excluded("above")),
		high: furthest(value, 1, excluded("below")),
		n
	};
}
function furthest(start, end, excluded) {
	let inside = start;
	let outside = end;
	while (Math.abs(outside - inside) > 1e-4) {
		const middle = (inside + outside) / 2;
		if (excluded(middle)) outside = middle;
		else inside = middle;
	}
	return outside;
}
function capitalReached(limit, { hits, population }, alpha) {
	const forecaster = new Forecaster(limit);
	const enough = Math.log(1 / alpha);
	let capital = 0;
	let found = 0;
	for (const [drawn, hit] of hits.entries()) {
		const left = claimed(limit, found, drawn, population);
		if (left <= 0 && hit) return drawn + 1;
		if (left > 0 && left < 1) {
			const forecast = Math.max(left, forecaster.next());
			capital += Math.log(hit ? forecast / left : (1 - forecast) / (1 - left));
		}
		if (capital >= enough) return drawn + 1;
		found += Number(hit);
		forecaster.saw(hit);
	}
	return null;
}
function claimed(limit, found, drawn, population) {
	if (population === null) return limit;
	return (Math.floor(limit * population + 1e-9) - found) / (population - drawn);
}
var Forecaster = class {
	#limit;
	#a = 1;
	#b = 1;
	#above;
	#step;
	constructor(limit) {
		this.#limit = limit;
		this.#above = 1 - limit;
		this.#step = limit * (1 - limit);
	}
	next() {
		if (this.#above < NO_BET) return this.#limit;
		return (this.#a + this.#step / this.#above) / (this.#a + this.#b);
	}
	saw(hit) {
		const both = this.#a + this.#b;
		if (hit) {
			this.#above += this.#step / this.#a;
			this.#step *= this.#limit * both / this.#a;
			this.#a += 1;
		} else {
			this.#above -= this.#step / this.#b;
			this.#step *= (1 - this.#limit) * both / this.#b;
			this.#b += 1;
		}
		if (hit && this.#above < 1e-6) this.#above = incompleteBeta(1 - this.#limit, this.#b, this.#a);
	}
};
// src/stats/random.ts
function randomFrom(seed) {
	let state = seed >>> 0;
	return () => {
		state = state + 1831565813 >>> 0;
		let mixed = Math.imul(state ^ state >>> 15, state | 1);
		mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
		return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
	};
}
function shuffled(n, seed) {
	const random = randomFrom(seed);
	const order = Array.from({ length: n }, (_, i) => i);
	for (let last = n - 1; last > 0; last -= 1) {
		const other = Math.floor(random() * (last + 1));
		[order[last], order[other]] = [order[other], order[last]];
	}
	return order;
}
// src/stats/gap.ts
const GAMMA_PART = .05;
const FEW_PART = .5;
function gapIsWithin(limit, count, alpha) {
	const { population, n, sum } = count;
	if (population === n) return sum <= limit * n + 1e-9;
	return isExcluded(population === null ? limit : itemsIn(limit, population) + 1, count, alpha);
}
function gapIsAbove(limit, count, alpha) {
	const { population, sum, n } = count;
	if (population === n) return sum > limit * n + 1e-9;
	return isExcluded(-(population === null ? limit : itemsIn(limit, population)), {
		...count,
		sum: -sum
	}, alpha);
}
const itemsIn = (share, population) => Math.floor(share * population + 1e-9);
function gapInterval(least, most, confidence) {
	const alpha = (1 - confidence) / 2;
	return {
		low: -highestGap({
			...least,
			sum: -least.sum
		}, alpha),
		high: highestGap(most, alpha)
	};
}
function highestGap(count, alpha) {
	const { sum, n, population } = count;
	if (population === n) return sum / n;
	let [possible, out] = [sum / n, 1];
	while (out - possible > 1e-4) {
		const middle = (possible + out) / 2;
		if (excluded(population === null ? middle : Math.ceil(middle * population - 1e-9), count, alpha)) out = middle;
		else possible = middle;
	}
	return out;
}
const known = new Map();
const MOST_KNOWN = 1e4;
function isExcluded(gap, count, alpha) {
	const { sum, apart, n, population } = count;
	const key = [
		gap,
		apart,
		n,
		population,
		alpha
	].join(" ");
	if (known.size >= MOST_KNOWN) known.clear();
	const found = known.get(key) ?? {
		yes: Number.NEGATIVE_INFINITY,
		no: Number.POSITIVE_INFINITY
	};
	known.set(key, found);
	if (sum > found.yes && sum < found.no) {
		if (excluded(gap, count, alpha)) found.yes = sum;
		else found.no = sum;
	}
	return sum <= found.yes;
}
function excluded(gap, count, alpha) {
	const { sum, apart, n, population } = count;
	const size = population ?? 1;
	if (sum / n >= gap / size) return false;
	const few = tooFew(gap, count, alpha * FEW_PART);
	if ((sum + apart) / 2 < few + 1) return true;
	const gamma = alpha * GAMMA_PART;
	const mostApart = upperBound({
		hits: apart,
		n,
		population
	}, gamma) * size;
	const least = Math.max(0, -gap);
	const most = (mostApart - gap) / 2;
	if (most < least) return true;
	for (let point = 8; point >= 0; point -= 1) {
		const minus = least + (most - least) * point / 8;
		const second = population === null ? minus : Math.floor(minus);
		if (gamma + chanceOf({
			sum,
			few
		}, {
			plus: second + gap,
			minus: second
		}, count) > alpha) return false;
	}
	return true;
}
function tooFew(gap, { n, population }, alpha) {
	if (gap <= 0) return -1;
	const atMost = (hits) => population === null ? binomialAtMost(hits, n, gap) : drawnAtMost(hits, n, gap, population);
	let few = -1;
	while (atMost(few + 1) <= alpha) few += 1;
	return few;
}
function chanceOf({ sum, few }, { plus, minus }, { n, population }) {
	const mean = n * minus / (population ?? 1);
	const spread = 8 * Math.sqrt(mean) + 16;
	const last = Math.min(n, Math.ceil(mean + spread));
	let chance = 0;
	for (let k = Math.max(0, Math.floor(mean - spread)); k <= last; k += 1) {
		const most = Math.floor(Math.max(sum + k, few));
		chance += population === null ? binomialChance(k, n, minus) * binomialAtMost(most, n - k, plus / (1 - minus)) : drawnChance(k, n, minus, population) * drawnAtMost(most, n - k, plus, population - minus);
	}
	return chance;
}
// src/stats/paired.ts
function fellByChance(worse, better) {
	return binomialAtLeast(worse, worse + better, .5);
}
// src/evidence/work.ts
const CONFIDENCE = .95;
function stepRows(outcomes) {
	const first = new Set(firstRungs(outcomes));
	return grouped(outcomes, ({ kind, executor, tier, effort }) => [
		kind,
		executor,
		tier,
		effort
	]).map((group) => {
		const { kind, executor, tier, effort } = group[0];
		const passed = shareOf(group, (one) => one.passed);
		const successes = group.filter((one) => one.passed).length;
		const known = group.every(({ costUsd }) => costUsd !== null);
		const costUsd = group.reduce((sum, one) => sum + (one.costUsd ?? 0), 0);
		return {
			kind,
			executor,
			tier,
			effort,
			passed,
			costUsd,
			firstTry: shareOf(group.filter((one) => first.has(one)), (one) => one.passed && one.tries === 1),
			tries: group.reduce((sum, { tries }) => sum + tries, 0),
			costPerSuccessUsd: known && successes ? costUsd / successes : null,
			few: group.length < 10
		};
	});
}
function firstRungs(outcomes) {
	const byWork = new Map();
	for (const one of inTime(outcomes)) {
		const work = one.id.slice(0, one.id.lastIndexOf("|"));
		if (!byWork.has(work)) byWork.set(work, one);
	}
	return [...byWork.values()];
}
function bulkRows(records) {
	return grouped(records.filter((one) => one.asked), ({ task, kind, tier, effort }) => [
		task,
		kind,
		tier,
		effort
	]).map((group) => {
		const { task, kind, tier, effort } = group[0];
		const [n, hits, costUsd] = [
			"asked",
			"settled",
			"costUsd"
		].map((key) => group.reduce((sum, one) => sum + one[key], 0));
		return {
			task,
			kind,
			tier,
			effort,
			costUsd,
			settled: exactInterval({
				hits,
				n,
				population: null
			}, CONFIDENCE),
			costPerSuccessUsd: hits ? costUsd / hits : null,
			few: n < 10
		};
	});
}
const shareOf = (group, hit) => group.length ? confidenceSequence({
	hits: inTime(group).map(hit),
	population: null
}, CONFIDENCE) : {
	value: 0,
	low: 0,
	high: 1,
	n: 0
};
const inTime = (all) => all.toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
function grouped(all, keyOf) {
	const groups = new Map();
	for (const one of all) {
		const key = JSON.stringify(keyOf(one));
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([, group]) => group);
}
// src/evidence/proposals.ts
const MAJORITY = .5;
const FLOOR = .8;
function proposalsFrom(facts) {
	const byKind = new Map();
	for (const one of firstRungs(facts.outcomes).filter(({ executor }) => executor === "claude")) byKind.set(one.kind, [...byKind.get(one.kind) ?? [], one]);
	return [...byKind].flatMap(([step, starts]) => {
		const kind = Object.entries(require_by_policy().STEP_KINDS).find(([name]) => name === step)?.[1];
		const now = starts.at(-1);
		if (!kind || !now?.tier) return [];
		const here = starts.filter(({ tier, effort }) => tier === now.tier && effort === now.effort);
		const at = {
			step,
			kind,
			tier: now.tier,
			effort: now.effort,
			here
		};
		return [moveFrom(at, facts)].filter((one) => one !== null);
	});
}
const moveFrom = (start, facts) => upward(start) ?? downward(start, facts);
function upward({ step, kind, tier, effort, here }) {
	const share = shareOf(here, ({ passed }) => passed);
	const to = beside(tier, 1);
	if (!to || share.high >= MAJORITY) return null;
	const failed = here.filter(({ passed }) => !passed).length;
	const cost = here.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
	return {
		step,
		kind,
		from: {
			tier,
			effort
		},
		to,
		share,
		how: "start",
		why: `${failed} of ${here.length} ${step} steps that started on ${tier} failed there (${inPercent(share)} pass), for ${require_shared().usd(cost)}: start them on ${to}`,
		rule: ruleFor(kind, `${kind}-starts-on-${to}`, to)
	};
}
function downward({ step, kind, tier, effort, here }, facts) {
	const share = shareOf(here, ({ passed, tries }) => passed && tries === 1);
	const to = beside(tier, -1);
	if (!to || share.low <= FLOOR) return null;
	const [above, below] = [facts.priceOf(tier), facts.priceOf(to)];
	if (above === null || below === null) return null;
	const needed = below / above;
	if (facts.rows.filter((row) => row.kind === step && row.executor === "claude" && row.tier === to).some(({ passed }) => passed.high < Math.max(MAJORITY, needed))) return null;
	const passed = Math.round(share.value * share.n);
	return {
		step,
		kind,
		from: {
			tier,
			effort
		},
		to,
		share,
		how: "trial",
		why: `${passed} of ${share.n} ${step} steps passed at the first try on ${tier} (${inPercent(share)}): try ${to} first; at list price that pays if more than ${require_shared().percent(needed)} of them pass there, and one that fails goes up again`,
		rule: ruleFor(kind, `${kind}-tries-${to}`, to)
	};
}
const ruleFor = (kind, name, tier) => ({
	name,
	when: { kind: [kind] },
	use: { tier }
});
const beside = (tier, steps) => require_shared().TIER_NAMES[require_shared().TIER_NAMES.indexOf(tier) + steps];
const inPercent = ({ low, high }) => `${require_shared().percent(low)} to ${require_shared().percent(high)}`;
// src/evidence/starts.ts
function startFor(start, facts) {
	const first = move(start, facts);
	if (!first || !within(first.to, facts.top)) return null;
	let { to, why } = first;
	for (let next = first; next.how === "start";) {
		const above = move({
			...start,
			tier: to,
			effort: facts.effortOf(to)
		}, facts);
		if (above?.how !== "start" || !within(above.to, facts.top)) break;
		next = above;
		({to, why} = above);
	}
	return {
		tier: to,
		why
	};
}
const within = (tier, top) => require_shared().TIER_NAMES.indexOf(tier) <= require_shared().TIER_NAMES.indexOf(top);
function move({ kind, tier, effort }, facts) {
	const isHere = (one) => one.executor === "claude" && one.kind === kind && one.tier === tier && one.effort === effort;
	const here = firstRungs(facts.outcomes).filter(isHere);
	return here.length ? moveFrom({
		step: kind,
		kind: require_by_policy().STEP_KINDS[kind],
		tier,
		effort,
		here
	}, facts) : null;
}
// src/evidence/opus-costs.ts
function opusCosts(outcomes) {
	const workOf = ({ id }) => id.slice(0, id.lastIndexOf("|"));
	const byWork = new Map();
	for (const one of outcomes) byWork.set(workOf(one), (byWork.get(workOf(one)) ?? 0) + (one.costUsd ?? NaN));
	const found = new Map();
	for (const first of firstRungs(outcomes)) {
		const cost = byWork.get(workOf(first)) ?? NaN;
		if (first.tier !== "opus" || Number.isNaN(cost)) continue;
		const { meanUsd = 0, count = 0 } = found.get(first.kind) ?? {};
		found.set(first.kind, {
			meanUsd: (meanUsd * count + cost) / (count + 1),
			count: count + 1
		});
	}
	return found;
}
Object.defineProperty(exports, "CONFIDENCE", {
	enumerable: true,
	get: function() {
		return CONFIDENCE;
	}
});
Object.defineProperty(exports, "bulkRows", {
	enumerable: true,
	get: function() {
		return bulkRows;
	}
});
Object.defineProperty(exports, "confidenceSequence", {
	enumerable: true,
	get: function() {
		return confidenceSequence;
	}
});
Object.defineProperty(exports, "exactInterval", {
	enumerable: true,
	get: function() {
		return exactInterval;
	}
});
Object.defineProperty(exports, "fellByChance", {
	enumerable: true,
	get: function() {
		return fellByChance;
	}
});
Object.defineProperty(exports, "gapInterval", {
	enumerable: true,
	get: function() {
		return gapInterval;
	}
});
Object.defineProperty(exports, "gapIsAbove", {
	enumerable: true,
	get: function() {
		return gapIsAbove;
	}
});
Object.defineProperty(exports, "gapIsWithin", {
	enumerable: true,
	get: function() {
		return gapIsWithin;
	}
});
Object.defineProperty(exports, "incompleteBeta", {
	enumerable: true,
	get: function() {
		return incompleteBeta;
	}
});
Object.defineProperty(exports, "lnBeta", {
	enumerable: true,
	get: function() {
		return lnBeta;
	}
});
Object.defineProperty(exports, "opusCosts", {
	enumerable: true,
	get: function() {
		return opusCosts;
	}
});
Object.defineProperty(exports, "proposalsFrom", {
	enumerable: true,
	get: function() {
		return proposalsFrom;
	}
});
Object.defineProperty(exports, "randomFrom", {
	enumerable: true,
	get: function() {
		return randomFrom;
	}
});
Object.defineProperty(exports, "scoreInterval", {
	enumerable: true,
	get: function() {
		return scoreInterval;
	}
});
Object.defineProperty(exports, "shareAgainst", {
	enumerable: true,
	get: function() {
		return shareAgainst;
	}
});
Object.defineProperty(exports, "shownAfter", {
	enumerable: true,
	get: function() {
		return shownAfter;
	}
});
Object.defineProperty(exports, "shownInOrder", {
	enumerable: true,
	get: function() {
		return shownInOrder;
	}
});
Object.defineProperty(exports, "shuffled", {
	enumerable: true,
	get: function() {
		return shuffled;
	}
});
Object.defineProperty(exports, "startFor", {
	enumerable: true,
	get: function() {
		return startFor;
	}
});
Object.defineProperty(exports, "stepRows", {
	enumerable: true,
	get: function() {
		return stepRows;
	}
});
