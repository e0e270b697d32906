# The image of web, worker, beat and migrate. No secret is needed to build it and none is in it.

FROM python:3.11-slim AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/portal
COPY requirements.txt .
RUN python -m venv /srv/venv && /srv/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt
COPY . .
# The three values are for this one command; the settings insist on having some.
RUN SECRET_KEY=for-collectstatic DATABASE_URL=postgres://nobody@localhost/none REDIS_URL=redis://localhost/0 \
    DATA_DIR=/srv/data /srv/venv/bin/python manage.py collectstatic --noinput --verbosity 0
RUN /srv/venv/bin/python -m compileall -q /srv/portal /srv/venv && mkdir -p /srv/data/files

FROM python:3.11-slim
RUN groupadd --gid 10001 portal && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin portal
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/srv/data TMPDIR=/run/portal
COPY --from=built /srv/venv /srv/venv
COPY --from=built /srv/portal /srv/portal
COPY --from=built --chown=10001:10001 /srv/data /srv/data
RUN install -d -o 10001 -g 10001 /run/portal
WORKDIR /srv/portal
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "deploy/probe.py", "web"]
CMD ["gunicorn", "gcm_portal.wsgi", "--bind", "0.0.0.0:8000", "--preload", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--max-requests", "10000", "--max-requests-jitter", "1000", \
     "--no-control-socket", "--access-logfile", "-"]
