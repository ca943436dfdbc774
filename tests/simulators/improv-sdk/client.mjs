// The official Improv Wi-Fi client on the serial port argv[2]. Each line of standard input is a call, as JSON:
// ["scan"], ["provision", "name", "password"]. Each line of standard output is what came of it: {"ok": …} or {"error": …}.
import { openSync } from 'node:fs'
import { register } from 'node:module'
import { createInterface } from 'node:readline'
import { ReadStream, WriteStream } from 'node:tty'
import { Writable } from 'node:stream'

// The library is written for bundlers: its modules leave out the ending of their names.
register(
  'data:text/javascript,' +
    encodeURIComponent(`
      export const resolve = (name, context, next) =>
        next(name.startsWith('.') && !name.endsWith('.js') ? name + '.js' : name, context)
      export const load = (url, context, next) =>
        next(url, url.includes('/improv-wifi-serial-sdk/') ? { ...context, format: 'module' } : context)
    `),
)
const { ImprovSerial } = await import('improv-wifi-serial-sdk/dist/serial.js')

const port = openSync(process.argv[2], 'r+')
const input = new ReadStream(port)
input.setRawMode(true)
const readable = new ReadableStream({
  start: (controller) => input.on('data', (bytes) => controller.enqueue(new Uint8Array(bytes))),
})
const writable = Writable.toWeb(new WriteStream(port))

const silent = { log() {}, error() {}, debug() {} }
const client = new ImprovSerial({ readable, writable }, silent)
const calls = {
  // In time for a slow machine: nothing waits when the camera answers.
  initialize: () => client.initialize(60_000),
  state: () => client.state,
  nextUrl: () => client.nextUrl,
  scan: () => client.scan(),
  provision: (name, password) => client.provision(name, password),
  getDeviceName: () => client.getDeviceName(),
  setDeviceName: (name) => client.setDeviceName(name),
}

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line)
  let answer
  try {
    answer = { ok: (await calls[name](...given)) ?? null }
  } catch (error) {
    answer = { error: String(error?.message ?? error) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
process.exit()
