#!/usr/bin/env bash
# Starts each built image on the stores that the environment names, as its own user, until it is ready; see images-check.sh.
set -euo pipefail
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs} BUILDAH_ISOLATION=chroot
port=43100
declare -a containers=() pids=()

stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  for container in "${containers[@]}"; do buildah rm "$container" >/dev/null 2>&1 || true; done
}
trap stop EXIT

for target in stripe-simulator auth course payment community media ai-core gateway; do
  port=$((port + 1))
  container=$(buildah from "localhost/har-$target")
  containers+=("$container")
  user=$(buildah inspect --type container --format '{{.OCIv1.Config.User}}' "$container")
  [ "$user" = 10001:10001 ] || { echo "images:check: $target runs as '$user', not as an unprivileged user" >&2; exit 1; }
  buildah run --env "PORT=$port" --env HOST=127.0.0.1 --env "MONGODB_URI=$MONGODB_URI" --env "REDIS_URL=$REDIS_URL" \
    --env "S3_ENDPOINT=${S3_ENDPOINT:-}" --env "S3_ACCESS_KEY_ID=${S3_ACCESS_KEY_ID:-}" \
    --env "S3_SECRET_ACCESS_KEY=${S3_SECRET_ACCESS_KEY:-}" \
    --env NODE_ENV=production --env KEY_ENCRYPTION_SECRET=0123456789abcdef0123456789abcdef \
    --env STRIPE_SECRET_KEY=sk_test_check --env STRIPE_PUBLISHABLE_KEY=pk_test_check \
    --env STRIPE_WEBHOOK_SECRET=whsec_check_0123456789 --env STRIPE_API_BASE=http://127.0.0.1:43101 \
    "$container" -- node "dist/apps/$target/src/main.js" >"/tmp/har-image-$target.log" 2>&1 &
  pids+=("$!")
done

port=43100
for target in stripe-simulator auth course payment community media ai-core gateway; do
  port=$((port + 1))
  for attempt in $(seq 1 240); do
    if node -e "fetch('http://127.0.0.1:$port/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; then
      echo "images:check: $target is ready"
      continue 2
    fi
    sleep 0.5
  done
  echo "images:check: $target was never ready:" >&2
  tail -5 "/tmp/har-image-$target.log" >&2
  exit 1
done
