/**
 * Makes of CDK's lines those that tell how far a deployment is: the first of each number of resources done, and what
 * failed. Its table of events has `3/63 | 10:00:00 AM | CREATE_COMPLETE | AWS::SQS::Queue | …`.
 * @param say gets each line
 */
export function deployProgress(say: (line: string) => void): (line: string) => void {
  let last = '';
  return (line) => {
    const [, progress, status = '', type = ''] =
      /\|\s*(\d+\/\d+)\s*\|[^|]+\|\s*(\w+)\s*\|\s*([\w:]+)/.exec(line) ?? [];
    if (status.endsWith('_FAILED')) {
      say(line.trim());
      return;
    }
    if (progress === undefined || progress === last) return;
    last = progress;
    say(`${progress}  ${type}`);
  };
}
