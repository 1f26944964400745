const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is not a directory',
}

/** A file system error about `place` as a sentence with a way out; any other error as it is. */
export function plainError(error: unknown, place: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  const reason = code && REASONS[code]
  if (!reason) return error
  return new Error(`Cannot write to ${path ?? place}: ${reason}. Choose another place with DATA_DIR=<directory>.`, {
    cause: error,
  })
}
