/** A sentence of the OpenAPI document: what stands between backticks is code. */
export const Prose = ({ text }: { text: string }) =>
  text.split('`').map((part, index) =>
    index % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the sentence never changes
      <code key={index} className="font-mono text-sm">
        {part}
      </code>
    ) : (
      part
    ),
  )
