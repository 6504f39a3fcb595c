import express from 'express';

/** What a request may say at most, files apart. */
export const JSON_BYTES = 64 * 1024;

/** Reads the JSON of a request, for `readBody` to check. */
export const readJson = express.json({ limit: JSON_BYTES });
