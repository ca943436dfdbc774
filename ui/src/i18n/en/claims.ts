// What may be said only of services whose people can read neither the names nor the password, or not the one that it is about:
// `app/claims.ts` knows which. Everything else that the window says is true of every service.

export const claims = {
  accountSealed: (service: string) =>
    `At ${service}: your account, encrypted so that it can’t read the names you chose. “What it holds about you” shows all of it.`,
  addressNotStored: 'The address itself isn’t stored.',
  addressOnlyAName: 'It’s only used as a sign-in name: nothing is ever sent to it.',
  copyUseless: 'What was exposed was encrypted, or never stored. Whoever has a copy can’t read it.',
  fileSealed: 'What’s encrypted stays encrypted, so this file gives nothing away.',
  keyAlone: 'Nobody else can do that for you.',
  makingKey: 'Making the key from your password…',
  namesInSealedPart: 'Names, rooms and networks are in the encrypted part.',
  namesSealed:
    'Camera names, rooms and Wi-Fi names are encrypted on your computers: nobody else can read them.',
  namesUnread: 'They are times, counts, and the model names of your cameras: none of the names you chose.',
  neitherSeen: 'Your password unlocks your camera names. The service never sees either.',
  nobodyHelps: 'Nothing lets you in any more: no code, no key, and nobody at the service.',
  nobodyLetsIn: (service: string) =>
    `If you only have one left, nobody can let you back in, not even ${service}.`,
  nobodySetsPassword:
    'Then nobody can set a new password, not even the people who run the service: they have neither your password nor your key. A computer that’s still signed in keeps showing your cameras and their names, but changing the password there takes the old one. Without such a computer, all that’s left is to create a new account, set up your cameras again and rename them.',
  noneRead: 'None of your data can be read.',
  nothingElse:
    'That’s all. No name, no address, no birthday, no height or weight, no location, no picture: there’s no field for any of it.',
  passwordNeverHad: 'The service never had your password.',
  passwordStays: 'Your password never leaves this computer.',
  passwordUnseen: 'The service never sees your password.',
  passwordsUseless: 'Nobody can use what’s in the copy without a key that wasn’t in it.',
  recognisesUnknown:
    'To recognise your address and password without knowing either, and to give your computers their key back.',
};
