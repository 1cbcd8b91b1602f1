/** The log line of a URL check that the callback has passed. */
export const URL_CHECKED = 'callback url checked';

/** Header by which a check of ours is told from WeCom's, in small letters as API Gateway has them. */
export const OWN_CHECK_HEADER = 'x-wecom-gpt-check';
