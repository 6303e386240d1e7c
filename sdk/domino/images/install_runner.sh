# Installs a group's packages and the runner into the image's own Python. The folder beside it is mounted from the build's
# context, those with -tools and -settings from the platform's base image.
set -eu
here=/run/domino-build
python=$(command -v python3 || command -v python) || {
  echo "error: The image has no Python: operators need Python 3.11 or newer." >&2
  exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "error: The image's $("$python" --version) is too old: operators need Python 3.11 or newer." >&2
  exit 1
}

export UV_CACHE_DIR=/var/cache/domino-uv UV_LINK_MODE=copy UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never NO_COLOR=1
certificates=$here-settings/ssl/certs/ca-certificates.crt
if [ -f "$certificates" ]; then export SSL_CERT_FILE="$certificates"; fi
if [ -f "$here-settings/uv/uv.toml" ]; then export UV_CONFIG_FILE="$here-settings/uv/uv.toml"; fi
wheel=$(ls "$here"/*.whl)
if "$here-tools/uv" --version >/dev/null 2>&1; then
  "$here-tools/uv" pip install --python "$python" --break-system-packages --requirements "$here/requirements.txt" "$wheel"
else # an image for another C library
  "$python" -m pip install --no-cache-dir --disable-pip-version-check --requirement "$here/requirements.txt" "$wheel"
fi

# So that no task compiles it, but not the packages' own tests, which are half of the modules of some. What cannot be
# compiled is no error here.
packages=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
"$python" -I -m compileall -q -q -j 0 -x '/tests?/' "$packages" || true

mkdir -p /usr/local/bin /home/domino /home/shared_storage
printf '#!/bin/sh\nexec %s -I -m domino.runner "$@"\n' "$python" >/usr/local/bin/domino-runner
chmod 755 /usr/local/bin/domino-runner
chmod 1777 /home/domino /home/shared_storage # whoever the container runs as
if ! grep -qs '^domino:' /etc/passwd; then echo 'domino:x:10001:10001:Operators:/home/domino:/bin/sh' >>/etc/passwd; fi
