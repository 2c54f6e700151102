import { checkMappingFile } from '#lib/domain/mapping-file/check-mapping-file.ts';

/** A thread of its own, so that the page stays usable while a large file is read. */
addEventListener('message', ({ data }: MessageEvent<File>) => {
  data.arrayBuffer().then(
    (buffer) => {
      postMessage(checkMappingFile(new Uint8Array(buffer)));
    },
    () => {
      postMessage(null);
    },
  );
});
