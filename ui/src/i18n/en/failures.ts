// Everything that can go wrong: what happened, and the one thing that helps.

import type { FailureCode } from '../../backend';
import { exactly, many, n, wait } from './counts';

/** What happened, and the one thing that helps. */
export type Said = { what: string; next: string };
type Failed = (seconds: number, reference: number) => Said;

export const failures: Record<FailureCode, Failed> = {
  account_exists: () => ({
    what: 'There is already an account with this e-mail address.',
    next: 'Sign in with it instead.',
  }),
  account_full: () => ({
    what: 'Your account is full: the service does not store any more for one account.',
    next: 'Nothing was lost. Write to whoever runs the service if you need more room.',
  }),
  address_not_allowed: () => ({
    what: 'Porchlight does not connect to this address.',
    next: 'Use an address that starts with https://, or one on this computer.',
  }),
  authenticator_clock_off: (_, seconds) => ({
    what: `The clock of your authenticator is ${exactly(seconds)} ${seconds < 0 ? 'behind' : 'ahead'}.`,
    next: 'Let the phone set its date and time by itself, then type the next code.',
  }),
  authenticator_counter_based: () => ({
    what: 'This account counts its codes instead of timing them.',
    next: 'Porchlight makes timed codes only. Use an app that knows both, or choose another way at the maker.',
  }),
  authenticator_exported: () => ({
    what: 'This hands several accounts from one app to another phone.',
    next: 'Show one account at a time: its own square code, or its secret key.',
  }),
  authenticator_known: () => ({
    what: 'You have this one already.',
    next: 'Nothing was changed. Both would make the same codes.',
  }),
  authenticator_link_garbled: () => ({
    what: 'This link is not complete, or contradicts itself.',
    next: 'Copy it once more as a whole, or use the secret key.',
  }),
  authenticator_mobile_otp: () => ({
    what: 'This is Mobile-OTP, which makes its codes in another way, with a PIN.',
    next: 'Porchlight cannot make them. Use the app that it is for, or ask the maker for time-based codes (TOTP).',
  }),
  authenticator_of_one_app: () => ({
    what: 'This can be read by one app only: the maker’s own, or one such as Microsoft Authenticator, Okta Verify or Yandex Key.',
    next: 'Go back at the maker and choose “another authenticator app”. If there is no such choice, use that app.',
  }),
  authenticator_several: () => ({
    what: 'There is more than one link here.',
    next: 'Nothing was taken. Paste one, and the other when that one is saved.',
  }),
  authenticator_steam: () => ({
    what: 'This is Steam Guard, whose codes have letters and are made in Steam’s own way.',
    next: 'Porchlight cannot make them. Use the Steam app.',
  }),
  authenticator_unsupported: () => ({
    what: 'This account wants codes of another kind.',
    next: 'Porchlight makes codes of 6 to 8 digits that change every 10 to 600 seconds. Use the maker’s own app.',
  }),
  authenticators_full: () => ({
    what: 'The keychain takes no more accounts for codes.',
    next: 'Nothing was lost. Remove one that you do not need any more.',
  }),
  authenticators_unreadable: () => ({
    what: 'The keychain’s entry with your accounts cannot be read.',
    next: 'Nothing was changed. It may be of a newer Porchlight: update, then look again.',
  }),
  camera_cannot_join: () => ({
    what: 'The camera could not join the network.',
    next: 'Check the password. If it is right, take the camera closer to the router; most cameras know 2.4 GHz only.',
  }),
  camera_garbled: () => ({
    what: 'The camera’s answer makes no sense.',
    next: 'Take its power away for ten seconds, then try again.',
  }),
  camera_name_refused: () => ({
    what: 'The camera does not accept this name.',
    next: 'Use letters, digits and hyphens only, or leave the name empty.',
  }),
  camera_not_found: () => ({
    what: 'There is no camera there.',
    next: 'Check that it has power and is connected, then look again.',
  }),
  camera_refused: () => ({
    what: 'The camera did not do as asked.',
    next: 'Its settings are as they were. Restart it, then try again.',
  }),
  camera_silent: () => ({
    what: 'The camera does not answer.',
    next: 'Press its reset button, wait a few seconds, then try again.',
  }),
  camera_unplugged: () => ({
    what: 'The cable was pulled out.',
    next: 'Plug it in again, then try again.',
  }),
  certificate_expired: () => ({
    what: 'The certificate of this service has expired, so nothing was sent to it.',
    next: 'Tell whoever runs the service.',
  }),
  certificate_untrusted: () => ({
    what: 'This service cannot prove that it is who it says, so nothing was sent to it.',
    next: 'Check the address, or ask whoever runs the service.',
  }),
  clipboard_unavailable: () => ({
    what: 'The clipboard cannot be reached.',
    next: 'Type what is shown instead.',
  }),
  clock_off: (_, seconds) => ({
    what: `The clock of this computer is off by ${wait(Math.abs(seconds))}.`,
    next: 'Set the clock, then try again.',
  }),
  code_not_carried: () => ({
    what: 'This kind of code has no room for a character in the name or the password.',
    next: 'Choose another network, or change the name or the password at the router.',
  }),
  code_too_dense: () => ({
    what: 'With this name and password the code would be too dense to scan.',
    next: 'Choose another network, or a shorter password at the router.',
  }),
  data_damaged: () => ({
    what: 'The data on this computer is damaged.',
    next: 'Set it aside and start afresh. Names come back from your account.',
  }),
  data_from_newer_version: () => ({
    what: 'The data on this computer was written by a newer Porchlight.',
    next: 'Update Porchlight. The data stays as it is.',
  }),
  deletion_unclear: () => ({
    what: 'Whether the account was deleted is not known: the line broke at that moment.',
    next: 'If it was, this computer is told so as soon as the service answers. If not, try again.',
  }),
  disk_full: () => ({
    what: 'The disk is full, so this could not be kept.',
    next: 'Free some space, then try again.',
  }),
  email_invalid: () => ({
    what: 'This is not an e-mail address.',
    next: 'It looks like name@example.org.',
  }),
  email_same: () => ({
    what: 'This is your address already.',
    next: 'Type another one.',
  }),
  email_taken: () => ({
    what: 'This address has an account, or had one until a day ago.',
    next: 'Nothing has changed. Choose another one.',
  }),
  email_unclear: () => ({
    what: 'The line broke: it is not known which of the two addresses you sign in with.',
    next: 'Change it once more to the same one, and you will know. Nothing else is touched.',
  }),
  email_undo_over: () => ({
    what: 'This can no longer be undone: a day has passed, or another computer has undone it.',
    next: 'With your password you can change the address again.',
  }),
  email_undo_too_new: () => ({
    what: 'This computer signed in after the change, so it cannot undo it.',
    next: 'Put the old address back on a computer that was signed in before.',
  }),
  factor_code_used: () => ({
    what: 'This code was used already.',
    next: 'Each works once. Wait for the next one, at most 30 seconds.',
  }),
  factor_code_wrong: () => ({
    what: 'This is not the code.',
    next: 'Look for this account in the app, and type the code that it shows now.',
  }),
  factor_lapsed: () => ({
    what: 'That took too long, or there were too many tries.',
    next: 'Nothing was changed. Begin again with your password.',
  }),
  factor_locked: () => ({
    what: 'After too many wrong codes, codes from the app are no longer accepted.',
    next: 'Use a recovery code. Then change your password: whoever tried knew it.',
  }),
  factor_needed: () => ({
    what: 'A code is wanted as well: two-factor is on.',
    next: 'Type the code that your authenticator shows.',
  }),
  file_not_saved: () => ({
    what: 'The file could not be saved there.',
    next: 'Nothing was lost. Choose another folder.',
  }),
  invitation_invalid: () => ({
    what: 'This invitation does not work: it was used already, has expired, or was mistyped.',
    next: 'Compare it letter by letter. If it is right, ask whoever runs the service for another one.',
  }),
  invitation_needed: () => ({
    what: 'This service is by invitation only.',
    next: 'Ask whoever runs it for an invitation, and type its code here.',
  }),
  keychain_absent: () => ({
    what: 'No keychain is running on this computer.',
    next: 'Start it, then try again.',
  }),
  keychain_denied: () => ({
    what: 'The keychain did not let Porchlight in.',
    next: 'Allow it when the keychain asks, then try again.',
  }),
  keychain_key_missing: () => ({
    what: 'The keychain no longer has the key to the data on this computer.',
    next: 'Bring the keychain back, or set the data aside.',
  }),
  keychain_locked: () => ({
    what: 'The keychain is locked.',
    next: 'Unlock it, then try again.',
  }),
  keychain_timed_out: () => ({
    what: 'The keychain did not answer.',
    next: 'Look for a question of the keychain behind this window, then try again.',
  }),
  network_name_empty: () => ({
    what: 'A network’s name needs at least one character.',
    next: 'Type the name as the router shows it.',
  }),
  network_name_too_long: () => ({
    what: 'A network’s name has at most 32 bytes, and an accent or an emoji takes several.',
    next: 'Check the name at the router.',
  }),
  network_unsuitable: () => ({
    what: 'Cameras cannot use this network.',
    next: 'Choose one that is protected by WPA2 or WPA3 with a password.',
  }),
  nickname_control_characters: () => ({
    what: 'There are invisible characters in this name.',
    next: 'Type the name instead of pasting it.',
  }),
  nickname_empty: () => ({
    what: 'A name needs at least one character.',
    next: 'Type a name, or press Escape to keep the old one.',
  }),
  nickname_too_long: (_, max) => ({
    what: `A name has at most ${n(max || 40)} characters.`,
    next: 'Make it a little shorter.',
  }),
  no_authenticator_program: () => ({
    what: 'There is no authenticator program on this computer.',
    next: 'Scan the square with your phone, or type the key into the program that you use.',
  }),
  not_now: () => ({
    what: 'That is not possible at the moment.',
    next: 'Nothing was changed. Try again shortly.',
  }),
  not_recognised: () => ({
    what: 'The service does not know this session.',
    next: 'Sign in again.',
  }),
  not_there: () => ({
    what: 'The service does not have this any more.',
    next: 'Refresh the list, then try again.',
  }),
  pairing_over: () => ({
    what: 'This code no longer works.',
    next: 'Nothing was lost. Make a new one and show it to the camera.',
  }),
  passphrase_wrong: () => ({
    what: 'This is not the passphrase of this computer’s data.',
    next: 'Check Caps Lock and try again.',
  }),
  password_breached: (_, times) => ({
    what: many(times, {
      one: 'This password has leaked somewhere.',
      other: `This password has leaked ${n(times)} times somewhere.`,
    }),
    next: 'Nothing has changed. Choose another one.',
  }),
  password_common: () => ({
    what: 'This is among the first passwords that anybody tries.',
    next: 'Nothing has changed. Three or four unrelated words make a good one.',
  }),
  password_own_word: () => ({
    what: 'This is a name that people who know you would try.',
    next: 'Nothing has changed. Three or four unrelated words make a good one.',
  }),
  password_same: () => ({
    what: 'This is the password that you have now.',
    next: 'Choose another one, or leave it as it is.',
  }),
  password_too_long: (_, max) => ({
    what: `A password has at most ${n(max || 256)} characters.`,
    next: 'Choose a shorter one.',
  }),
  password_too_short: (_, min) => ({
    what: `A password has at least ${n(min || 8)} characters.`,
    next: 'Three or four unrelated words make a good one.',
  }),
  password_unclear: () => ({
    what: 'The line broke: it is not known whether the password was changed.',
    next: 'One of the two is, and nothing else is touched. Change it once more with the same two, and you will know.',
  }),
  password_wrong: () => ({
    what: 'The password is not right.',
    next: 'Check Caps Lock and try again.',
  }),
  picture_ambiguous: () => ({
    what: 'There is more than one code in this picture.',
    next: 'Show one at a time: crop the picture to the one that you mean.',
  }),
  picture_search_stopped: () => ({
    what: 'The search in this picture was stopped before its end, so it is not known whether there is a code in it.',
    next: 'Crop the picture to the code with some white around it, then show it again.',
  }),
  picture_too_large: () => ({
    what: 'This picture is too large to look at.',
    next: 'Crop it to the code, or take a smaller one.',
  }),
  picture_unreadable: () => ({
    what: 'This is not a picture that can be opened.',
    next: 'PNG, JPEG and WebP are good. Or type what the code says.',
  }),
  picture_without_code: () => ({
    what: 'No code can be read in this picture.',
    next: 'Crop it to the square code (QR) with some white around it, or take one that is whole, sharp and evenly lit. Of a barcode, type the digits.',
  }),
  port_not_permitted: () => ({
    what: 'You may not use this port.',
    next: 'On Linux, ask for your user to be put in the group “dialout”, then log out and in again.',
  }),
  recovery_code_wrong: () => ({
    what: 'This recovery code is not right.',
    next: 'Check it letter by letter. One that was used before no longer works.',
  }),
  recovery_key_mismatch: () => ({
    what: 'That is not the group that was asked for.',
    next: 'Look at the key you kept, and type the group again.',
  }),
  recovery_key_not_set_up: () => ({
    what: 'The recovery key of this account does not sign in yet.',
    next: 'Use a recovery code, or a computer that is still signed in.',
  }),
  recovery_key_unclear: () => ({
    what: 'The line broke: it is not known whether the recovery key was replaced.',
    next: 'Keep both keys. Send the same once more, and you will know.',
  }),
  recovery_key_wrong: () => ({
    what: 'This is not the recovery key of this account.',
    next: 'Compare all eight groups with what you wrote down.',
  }),
  recovery_over: () => ({
    what: 'It was stopped from one of your computers, it took too long, or how you sign in has changed meanwhile.',
    next: 'The password was not changed. Begin again with your recovery key.',
  }),
  registration_closed: () => ({
    what: 'This service takes no new accounts.',
    next: 'No account was made. Ask the people who run it, or sign in with an account that you have.',
  }),
  secret_key_incomplete: () => ({
    what: 'This is only a part of a secret key.',
    next: 'A key has at least 16 letters and digits, usually 16 or 32. Copy all of it.',
  }),
  secret_key_is_code: () => ({
    what: 'This is a code, not the key that makes codes.',
    next: 'Look for the secret key, 16 or more letters and digits, or for the square code.',
  }),
  secret_key_is_recovery_code: () => ({
    what: 'This looks like a recovery code.',
    next: 'Keep it on paper. What is needed here is the secret key, or the square code.',
  }),
  secret_key_not_base32: () => ({
    what: 'The digits 0, 1, 8 and 9 are in no secret key.',
    next: 'Check whether it is an O, I, L, B or G. If it is right as it is, it may be a recovery code.',
  }),
  secret_key_not_found: () => ({
    what: 'This is neither a secret key nor a link that makes codes.',
    next: 'Look for the key of 16 or more letters and digits, or for the square code of the two-factor page.',
  }),
  secret_key_too_long: () => ({
    what: 'This is longer than any secret key or link.',
    next: 'Copy only the key, or only the link.',
  }),
  service_busy: (seconds) => ({
    what: 'The service is busy.',
    next: seconds ? `Try again in ${wait(seconds)}.` : 'Try again in a moment.',
  }),
  service_faulty: () => ({
    what: 'The service has a problem of its own.',
    next: 'Nothing was lost. Try again in a few minutes; if it stays like this, tell the people who run it.',
  }),
  service_garbled: () => ({
    what: 'The service gave an answer that makes no sense.',
    next: 'Check the address. If it is right, try again later.',
  }),
  service_key_lost: () => ({
    what: 'The key by which Porchlight recognises this service has changed, and the old one did not vouch for the new one. The service says that the old key was lost.',
    next: 'Nothing on this computer is lost. Sign in again; if you are in doubt, first ask the people who run the service.',
  }),
  service_key_unvouched: () => ({
    what: 'This service signs with another key than before, and the old one did not vouch for it. The service does not say why.',
    next: 'Nothing on this computer is lost. Ask the people who run the service whether they changed the key, then sign in again.',
  }),
  service_misdirected: () => ({
    what: 'There is a service there, but it does not answer to this address.',
    next: 'Check the address. If it is right, whoever runs the service has to allow it.',
  }),
  service_refused: () => ({
    what: 'The service did not accept this.',
    next: 'Nothing was lost. Try again later.',
  }),
  service_timed_out: () => ({
    what: 'The service did not answer in time.',
    next: 'Nothing was lost. Try again shortly.',
  }),
  service_unreachable: () => ({
    what: 'The service cannot be reached.',
    next: 'Check that this computer is online, then try again.',
  }),
  session_ended: () => ({
    what: 'The service ended this session.',
    next: 'Sign in again. Nothing was lost.',
  }),
  storage_unavailable: () => ({
    what: 'The data folder cannot be used.',
    next: 'Check that you may write to it, then try again.',
  }),
  too_many_registrations: (seconds) => ({
    what: 'Too many new accounts were started from your network.',
    next: seconds ? `Wait ${wait(seconds)}, then try again.` : 'Try again in an hour.',
  }),
  too_many_tries: (seconds) => ({
    what: 'Too many tries.',
    next: seconds ? `Wait ${wait(seconds)}, then try again.` : 'Wait a moment, then try again.',
  }),
  wifi_not_permitted: () => ({
    what: 'The system did not let Porchlight at the Wi-Fi.',
    next: 'Type the password yourself, or allow it when the system asks.',
  }),
  wifi_nothing_saved: () => ({
    what: 'This computer keeps no password for that network.',
    next: 'Type the password yourself.',
  }),
  wifi_password_missing: () => ({
    what: 'The password of the network is missing.',
    next: 'Type it once more. It is not kept between runs.',
  }),
  wifi_password_not_ascii: () => ({
    what: 'A Wi-Fi password has no accents, emoji or other special letters.',
    next: 'Check it at the router.',
  }),
  wifi_password_not_hex: () => ({
    what: 'This is as long as a key, but a key has only the digits 0 to 9 and the letters a to f.',
    next: 'Check it at the router.',
  }),
  wifi_password_too_long: () => ({
    what: 'A Wi-Fi password has at most 63 characters.',
    next: 'Check it at the router.',
  }),
  wifi_password_too_short: () => ({
    what: 'A Wi-Fi password has at least 8 characters.',
    next: 'Check it at the router.',
  }),
  wifi_unavailable: () => ({
    what: 'This computer’s Wi-Fi cannot be asked.',
    next: 'Type the name and the password of the network yourself.',
  }),
  wrong_credentials: () => ({
    what: 'The e-mail address or the password is not right.',
    next: 'Check both and try again.',
  }),
};
