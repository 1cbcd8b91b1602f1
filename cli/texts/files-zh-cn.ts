import type { FileFaultDetails } from '../files/faults';
import type { FaultTexts } from './stack-texts';

/** Why a file was not written. */
export const fileFaultsZhCn: FaultTexts<FileFaultDetails> = {
  'file-exists': ({ file }) => ({
    what: `没有写入：${file} 已经存在。`,
    why: '只有你明确要求，才会覆盖文件。',
    next: '换一个文件名，或加 --force。',
  }),
  'not-written': ({ file, reason }) => ({
    what: `无法写入 ${file}。`,
    why: `系统说：${reason}`,
    next: '请给出一个存在的、你可以写的目录里的文件。',
  }),
};
