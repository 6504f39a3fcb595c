import { convertFile } from '../../workflows/conversions/convert-file.ts';
import { defineJob } from './handler.ts';

export const convertTraJob = defineJob('convert-tra', ({ services }, ids) => convertFile(services, ids));
