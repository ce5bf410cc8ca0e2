import { missingPermissions, toApiError } from '../../../genesys/apiError';
import { parseRetryAfter } from '../../../genesys/client';
import { isPrivateHost } from '../../../genesys/hosts';
import { toJson } from '../../../genesys/json';
import { mimeOf } from '../../../genesys/openMessaging/attachments';
import { fitAttributes } from '../../../genesys/openMessaging/customAttributes';
import { handoverText } from '../../../genesys/openMessaging/handover';
import { splitText } from '../../../genesys/openMessaging/text';
import { parseTranscript, renderTranscript } from '../../../genesys/openMessaging/transcript';
import { readableTime } from '../../../genesys/time';
import { delivery, eventOf, structured, type Json } from './openMessaging/delivery';

/** A million characters that make a pattern which backtracks, or a search within a search, take minutes to hours. */
const MILLION = 1_000_000;
const of = (unit: string) => unit.repeat(MILLION / unit.length);
const list = <T>(entry: (n: number) => T) => Array.from({ length: 50_000 }, (_, n) => entry(n));

const template = (text: string, parameters: Json[] = []) =>
	eventOf(structured([{ contentType: 'Notification', template: { body: { text, parameters } } }]));

const CASES: Record<string, () => unknown> = {
	'a text': () => eventOf(delivery({ text: `a${of('\n ')}` })),
	'a template that opens places': () => template(of('{{')),
	'a place of blanks': () => template(`{{${of(' ')}`),
	'a place of words': () => template(`{{${of('a ')}`),
	'places and their parameters': () => template(of('{{zz}}'), list((n) => ({ name: `p${n}`, text: 't' }))),
	'quick replies beside a text of many lines': () =>
		eventOf(structured(list((n) => ({ contentType: 'QuickReply', quickReply: { text: `r${n}` } })), { text: of('x\n') })),
	'long lines beside a long text': () =>
		eventOf(structured(list(() => ({ contentType: 'QuickReply', quickReply: { text: `${'a'.repeat(60)}b` } })), { text: of('a') })),
	'cards': () => eventOf(structured(list((n) => ({ contentType: 'Card', card: { title: `t${n}`, actions: [{ text: 'a' }] } })))),
	'attributes': () => fitAttributes(list((n) => [`name${n}`, 'v'.repeat(100)])),
	'a transcript': () => splitText(renderTranscript(parseTranscript(list(() => ({ role: 'user', text: 'x' }))))),
	'a handover of line ends': () => handoverText({ text: of('\n'), summary: of('\r '), transcript: [{ role: 'user', text: of('\u2028') }] }),
	'a handover of dashes': () => handoverText({ text: of('-'), summary: of('- '), transcript: of('--\n') }),
	'a handover of one line': () => handoverText({ text: of('x'), transcript: [{ role: 'user', text: of('x ') }] }),
	'a transcript that begins like JSON': () => parseTranscript(of('[')),
	'a time': () => readableTime(`2026-01-31T10:00:00.${of('1')}!`),
	'a file name': () => mimeOf(`${of('.a')}!`),
	'a host': () => isPrivateHost(`${of('.')}x`),
	'names of permissions': () => missingPermissions(of('a:')),
	'a refusal': () => toApiError({ status: 400, headers: {}, body: { message: of('Bearer ') } }, 'Send'),
	'a pause': () => parseRetryAfter(of(' '), 0),
	'escapes': () => toJson({ text: of('\\u') }),
};
for (const unit of [' ', 'x', '. ', '! \n\n', '\u0301', ' \u0301', '👩\u200d', '\ud800', '。\u0301']) {
	CASES[`a text to split of ${JSON.stringify(unit)}`] = () => splitText(of(unit));
}

/** A tenth of a second is usual; a machine that is busy may need more, and what is not linear needs far more. */
const LIMIT_MS = 10_000;

it.each(Object.keys(CASES))('%s of a million characters is read in linear time', (name) => {
	const began = performance.now();
	CASES[name]();
	expect(performance.now() - began).toBeLessThan(LIMIT_MS);
});
