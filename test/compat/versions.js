/** What `npm run compat` tests, and what is known to be weaker in old versions of n8n. */

/** Stands for the newest version of n8n that can be installed. */
const NEWEST = 'newest';

/** Everything works from 2.31 on. In the first two, the nodes have to work, but not the examples. */
const VERSIONS = ['1.123.81', '2.8.4', '2.31.0', '2.36.0', '2.40.3', NEWEST];

/**
 * Checks that cannot pass in old versions, with the reason that the table shows. They run anyway.
 *
 * @type {Array<{ before: string, check: string, reason: string }>} `before` is the first version in which the check must pass
 */
const WEAKER = [
	{
		before: '2.40.0',
		check: 'downloads a file from another host',
		reason:
			'n8n before 2.40 can check whether a host is inside your network only with N8N_SSRF_PROTECTION_ENABLED=true. Without it, only files on Genesys Cloud hosts are downloaded; others come with their URL.',
	},
	{
		before: '2.31.0',
		check: 'downloads a file from another host with N8N_SSRF_PROTECTION_ENABLED=true',
		reason: 'n8n has had this setting since 2.31.',
	},
	{
		before: '2.36.0',
		check: 'knows the node versions that the examples use',
		reason: "Some examples use newer versions of n8n's own nodes: MCP Server Trigger 2.1; before 2.31, Telegram Trigger 1.4; before n8n 2, Data Table 1.1 and AI Agent 3.1.",
	},
	{
		before: '2.0.0',
		check: 'plays the quick start from the first question to the end of the conversation',
		reason: 'The example needs Data Table 1.1, which came with n8n 2.',
	},
];

/** The table in README stands between these two lines. */
const README_MARKS = { start: '<!-- npm run compat -- --readme writes from here -->', end: '<!-- to here -->' };

module.exports = { NEWEST, README_MARKS, VERSIONS, WEAKER };
