import { FINDINGS } from '../../../genesys/setup/findings';
import { codeIn, read, sectionsOf, shippedFiles, tableRowsOf } from '../../support/documentation';

const PAGE = 'docs/troubleshooting.md';

/** A literal error code, or one passed to a function that creates an error. Findings have their own table. */
const CODE = /(?:\bcode(?::| \?\?| =)|\b(?:refusal|failed|\w+Error)\((?:[^()'"`]*,)?)\s*(?:\w+ \?\? )?'([a-z]+(?:\.[a-zA-Z]+)*)'/g;

/** The agent panel's own page lists the codes that its trigger returns. */
const isOfPanel = (file: string) => /agentPanel/i.test(file);
const sources = shippedFiles().filter((file) => !isOfPanel(file)).map(read);

const codes = new Set([...sources.flatMap((source) => [...source.matchAll(CODE)].map(([, code]) => code)), ...Object.keys(FINDINGS)]);

/** The network's error codes that the package explains. */
const NETWORK_CODES = /, '([A-Z][A-Z_ ]+)'\],$/gm;
const networkCodes = [...read('genesys/unreachable.ts').matchAll(NETWORK_CODES)].flatMap(([, codes]) => codes.split(' '));

/** The codes that the agent panel's trigger returns. */
const answersOfPanel = tableRowsOf('docs/agent-panel.md').filter(([status]) => /^[45]\d\d$/.test(status)).flatMap(([, when]) => codeIn(when));
const documented = new Set([...tableRowsOf(PAGE).flatMap(([first]) => codeIn(first)), ...answersOfPanel]);

describe('the troubleshooting page', () => {
	it('the troubleshooting page explains every code of the package', () => {
		expect([...codes]).toEqual(expect.arrayContaining(['invalid.input', 'not.in.queue', 'unreachable']));
		expect([...codes].filter((code) => !documented.has(code))).toEqual([]);
	});

	it('the flow chart of the troubleshooting page leads to the sections of symptoms, in their order', () => {
		const symptoms = [...read(PAGE).matchAll(/start -->\|"(.+)"\|/g)].map(([, symptom]) => symptom);
		const [bySymptom] = sectionsOf(PAGE);
		const sections = [...bySymptom.text.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
		expect([...symptoms, 'Other symptoms']).toEqual(sections);
	});

	it("the troubleshooting page explains the network's codes", () => {
		expect(networkCodes).toContain('ECONNREFUSED');
		expect(networkCodes.filter((code) => !documented.has(code))).toEqual([]);
	});
});
