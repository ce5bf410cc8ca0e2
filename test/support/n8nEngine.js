/**
 * n8n's engine for a test file: to be loaded before anything of n8n. It reads where its folder is when it is loaded,
 * and must neither find nor change the one of the person who runs the tests.
 */
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const folder = mkdtempSync(join(tmpdir(), 'genesys-engine-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'only for tests';
process.env.N8N_LOG_LEVEL = 'silent';

require('reflect-metadata');

afterAll(() => rmSync(folder, { recursive: true, force: true }));
