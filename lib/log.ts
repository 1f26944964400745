import pino from 'pino'

export type Log = pino.Logger

/** JSON lines on standard output. Credentials never reach a line: what may hold one is cut by its name. */
export const createLog = (level: string, destination: pino.DestinationStream = standardOutput()): Log =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'password',
          'token',
          'refresh_token',
          'access_token',
          'id_token',
          'code',
          'authorization',
          'cookie',
        ].flatMap(key => [key, `*.${key}`]),
        censor: '[redacted]',
      },
    },
    destination,
  )

// Lines that come while one is being written go out together; what is left at the end is written then.
const standardOutput = () => pino.destination({ dest: 1, sync: false })
