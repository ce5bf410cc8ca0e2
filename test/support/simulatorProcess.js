/** The simulator in its own process, for tests that cannot import its modules. */
const { spawn } = require('node:child_process');

const DEMO_CLIENT = 'demo-client:demo-secret';

/**
 * @typedef {object} SimulatorProcess
 * @property {string} url
 * @property {<T>(method: string, path: string, body?: object) => Promise<T>} call its REST API, with every permission
 * @property {() => Promise<void>} stop
 */

/**
 * Starts it on a free port.
 * @param {object} [settings]
 * @returns {Promise<SimulatorProcess>}
 */
async function startSimulatorProcess(settings = {}) {
	const env = { ...process.env, PORT: '0', HOST: '', NODE_OPTIONS: '' };
	const child = spawn(process.execPath, ['simulator/main.mts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
	const stop = async () => {
		const gone = new Promise((resolve) => child.once('exit', resolve));
		if (child.exitCode === null && child.kill()) await gone;
	};
	const url = await new Promise((/** @type {(url: string) => void} */ resolve, reject) => {
		let output = '';
		child.stdout.on('data', (chunk) => {
			output += chunk;
			const ready = /ready on (http:\/\/\S+)/.exec(output);
			if (ready) resolve(ready[1]);
		});
		child.once('exit', () => reject(new Error(`The simulator did not start. It printed: ${output}`)));
	});
	const login = await fetch(`${url}/oauth/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${btoa(DEMO_CLIENT)}` },
		body: new URLSearchParams({ grant_type: 'client_credentials' }),
	});
	const { access_token: token } = /** @type {{ access_token: string }} */ (await login.json());
	/** @type {SimulatorProcess['call']} */
	const call = async (method, path, body) => {
		const response = await fetch(url + path, {
			method,
			headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${method} ${path}: ${text}`);
		return JSON.parse(text || 'null');
	};
	await call('PATCH', '/simulator/settings', settings);
	return { url, call, stop };
}

module.exports = { startSimulatorProcess };
