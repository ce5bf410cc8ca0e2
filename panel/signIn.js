import { config, panelUrl, query } from './config.js';
import { element } from './element.js';
import { askToSignIn } from './states.js';

/** Timeout for signing in without a click, in milliseconds. */
const SILENT_MS = 5000;

/** @type {string | undefined} */
let token; // Never stored anywhere else.
/** @type {Promise<string> | undefined} */
let signingIn;

/**
 * Returns the agent's access token, and signs in if there is none.
 *
 * @param {string} [refused] a token that Genesys Cloud no longer accepts
 * @returns {Promise<string>} resolves once the agent has signed in; never rejects
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
	// Must come first, since browsers only allow pop-ups directly after a click.
	const popup = window.open('', '', 'popup,width=480,height=680');
	if (!popup) throw new Error('Your browser blocked the sign-in window. Allow pop-ups for Genesys Cloud, then try again.');
	const request = await newRequest();
	popup.location.href = request.url;
	return await tokenFor(request, popup);
}

/** Authorization code with PKCE: https://developer.genesys.cloud/authorization/platform-auth/use-pkce */
async function newRequest() {
	if (!crypto.subtle) throw new Error('Sign-in requires HTTPS. Ask your administrator to use an https:// URL for the panel.');
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
 * @param {Window | null} from frame or pop-up of the sign-in
 * @returns {Promise<string>}
 */
async function tokenFor({ state, verifier }, from) {
	const { code, error } = await comesBack(from, state);
	if (!code) throw new Error(`Genesys Cloud didn't sign you in (${error}). Try again, or ask your administrator for access to the panel.`);
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
	if (!fresh) throw new Error("Genesys Cloud didn't complete the sign-in. Try again.");
	return fresh;
}

/**
 * Waits for the result that this same page posts from the frame or pop-up after the redirect.
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

/** In the frame or pop-up, posts the code to the panel. Returns false in the panel itself. */
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
