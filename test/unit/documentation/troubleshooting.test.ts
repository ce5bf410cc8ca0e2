import { FINDINGS } from '../../../genesys/setup/findings';
import { codeIn, read, shippedFiles, tableRowsOf } from '../../support/documentation';

const PAGE = 'docs/troubleshooting.md';

/** A text in the place of a code: of an error, or of one of the functions that make one. Those of findings are in a table. */
const CODE = /(?:\bcode(?::| \?\?| =)|\b(?:refusal|failed|\w+Error)\((?:[^()'"`]*,)?)\s*(?:\w+ \?\? )?'([a-z]+(?:\.[a-zA-Z]+)*)'/g;

/** What the agent panel's trigger answers its page with is on that panel's own page. */
const isOfPanel = (file: string) => /agentPanel/i.test(file);
const sources = shippedFiles().filter((file) => !isOfPanel(file)).map(read);

const codes = new Set([...sources.flatMap((source) => [...source.matchAll(CODE)].map(([, code]) => code)), ...Object.keys(FINDINGS)]);

/** The network's codes that the package explains. */
const NETWORK_CODES = /, '([A-Z][A-Z_ ]+)'\],$/gm;
const networkCodes = [...read('genesys/unreachable.ts').matchAll(NETWORK_CODES)].flatMap(([, codes]) => codes.split(' '));

/** Those that the page of the agent panel explains: its trigger's answers. */
const answersOfPanel = tableRowsOf('docs/agent-panel.md').filter(([status]) => /^[45]\d\d$/.test(status)).flatMap(([, when]) => codeIn(when));
const documented = new Set([...tableRowsOf(PAGE).flatMap(([first]) => codeIn(first)), ...answersOfPanel]);

describe('the page of troubleshooting', () => {
	it('has every code that the package makes', () => {
		expect([...codes]).toEqual(expect.arrayContaining(['invalid.input', 'not.in.queue', 'unreachable']));
		expect([...codes].filter((code) => !documented.has(code))).toEqual([]);
	});

	it("has the network's codes", () => {
		expect(networkCodes).toContain('ECONNREFUSED');
		expect(networkCodes.filter((code) => !documented.has(code))).toEqual([]);
	});
});
