// @ts-check
// Scores `humroom measure` on a folder of rooms: NAME.wav with NAME.cues.json and NAME.truth.json beside it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { broken, cellOf, humTable, pairTable, quantile } from "./coverage.mjs";

const HELP = `score.mjs compares what humroom measures with the truth about rooms.

Usage: score.mjs --humroom PROGRAM --rooms DIR [--rooms DIR]... [--worst N]
                 [--max-median DB] [--max-p95 DB] [--max-bias DB] [--max-noise-p95 DB] [--coverage yes]

With a --max it ends with 1 where the figure is larger. --coverage yes: also how often the truth lies in each interval, in
tables, and 1 where fewer or more do than are promised, by more than two standard errors.

Example:
  score.mjs --humroom build/release/clients/cli/humroom --rooms /tmp/rooms
`;

/** @typedef {{label: string, people: number, hum_db: number | null, noise_db: number}} Truth */
/** @typedef {import("./coverage.mjs").Hum} Hum @typedef {import("./coverage.mjs").Silent} Silent
 *  @typedef {import("./coverage.mjs").Pair} Pair */

/** @param {string[]} argv */
function options(argv) {
    const o = { humroom: "", rooms: /** @type {string[]} */ ([]), worst: 0, coverage: false,
        max: /** @type {Record<string, number>} */ ({}) };
    for (let i = 0; i < argv.length; i += 2) {
        const [name, value] = [argv[i], argv[i + 1]];
        if (name === "--help") {
            process.stdout.write(HELP);
            process.exit(0);
        }
        if (value === undefined) usage(`a value is missing after ${name}`);
        if (name === "--humroom") o.humroom = value;
        else if (name === "--rooms") o.rooms.push(value);
        else if (name === "--worst") o.worst = Number(value);
        else if (name === "--coverage") o.coverage = value === "yes";
        else if (name.startsWith("--max-")) o.max[name.slice(6)] = Number(value);
        else usage(`there is no option ${name}`);
    }
    if (o.humroom === "" || o.rooms.length === 0) usage("--humroom and --rooms are needed");
    return o;
}

/** @param {string} why @returns {never} */
function usage(why) {
    process.stderr.write(`score.mjs: ${why}; see score.mjs --help\n`);
    process.exit(64);
}

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** @param {number[]} values */
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/** A share with its standard error. @param {boolean[]} hits */
function share(hits) {
    if (hits.length === 0) return "none";
    const p = hits.filter(Boolean).length / hits.length;
    const error = Math.sqrt((p * (1 - p)) / hits.length);
    return `${(100 * p).toFixed(1)} % +- ${(100 * error).toFixed(1)} of ${hits.length}`;
}

/** What one room adds to the tables. @param {string} program @param {string} base @param {ReturnType<typeof tables>} t */
function scoreRoom(program, base, t) {
    /** @type {Truth[]} */
    const { hums: truth, ...said } = json(`${base}.truth.json`);
    t.rooms++;
    const camps = truth.filter((h) => h.label !== "everyone");
    const people = Math.max(1, camps.reduce((sum, h) => sum + h.people, 0));
    const measured = JSON.parse(execFileSync(program, ["measure", `${base}.wav`, "--cues", `${base}.cues.json`,
        "--people", String(people), "--json"], { encoding: "utf8" }));
    scoreFlags(said, measured.hums.at(-1), base, t);
    const of = new Map(truth.map((h) => [h.label, h]));
    for (const hum of measured.hums) {
        const is = of.get(hum.label);
        if (is === undefined) continue;
        for (const flag of hum.flags) t.flags.set(flag, (t.flags.get(flag) ?? 0) + 1);
        if (hum.void !== null) {
            t.voids++;
            continue;
        }
        t.noise.push(hum.noise_db - is.noise_db);
        if (is.hum_db === null) {
            t.silence.push(hum.strength === "silence");
            continue;
        }
        const excess = is.hum_db - is.noise_db;
        if (hum.hum_db === null) {
            t.missed.push({ excess, limit: hum.interval_db?.[1] ?? null });
            continue;
        }
        const [low, high] = hum.interval_db;
        t.heard.push({ excess, low, high, error: hum.hum_db - is.hum_db, noise: said.noise ?? "",
            cell: camps.length === 2 && camps.every((c) => c.people > 0) ? cellOf(camps[0].people, camps[1].people) : "" });
        if (excess >= 6) t.errors.push({ error: hum.hum_db - is.hum_db, base, label: hum.label, excess });
    }
    for (const pair of measured.comparison) scorePair(pair, of, t);
}

/** What must be said of a room's last hum, and must not. @param {{case?: string, noise?: string, must?: string[], must_not?: string[]}} said
 *  @param {{flags: string[], not_checked: string[]}} hum @param {string} base @param {ReturnType<typeof tables>} t */
function scoreFlags(said, hum, base, t) {
    const must = said.must ?? [], mustNot = said.must_not ?? [];
    if (must.length > 0) {
        const right = must.every((flag) => hum.flags.includes(flag));
        t.right.push(right);
        if (!right) t.wrong.push(`${base}: ${must.join(", ")} ${must.some((f) => hum.not_checked.includes(f)) ? "not checked" : "not seen"}`);
    }
    if (mustNot.length > 0) {
        const wrong = mustNot.filter((flag) => hum.flags.includes(flag));
        t.false.push(wrong.length > 0);
        if (wrong.length > 0) t.wrong.push(`${base}: ${wrong.join(", ")} is wrong`);
    }
}

/** @param {any} pair @param {Map<string, Truth>} of @param {ReturnType<typeof tables>} t */
function scorePair(pair, of, t) {
    const a = of.get(pair.louder), b = of.get(pair.quieter);
    if (a === undefined || b === undefined || a.people === 0 || b.people === 0) return;
    const ratio = 10 * Math.log10(a.people / b.people);
    t.order.push(ratio > 0);
    if (a.hum_db !== null && b.hum_db !== null) t.oracle.push(ratio === 0 ? false : a.hum_db > b.hum_db === ratio > 0);
    const [low, high] = pair.interval_db, [soundLow, soundHigh] = pair.sound_interval_db;
    const level = a.hum_db === null || b.hum_db === null ? null : a.hum_db - b.hum_db;
    t.pairs.push({
        cell: cellOf(a.people, b.people), inside: (low === null || low <= ratio) && (high === null || ratio <= high),
        sound: level !== null && (soundLow === null || soundLow <= level) && (soundHigh === null || level <= soundHigh),
        width: low === null || high === null ? null : high - low, claim: pair.distinct, right: ratio > 0,
    });
}

function tables() {
    return {
        errors: /** @type {{error: number, base: string, label: string, excess: number}[]} */ ([]),
        noise: /** @type {number[]} */ ([]), heard: /** @type {Hum[]} */ ([]), missed: /** @type {Silent[]} */ ([]),
        silence: /** @type {boolean[]} */ ([]), order: /** @type {boolean[]} */ ([]),
        oracle: /** @type {boolean[]} */ ([]), pairs: /** @type {Pair[]} */ ([]), voids: 0, rooms: 0,
        right: /** @type {boolean[]} */ ([]), false: /** @type {boolean[]} */ ([]), wrong: /** @type {string[]} */ ([]), flags: /** @type {Map<string, number>} */ (new Map()),
    };
}

/** @param {ReturnType<typeof tables>} t @param {number} worst */
function report(t, worst) {
    const errors = t.errors.map((e) => e.error), sizes = errors.map(Math.abs);
    const figures = {
        median: quantile(sizes, 0.5), p95: quantile(sizes, 0.95), bias: Math.abs(mean(t.noise)),
        "noise-p95": quantile(t.noise.map(Math.abs), 0.95),
        "flags-missed": mean(t.right.map((right) => (right ? 0 : 1))), "flags-false": mean(t.false.map(Number)),
    };
    const lines = [
        `hum_db, excess of 6 dB and more: ${errors.length} hums; median error ${figures.median.toFixed(3)} dB, ` +
            `95th percentile ${figures.p95.toFixed(3)}, mean ${mean(errors).toFixed(3)}, ` +
            `largest ${Math.max(...sizes).toFixed(2)}`,
        `noise_db: mean ${mean(t.noise).toFixed(2)} dB, median ${quantile(t.noise, 0.5).toFixed(2)}, ` +
            `95th percentile of the error ${figures["noise-p95"].toFixed(2)}`,
        `excess inside its interval: ${share(t.heard.map((h) => h.low <= h.excess && h.excess <= h.high))}; ` +
            `width ${quantile(t.heard.map((h) => h.high - h.low), 0.5).toFixed(1)} dB (median)`,
        `louder has more people: ${share(t.order)}; for a perfect meter: ${share(t.oracle)}`,
        `people inside the pair's interval: ${share(t.pairs.map((p) => p.inside))}; ` +
            `claims that are right: ${share(t.pairs.filter((p) => p.claim).map((p) => p.right))}`,
        `void ${t.voids}; hums missed ${t.missed.length}; nobody hummed and silence was said: ${share(t.silence)}`,
        `flags that must be: right ${share(t.right)}; flags that must not be: raised ${share(t.false)}`,
        `flags: ${[...t.flags].map(([flag, count]) => `${flag} ${count}`).join(", ") || "none"}`,
    ];
    console.log(lines.join("\n"));
    const sorted = [...t.errors].sort((a, b) => Math.abs(b.error) - Math.abs(a.error));
    for (const e of sorted.slice(0, worst))
        console.log(`  ${e.error.toFixed(2)} dB at ${e.excess.toFixed(1)} dB of excess: ${e.base} ${e.label}`);
    for (const line of t.wrong.slice(0, worst)) console.log(`  ${line}`);
    return /** @type {Record<string, number>} */ (figures);
}

const o = options(process.argv.slice(2));
const t = tables();
for (const dir of o.rooms)
    for (const file of readdirSync(dir).sort())
        if (file.endsWith(".truth.json")) scoreRoom(o.humroom, join(dir, file.slice(0, -".truth.json".length)), t);
if (t.rooms === 0) usage("no rooms are there");
const figures = report(t, o.worst);
if (o.coverage) {
    console.log(["", ...humTable(t.heard, t.missed), "", ...pairTable(t.pairs, t.heard)].join("\n"));
    for (const line of broken(t.heard, t.pairs)) {
        console.log(`beyond what is promised: ${line}`);
        process.exitCode = 1;
    }
}
for (const [name, limit] of Object.entries(o.max)) {
    if (!(figures[name] <= limit)) { // NaN, and a figure that does not exist, are too much as well
        console.log(`too much: ${name} is ${figures[name]}, the limit ${limit}`);
        process.exitCode = 1;
    }
}
