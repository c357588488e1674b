/**
 * What a platform says, with its ids and ARNs cut to what a person compares. Not for a command or a permission,
 * which need the whole of them.
 */
export function shortenIds(text: string): string {
  return text
    .replace(/\barn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:(\S*[\w/])/g, (_, resource: string) =>
      resource.replace(/^targetgroup\/([^/]+)\/[0-9a-f]+$/, 'targetgroup/$1'),
    )
    .replace(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1…')
    .replace(/\becs-svc\/\d+(\d{4})\b/g, 'ecs-svc/…$1')
}
