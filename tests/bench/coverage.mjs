// @ts-check
// How often the truth lies in the intervals, pooled and by cell, as Markdown tables with standard errors.

/** One hum that was heard. @typedef {{excess: number, low: number, high: number, error: number, noise: string,
 *  cell: string}} Hum */
/** One that was not: the truth, and the largest that could hide. @typedef {{excess: number, limit: number | null}} Silent */
/** Two hums. inside: the ratio of people lies in the pair's interval. @typedef {{cell: string, inside: boolean,
 *  sound: boolean, width: number | null, claim: boolean, right: boolean}} Pair */

export const PROMISED = { hum: [0.93, 0.97], pair: [0.93, 1], claim: [0.95, 1] };

const EXCESSES = [
    { name: "under 1.5", from: -Infinity }, { name: "3 (1.5 to 4.5)", from: 1.5 }, { name: "6 (4.5 to 9)", from: 4.5 },
    { name: "12 (9 to 16)", from: 9 }, { name: "20 (16 and more)", from: 16 },
];
const CAMPS = [10, 30, 100];
const RATIOS = [1, 1.25, 1.5, 2, 4];

/** @param {number} x @param {number[]} values the nearest of them in ratio */
const nearest = (x, values) =>
    values.reduce((a, b) => (Math.abs(Math.log(x / b)) < Math.abs(Math.log(x / a)) ? b : a));

/** The cell of two camps. @param {number} a people @param {number} b people */
export function cellOf(a, b) {
    const small = Math.min(a, b);
    return `${nearest(small, CAMPS)}, 1:${nearest(Math.max(a, b) / small, RATIOS).toFixed(2)}`;
}

/** @param {number[]} values @param {number} share */
export function quantile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    if (sorted.length === 0) return NaN;
    const at = share * (sorted.length - 1), below = Math.floor(at);
    return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
}

/** @param {boolean[]} hits */
const part = (hits) => hits.filter(Boolean).length / hits.length;

/** A share in percent with its standard error. @param {boolean[]} hits */
function percent(hits) {
    if (hits.length === 0) return "-";
    const p = part(hits);
    return `${(100 * p).toFixed(1)} +- ${(100 * Math.sqrt((p * (1 - p)) / hits.length)).toFixed(1)}`;
}

/** @param {Hum} h */
const isInside = (h) => h.low <= h.excess && h.excess <= h.high;

/** @param {string} name @param {Hum[]} hums */
function humRow(name, hums) {
    const sizes = hums.map((h) => Math.abs(h.error));
    return `| ${name} | ${hums.length} | ${percent(hums.map(isInside))} | ${percent(hums.map((h) => h.excess < h.low))} | ` +
        `${percent(hums.map((h) => h.excess > h.high))} | ${quantile(hums.map((h) => h.high - h.low), 0.5).toFixed(2)} | ` +
        `${quantile(sizes, 0.5).toFixed(2)} | ${quantile(sizes, 0.95).toFixed(2)} |`;
}

/** @param {Hum[]} hums @param {Silent[]} silent */
export function humTable(hums, silent) {
    const lines = [
        "| excess, dB | hums | in the interval, % | truth below it | above it | width, dB (median) | level: median error, dB | 95th |",
        "|---|---|---|---|---|---|---|---|",
    ];
    for (let i = 0; i < EXCESSES.length; i++) {
        const until = EXCESSES[i + 1]?.from ?? Infinity;
        const there = hums.filter((h) => EXCESSES[i].from <= h.excess && h.excess < until);
        if (there.length > 0) lines.push(humRow(EXCESSES[i].name, there));
    }
    for (const noise of [...new Set(hums.map((h) => h.noise))].sort())
        if (noise !== "") lines.push(humRow(`noise: ${noise}`, hums.filter((h) => h.noise === noise)));
    lines.push(humRow("pooled", hums));
    const under = silent.filter((s) => s.limit !== null);
    lines.push(`not heard ${silent.length}; of them under what is said to be hidden: ` +
        `${percent(under.map((s) => s.excess <= Number(s.limit)))} % of ${under.length}`);
    return lines;
}

/** @param {string} name @param {Pair[]} pairs @param {Hum[]} hums */
function pairRow(name, pairs, hums) {
    const widths = pairs.flatMap((p) => (p.width === null ? [] : [p.width])), claims = pairs.filter((p) => p.claim);
    return `| ${name} | ${pairs.length} | ${percent(hums.map(isInside))} | ${percent(pairs.map((p) => p.sound))} | ` +
        `${percent(pairs.map((p) => p.inside))} | ${(widths.reduce((a, b) => a + b, 0) / widths.length).toFixed(1)} | ` +
        `${((100 * claims.length) / pairs.length).toFixed(0)} | ${percent(claims.map((p) => p.right))} |`;
}

/** @param {Pair[]} pairs @param {Hum[]} hums */
export function pairTable(pairs, hums) {
    const lines = [
        "| smaller camp, ratio | pairs | hums in the interval, % | difference in level in its interval, % | " +
            "people in the interval, % | width, dB | claims, % | right, % |",
        "|---|---|---|---|---|---|---|---|",
    ];
    for (const camp of CAMPS)
        for (const ratio of RATIOS) {
            const cell = cellOf(camp, camp * ratio), there = pairs.filter((p) => p.cell === cell);
            if (there.length > 0) lines.push(pairRow(cell, there, hums.filter((h) => h.cell === cell)));
        }
    lines.push(pairRow("pooled", pairs, hums));
    return lines;
}

/** Which promise is broken by more than two standard errors: few rooms prove little. @param {Hum[]} hums @param {Pair[]} pairs */
export function broken(hums, pairs) {
    /** @type {[string, boolean[], number[]][]} */
    const shares = [
        ["hums in the interval", hums.map(isInside), PROMISED.hum],
        ["people in the interval", pairs.map((p) => p.inside), PROMISED.pair],
        ["claims that are right", pairs.filter((p) => p.claim).map((p) => p.right), PROMISED.claim],
    ];
    return shares.flatMap(([name, hits, [low, high]]) => {
        const p = part(hits), error = (/** @type {number} */ q) => 2 * Math.sqrt((q * (1 - q)) / hits.length);
        return p < low - error(low) || p > high + error(high)
            ? [`${name}: ${(100 * p).toFixed(1)} %, promised ${100 * low} to ${100 * high}`] : [];
    });
}
