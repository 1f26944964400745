import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { publishDocument } from '#lib/esign/publish-document.ts'
import { readDocument } from '#lib/esign/read-document.ts'
import { asOperator } from './house/as-operator.ts'

const USAGE = `Usage: npm run -s esign:publish -- --file <document.md> [--id <document id>] [--title <title>]
  [--optional | --named-only]

Publishes the next version of a document. A new version is asked once of everyone who signs in; with --named-only, of
those alone whom the directory names; with --optional it is not mandatory, and asked as with --named-only.
The id and the title may stand in the file: --- / id: terms-of-service / title: Terms of service / ---`

/** npm run -s esign:publish: publishes a version of a document to sign, and prints which. */
try {
  await publish()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function publish() {
  const { file, id, title, optional, 'named-only': namedOnly } = readArguments()
  if (!file) throw new Error(USAGE)
  const document = readDocument(await readFile(file, 'utf8'))
  const [documentId, named] = [id ?? document.documentId, title ?? document.title]
  if (!documentId || !named) throw new Error(`${file} does not say its id and title: give --id and --title.\n${USAGE}`)
  const mandatory = optional ? false : (document.mandatory ?? true)
  await asOperator('esign:publish', async ctx => {
    const { version, contentHash, askedOfEveryone } = await publishDocument(ctx, {
      documentId,
      title: named,
      content: document.content,
      mandatory,
      askedOfEveryone: namedOnly ? false : mandatory,
    })
    const asked = askedOfEveryone ? 'Everyone is asked once' : 'Those whom the directory names are asked'
    console.log(
      `${documentId} version ${version} is published (SHA-256 ${contentHash}). ${asked} at their next sign-in.`,
    )
  })
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        file: { type: 'string' },
        id: { type: 'string' },
        title: { type: 'string' },
        optional: { type: 'boolean' },
        'named-only': { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}
