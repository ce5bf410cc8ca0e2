import { config, panelUrl, query } from './config.js';
import { element } from './element.js';
import { askToSignIn } from './states.js';

/** How long Genesys Cloud may take to sign in an agent without a click, in milliseconds. */
const SILENT_MS = 5000;

/** @type {string | undefined} */
let token; // Only ever in this variable.
/** @type {Promise<string> | undefined} */
let signingIn;

/**
 * The agent's access token; signs in where there is none.
 *
 * @param {string} [refused] the token that Genesys Cloud no longer accepts
 * @returns {Promise<string>} waits until the agent has signed in; never rejects
 */
export function accessToken(refused) {
	if (!signingIn || (refused && refused === token)) {
		token = undefined;
		signingIn = signIn().then((fresh) => (token = fresh));
	}
	return signingIn;
}

async function signIn() {
	try {
		return await inHiddenFrame();
	} catch {
		return await askToSignIn(inPopup);
	}
}

async function inHiddenFrame() {
	const request = await newRequest();
	const frame = document.body.appendChild(element('iframe', { hidden: true, src: request.url }));
	try {
		return await Promise.race([
			tokenFor(request, frame.contentWindow),
			new Promise((_resolve, reject) => void setTimeout(reject, SILENT_MS)),
		]);
	} finally {
		frame.remove();
	}
}

async function inPopup() {
	// Before anything else: browsers allow a popup only as the immediate result of a click.
	const popup = window.open('', '', 'popup,width=480,height=680');
	if (!popup) throw new Error('Your browser blocked the sign-in window. Allow pop-ups for Genesys Cloud, then try again.');
	const request = await newRequest();
	popup.location.href = request.url;
	return await tokenFor(request, popup);
}

/** Authorization code with PKCE: https://developer.genesys.cloud/authorization/platform-auth/use-pkce */
async function newRequest() {
	if (!crypto.subtle) throw new Error('The panel needs HTTPS to sign you in. Ask your administrator to use an https:// URL.');
	const [state, verifier] = [randomText(), randomText()];
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
	const parameters = new URLSearchParams({
		client_id: config.clientId,
		redirect_uri: panelUrl,
		response_type: 'code',
		code_challenge: base64Url(new Uint8Array(digest)),
		code_challenge_method: 'S256',
		state,
	});
	return { state, verifier, url: `${config.loginOrigin}/oauth/authorize?${parameters}` };
}

/**
 * @param {{ state: string, verifier: string }} request
 * @param {Window | null} from the frame or popup that signs in
 * @returns {Promise<string>}
 */
async function tokenFor({ state, verifier }, from) {
	const { code, error } = await comesBack(from, state);
	if (!code) throw new Error(`Genesys Cloud did not sign you in (${error}). Try again, or ask your administrator for access to the panel.`);
	const response = await fetch(`${config.loginOrigin}/oauth/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'authorization_code',
			code,
			code_verifier: verifier,
			client_id: config.clientId,
			redirect_uri: panelUrl,
		}),
	}).catch(() => undefined);
	const { access_token: fresh } = response?.ok ? await response.json() : {};
	if (!fresh) throw new Error('Genesys Cloud did not complete the sign-in. Try again.');
	return fresh;
}

/**
 * What the page says that the sign-in comes back to: this document, in the frame or popup that we opened.
 *
 * @param {Window | null} from
 * @param {string} state
 * @returns {Promise<{ code: string | null, error: string | null }>}
 */
function comesBack(from, state) {
	return new Promise((resolve) => {
		addEventListener('message', function listener({ origin, source, data }) {
			if (origin !== location.origin || source !== from || data?.state !== state) return;
			removeEventListener('message', listener);
			resolve(data);
		});
	});
}

/** In that frame or popup: hands the code to the panel. False in the panel itself. */
export function handBack() {
	const [state, code, error] = ['state', 'code', 'error'].map((name) => query.get(name));
	if (!state || !(code || error)) return false;
	(window.opener ?? parent).postMessage({ code, error, state }, location.origin);
	window.close();
	return true;
}

/** 32 random bytes. */
const randomText = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/** @param {Uint8Array} bytes */
function base64Url(bytes) {
	return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}
