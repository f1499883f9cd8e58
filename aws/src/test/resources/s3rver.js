// s3rver, which ignores If-None-Match, with a bucket and its objects in a folder of its own. It ends with its input.
const fs = require('fs');
const os = require('os');
const path = require('path');
const [modules, bucket] = process.argv.slice(2);
const S3rver = require(path.join(modules, 's3rver'));

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 's3rver-'));
const server = new S3rver({address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{name: bucket}]});
process.on('exit', () => fs.rmSync(directory, {recursive: true, force: true}));
process.stdin.on('end', () => process.exit(0)).resume();
server.run().then(({port}) => console.log('listening on ' + port));
