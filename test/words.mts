import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * The glossary as a gate. `node test/words.mts [path …]` lists the words that the project does not use in prose
 * (Markdown, HTML, comments, string literals, texts in workflows) and what to write instead. cspell checks the spelling.
 */
const GLOSSARY: Array<[word: RegExp, instead: string]> = [
	[/hand-overs?/, 'handover (noun), hand over (verb)'],
	[/life[ -]cycle/, 'lifecycle'],
	[/trouble-shoot\w*/, 'troubleshoot'],
	[/roll-outs?/, 'rollout'],
	[/(?:a|the|of|by|no|re-?run|each) set-up|set-ups/, 'setup (noun), set up (verb)'],
	[/look-ups?/, 'lookup (noun), look up (verb)'],
	[/time-outs?/, 'timeout'],
	[/for ever/, 'forever'],
	[/told|tells|telling/, 'report, show, return, say'],
	[/somebody|anybody|nobody|everybody|whoever/, 'the agent, the customer, the user, no agent'],
	[/(?<!› |\|)(?:people|persons?)(?!\|)/, 'agents, customers, users'],
	[/(?:is|are|was|were|what is) under way/, 'running, in progress'],
	[/wait(?:s|ed|ing)? out/, 'retry after the time that Genesys Cloud asks for'],
	[/in the place of|in (?:its|their|your) place/, 'instead of'],
	[/one after the other/, 'one at a time'],
	[/(?:goes|went|going) on/, 'continue'],
	[/mend(?:s|ed|ing)?/, 'fix'],
	[/the former/, 'the previous'],
	[/at best/, 'ideally'],
	[/who (?:writes|comes|goes)/, 'customer, user'],
	[/gives|gave|giving/, 'return, send, set, enter, pass'],
	[/let(?:s|ting)? go/, 'release, drop'],
	[/all the same/, 'anyway'],
	[/says? so|said so/, 'say what is said'],
	[/at once/, 'immediately, at the same time'],
	[/stood in|stands? in for/, 'mocked, replaced'],
	[/(?:so|as) much/, 'the amount'],
	[/here and there|there and then/, 'immediately'],
	[/shall|hence|amongst|thereby|therein/, 'a plainer word'],
];

const READ = /\.(?:md|ts|mts|js|mjs|html|json|ya?ml)$/;
/** Files that we do not write, and the lists of words themselves. */
const SKIPPED = /^(?:package-lock\.json|LICENSE|test\/words\.mts|cspell\..*)$/;

const found = filesUnder(process.argv.slice(2)).flatMap((file) => proseOf(file, readFileSync(file, 'utf8')).flatMap(([line, text]) => unwanted(file, line, text)));
for (const one of found) console.log(one);
if (found.length > 0) console.log(`${found.length} words to replace`);
process.exitCode = found.length > 0 ? 1 : 0;

function filesUnder(paths: string[]): string[] {
	const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths], { encoding: 'utf8' });
	return listed.split('\n').filter((file) => READ.test(file) && !SKIPPED.test(file));
}

function unwanted(file: string, line: number, text: string): string[] {
	return GLOSSARY.flatMap(([word, instead]) => {
		const match = new RegExp(`(?<![\\w-])(?:${word.source})(?![\\w-])`, 'i').exec(text);
		return match ? [`${file}:${line}: “${match[0]}” – write: ${instead}`] : [];
	});
}

/** The lines of a file that somebody reads, each with its number. */
function proseOf(file: string, text: string): Array<[line: number, text: string]> {
	if (/\.m?[tj]s$/.test(file)) return proseOfCode(file, text);
	const isMarkdown = file.endsWith('.md');
	let isCode = false;
	return text.split('\n').flatMap((line, index): Array<[number, string]> => {
		if (isMarkdown && /^\s*```/.test(line)) isCode = !isCode;
		return isCode ? [] : [[index + 1, isMarkdown ? line.replace(/`[^`]*`/g, '``').replace(/\]\([^)]*\)/g, ']') : line]];
	});
}

/** Comments, and string literals that have a space in them. */
function proseOfCode(file: string, text: string): Array<[line: number, text: string]> {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('js') ? ts.ScriptKind.JS : ts.ScriptKind.TS);
	const prose: Array<[position: number, text: string]> = [];
	const seen = new Set<number>();
	const visit = (node: ts.Node) => {
		for (const comment of [...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []), ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? [])]) {
			if (!seen.has(comment.pos)) prose.push([comment.pos, text.slice(comment.pos, comment.end)]);
			seen.add(comment.pos);
		}
		if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
			if (node.text.includes(' ')) prose.push([node.getStart(), node.getText()]);
		}
		node.getChildren().forEach(visit);
	};
	visit(source);
	return prose.flatMap(([position, part]) => {
		const { line } = source.getLineAndCharacterOfPosition(position);
		return part.split('\n').map((one, index): [number, string] => [line + index + 1, one]);
	});
}
