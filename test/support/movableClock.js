/**
 * Clocks that can be moved, for code that forgets after a while. Load it before that code, which keeps a reference to the
 * function that it asks for the time.
 */
const realDate = Date.now;
const realMonotonic = performance.now.bind(performance);
let ahead = 0;
let correction = 0;
Date.now = () => realDate() + ahead + correction;
performance.now = () => realMonotonic() + ahead;

/**
 * Lets time pass.
 * @param {number} milliseconds
 */
function passTime(milliseconds) {
	ahead += milliseconds;
}

/**
 * Corrects the wall clock, as NTP does: no time passes.
 * @param {number} milliseconds
 */
function correctWallClock(milliseconds) {
	correction += milliseconds;
}

module.exports = { correctWallClock, passTime };
