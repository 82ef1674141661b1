# A small image that runs as nobody in particular. `make` is not needed: what it installs is pinned by hash here too.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/signpost
COPY requirements.lock ./
RUN /opt/signpost/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md scheduler.py ./
COPY bot ./bot
COPY knowledge ./knowledge
RUN /opt/signpost/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home signpost
COPY --from=build /opt/signpost /opt/signpost
ENV PATH=/opt/signpost/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SIGNPOST_DATA=/data \
    SIGNPOST_HOST=0.0.0.0 \
    SIGNPOST_LOG=json
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Whether the process lives. Whether it can do its work is /readyz: for alarms, not for restarts.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["signpost"]
CMD ["run"]
