import "./classify-page.css";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Given } from "../../browser/given-files.ts";
import { listenForFiles } from "../../browser/listen-for-files.ts";
import { useSubscribed } from "../../browser/use-subscribed.ts";
import { LoadStatus } from "../../models/load-status.tsx";
import { classifierStore } from "../../models/stores.ts";
import { texts } from "../../texts.ts";
import { Camera } from "./camera.tsx";
import { DeviceChoice } from "./device-choice.tsx";
import { DropZone } from "./drop-zone.tsx";
import { GivenNote } from "./given-note.tsx";
import { KnownBreeds } from "./known-breeds.tsx";
import { LatestNews } from "./latest-news.tsx";
import { PictureList } from "./picture-list.tsx";
import { queue } from "./queue.ts";
import { Samples } from "./samples.tsx";

const { classify: words, site, loading } = texts;

/** Says of pictures which breed of cat they show. */
export function ClassifyPage() {
  const { cards, notice, latest } = useSubscribed(queue);
  const [isOver, setOver] = useState(false);
  const [hasCamera, setCamera] = useState(false);
  const [refused, setRefused] = useState<string>();
  const dropZone = useRef<HTMLButtonElement>(null);
  const cameraButton = useRef<HTMLButtonElement>(null);
  const take = (given: Given) => {
    setRefused("refused" in given ? site.refused[given.refused] : undefined);
    if ("files" in given) queue.add(given.files);
  };
  useEffect(() => listenForFiles(window, { onGiven: take, onOver: setOver }), []);
  const closeCamera = () => {
    setCamera(false);
    requestAnimationFrame(() => cameraButton.current?.focus());
  };
  return (
    <div class="page classify">
      <div class="stack">
        <h1>{site.titles.classify}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      <div class="classify-top">
        <div class="stack">
          {hasCamera ? (
            <Camera
              onPicture={(blob) => queue.add([{ name: words.camera.name(new Date()), blob }])}
              onClose={closeCamera}
              onFiles={(files) => take({ files })}
            />
          ) : (
            <DropZone
              isOver={isOver}
              buttonRef={dropZone}
              cameraRef={cameraButton}
              onFiles={(files) => take({ files })}
              onCamera={() => setCamera(true)}
            />
          )}
          <Samples onPicture={(name, blob) => take({ files: [{ name, blob }] })} onFailed={setRefused} />
        </div>
        <aside class="card classify-model" aria-label={words.model}>
          <LoadStatus store={classifierStore} name={loading.names.classifier} automatic />
          <DeviceChoice />
          <KnownBreeds />
        </aside>
      </div>
      <GivenNote
        refused={refused}
        notice={notice}
        onDismiss={() => {
          setRefused(undefined);
          queue.dismiss();
          dropZone.current?.focus();
        }}
      />
      <PictureList cards={cards} onEmpty={() => dropZone.current?.focus()} />
      <LatestNews latest={latest} />
    </div>
  );
}
