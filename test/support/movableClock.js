/**
 * Clocks that can be moved, for code that forgets what it knows after a while. Load it before that code, which keeps the
 * function that it asks for the time.
 */
const realDate = Date.now;
const realMonotonic = performance.now.bind(performance);
let ahead = 0;
let correction = 0;
Date.now = () => realDate() + ahead + correction;
performance.now = () => realMonotonic() + ahead;

/**
 * Time passes.
 * @param {number} milliseconds
 */
function passTime(milliseconds) {
	ahead += milliseconds;
}

/**
 * The wall clock is corrected, as by NTP: no time passes.
 * @param {number} milliseconds
 */
function correctWallClock(milliseconds) {
	correction += milliseconds;
}

module.exports = { correctWallClock, passTime };
