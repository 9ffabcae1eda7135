// Starts s3rver with one key pair and the buckets that S3SERVER_BUCKETS names, separated by commas; S3SERVER_LIMIT is the
// largest object in bytes.
// node server.js <data folder> <port, 0 for a free one>
// The secret comes by the environment: other users of the machine can read a process's arguments.
'use strict';

const S3rver = require('s3rver');
const account = require('s3rver/lib/models/account');
const signature = require('./signature');

const [directory, port] = process.argv.slice(2);
const { S3SERVER_KEY: key, S3SERVER_SECRET: secret, S3SERVER_BUCKETS: buckets = '', S3SERVER_LIMIT } = process.env;
const limit = Number(S3SERVER_LIMIT || Infinity);

account.DUMMY_ACCOUNT.revokeAccessKey('S3RVER');
account.DUMMY_ACCOUNT.createKeyPair(key, secret);

const server = new S3rver({
  address: '127.0.0.1',
  port: Number(port),
  silent: true,
  directory,
  vhostBuckets: false,
  configureBuckets: buckets.split(',').filter(name => name !== '').map(name => ({ name })),
});

const fault = (ctx, status, code, message) => {
  ctx.remove('Content-Range');
  ctx.status = status;
  ctx.type = 'application/xml';
  ctx.body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
};

// Before the router, which is the last: what s3rver leaves out.
server.middleware.splice(server.middleware.length - 1, 0, async (ctx, next) => {
  const refusal = signature.check(ctx.req, key, secret);
  if (refusal !== null) {
    ctx.req.resume();
    return fault(ctx, 403, refusal, 'The request is not signed with this server\'s key');
  }

  // It would store the signatures between the chunks as part of the object.
  if (ctx.get('x-amz-content-sha256').startsWith('STREAMING-')) {
    ctx.req.resume();
    return fault(ctx, 501, 'NotImplemented', 'Chunked uploads are not supported by this server; turn chunked encoding off');
  }

  // As MinIO answers when its disk is full.
  if (ctx.method === 'PUT' && Number(ctx.get('Content-Length')) > limit) {
    ctx.req.resume();
    return fault(ctx, 507, 'XMinioStorageFull', 'Storage backend has reached its minimum free drive threshold');
  }

  await next();

  // The object is no longer the one that the reader means.
  const wanted = ctx.get('If-Match');
  if (wanted !== '' && wanted !== '*' && ['GET', 'HEAD'].includes(ctx.method) && ctx.status < 300
    && ctx.response.get('ETag') !== wanted) {
    ctx.body?.destroy?.();
    fault(ctx, 412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
});

server.run().then(
  ({ port: bound }) => console.log(`listening on http://127.0.0.1:${bound}`),
  error => {
    console.error(error.message);
    process.exit(1);
  });
