/** The callback URLs that a stack puts out, by app. */
export function callbackUrls(outputs: Readonly<Record<string, string>>): ReadonlyMap<string, URL> {
  const urls = Object.entries(outputs).flatMap(([name, value]) => {
    const url = name.startsWith('Step4CallbackUrlOf') ? URL.parse(value) : null;
    return url ? [url] : [];
  });
  return new Map(urls.map((url) => [url.pathname.split('/').at(-1) ?? '', url]));
}
