// Signature Version 4 in the Authorization header, which s3rver does not check:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
'use strict';

const { createHash, createHmac, timingSafeEqual } = require('crypto');

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

const FORM = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

// null when the request is signed with this key, otherwise S3's code of the error
exports.check = (req, key, secret) => {
  const match = FORM.exec(req.headers.authorization ?? '');
  if (!match) return 'AccessDenied';
  const [, id, day, region, names, given] = match;
  if (id !== key) return 'InvalidAccessKeyId';
  const [path, query = ''] = req.url.split('?');
  const canonical = [
    req.method,
    path,
    query.split('&').filter(part => part !== '').map(part => (part.includes('=') ? part : `${part}=`)).sort().join('&'),
    ...names.split(';').map(name => `${name}:${(req.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names,
    req.headers['x-amz-content-sha256'],
  ].join('\n');
  const text = [
    'AWS4-HMAC-SHA256',
    req.headers['x-amz-date'],
    `${day}/${region}/s3/aws4_request`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const signing = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secret}`, day), region));
  return timingSafeEqual(hmac(signing, text), Buffer.from(given, 'hex')) ? null : 'SignatureDoesNotMatch';
};
