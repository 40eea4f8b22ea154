#!/usr/bin/env bash
# What BlendNet's HOWTO gives to copy: hash and send one file after the other, for each frame.
#   curl-loop.sh URL PREFIX FRAMES    in the folder with the files
# A send that fails is repeated, so that the loop ends with every file registered; prints how many were.
set -uo pipefail
url=$1 prefix=$2 frames=$3
repeated=0
for ((frame = 0; frame < frames; frame++)); do
  for f in *; do
    for attempt in 1 2 3 4 5; do
      curl --silent --fail --output /dev/null -u 'None:None' --insecure \
        --header "X-Checksum-Sha1:$(sha1sum "${f}" | cut -d ' ' -f 1)" \
        --upload-file "${f}" "$url/api/v1/task/$prefix$frame/file/${f}" && continue 2
      repeated=$((repeated + 1))
    done
    echo "$f of frame $frame could not be sent" >&2
    exit 1
  done
done
echo "$repeated"
