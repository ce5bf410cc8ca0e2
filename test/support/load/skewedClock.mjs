/** Loaded into a process before its program: shifts its clock by CLOCK_SKEW_MS milliseconds. */

const skew = Number(process.env.CLOCK_SKEW_MS);
const now = Date.now;

globalThis.Date = new Proxy(Date, {
	construct: (RealDate, values, target) => Reflect.construct(RealDate, values.length === 0 ? [now() + skew] : values, target),
	apply: (RealDate) => new RealDate(now() + skew).toString(),
	get: (RealDate, name, receiver) => (name === 'now' ? () => now() + skew : Reflect.get(RealDate, name, receiver)),
});
