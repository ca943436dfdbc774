// Everything that can go wrong: what happened, and the one thing that helps.

import type { FailureCode } from '../../backend';
import { exactly, many, n, wait } from './counts';

/** What happened, and the one thing that helps. */
export type Said = { what: string; next: string };
type Failed = (seconds: number, reference: number) => Said;

export const failures: Record<FailureCode, Failed> = {
  account_already_here: () => ({
    what: 'You’re already signed in to this account on this computer.',
    next: 'Sign in with another account, or go back to the one you have.',
  }),
  account_exists: () => ({
    what: 'There’s already an account with this e-mail address.',
    next: 'Sign in with it instead.',
  }),
  account_full: () => ({
    what: 'Your account is full: the service won’t store any more for it.',
    next: 'Nothing was lost. If you need more room, contact whoever runs the service.',
  }),
  address_not_allowed: () => ({
    what: 'Porchlight doesn’t connect to this address.',
    next: 'Use an address that starts with https://, or one on this computer.',
  }),
  another_camera: () => ({
    what: 'Another camera answers at that address.',
    next: 'Type the address that this camera has now. Your router lists the addresses of your devices.',
  }),
  authenticator_clock_off: (_, seconds) => ({
    what: `Your authenticator’s clock is ${exactly(seconds)} ${seconds < 0 ? 'behind' : 'ahead'}.`,
    next: 'Set the phone’s date and time to automatic, then type the next code.',
  }),
  authenticator_counter_based: () => ({
    what: 'This account uses counter-based codes instead of time-based ones.',
    next: 'Porchlight only generates time-based codes. Use an app that supports both, or choose another method at the maker.',
  }),
  authenticator_exported: () => ({
    what: 'This is an export of several accounts from one app to another.',
    next: 'Add one account at a time: use its own QR code or its secret key.',
  }),
  authenticator_known: () => ({
    what: 'You already have this one.',
    next: 'Nothing was changed. Both would generate the same codes.',
  }),
  authenticator_link_garbled: () => ({
    what: 'This link is incomplete or contradicts itself.',
    next: 'Copy the whole link again, or use the secret key.',
  }),
  authenticator_mobile_otp: () => ({
    what: 'This is Mobile-OTP, which generates its codes differently, with a PIN.',
    next: 'Porchlight can’t generate them. Use a Mobile-OTP app, or ask the maker for time-based codes (TOTP).',
  }),
  authenticator_of_one_app: () => ({
    what: 'This only works with one app: the maker’s own, or one like Microsoft Authenticator, Okta Verify or Yandex Key.',
    next: 'Go back to the maker and choose “another authenticator app”. If you can’t, use that app.',
  }),
  authenticator_several: () => ({
    what: 'There’s more than one link here.',
    next: 'Nothing was added. Paste one, save it, then paste the other.',
  }),
  authenticator_steam: () => ({
    what: 'This is Steam Guard. Its codes contain letters and are generated in Steam’s own way.',
    next: 'Porchlight can’t generate them. Use the Steam app.',
  }),
  authenticator_unsupported: () => ({
    what: 'This account uses a kind of code Porchlight can’t generate.',
    next: 'Porchlight generates codes of 6 to 8 digits that change every 10 to 600 seconds. Use the maker’s own app.',
  }),
  authenticators_full: () => ({
    what: 'The keychain has no room for more accounts.',
    next: 'Nothing was lost. Remove one you no longer need.',
  }),
  authenticators_unreadable: () => ({
    what: 'Your accounts can’t be read from the keychain.',
    next: 'Nothing was changed. They may be from a newer Porchlight: update, then try again.',
  }),
  camera_cannot_join: () => ({
    what: 'The camera couldn’t join the network.',
    next: 'Check the password. If it’s right, move the camera closer to the router; most cameras only work on 2.4 GHz.',
  }),
  camera_changes_text: () => ({
    what: 'This camera would not keep the name or the password exactly as it is written, so nothing was sent.',
    next: 'It loses a space at the end, for example. Change the name or the password where you chose it, then try again.',
  }),
  camera_garbled: () => ({
    what: 'The camera’s answer makes no sense.',
    next: 'Unplug it for ten seconds, then try again.',
  }),
  camera_name_refused: () => ({
    what: 'The camera doesn’t accept this name.',
    next: 'Use letters, digits and hyphens only, or leave the name empty.',
  }),
  camera_not_found: () => ({
    what: 'No camera found there.',
    next: 'Check that it’s switched on and connected, then look again.',
  }),
  camera_not_heard: () => ({
    what: 'The camera hasn’t answered since it was given the new network.',
    next: 'Wait a few minutes, then try again. If it stays silent, check the Wi-Fi password, or set up its Wi-Fi in its maker’s app.',
  }),
  camera_refused: () => ({
    what: 'The camera didn’t do as asked.',
    next: 'Its settings haven’t changed. Restart it, then try again.',
  }),
  camera_removal_unclear: () => ({
    what: 'The connection dropped, so we don’t know whether the camera was removed.',
    next: 'You’ll see it in the list as soon as the service answers. If the camera is still there, try again.',
  }),
  camera_silent: () => ({
    what: 'The camera isn’t answering.',
    next: 'Press its reset button, wait a few seconds, then try again.',
  }),
  camera_unplugged: () => ({
    what: 'The cable was pulled out.',
    next: 'Plug it in again, then try again.',
  }),
  cameras_there_already: () => ({
    what: 'All your cameras are on this network already.',
    next: 'Choose the network of the new router. If only the password changed, say that the password is new.',
  }),
  certificate_expired: () => ({
    what: 'This service’s certificate has expired, so nothing was sent to it.',
    next: 'Tell whoever runs the service.',
  }),
  certificate_untrusted: () => ({
    what: 'This service can’t prove its identity, so nothing was sent to it.',
    next: 'Check the address, or ask whoever runs the service.',
  }),
  clipboard_unavailable: () => ({
    what: 'The clipboard isn’t available.',
    next: 'Type what’s shown instead.',
  }),
  clock_off: (_, seconds) => ({
    what: `This computer’s clock is off by ${wait(Math.abs(seconds))}.`,
    next: 'Set the clock, then try again.',
  }),
  code_not_carried: () => ({
    what: 'This kind of code can’t contain one of the characters in the name or password.',
    next: 'Choose another network, or change the name or password on your router.',
  }),
  code_too_dense: () => ({
    what: 'With this name and password, the code would be too dense to scan.',
    next: 'Choose another network, or set a shorter password on your router.',
  }),
  data_damaged: () => ({
    what: 'The data on this computer is damaged.',
    next: 'Set it aside and start over. Names come back from your account.',
  }),
  data_from_newer_version: () => ({
    what: 'The data on this computer is from a newer Porchlight.',
    next: 'Update Porchlight. Your data stays as it is.',
  }),
  deletion_unclear: () => ({
    what: 'The connection dropped, so we don’t know whether the account was deleted.',
    next: 'If it was, this computer will find out as soon as the service answers. If not, try again.',
  }),
  disk_full: () => ({
    what: 'The disk is full, so this couldn’t be saved.',
    next: 'Free up some space, then try again.',
  }),
  email_invalid: () => ({
    what: 'This isn’t an e-mail address.',
    next: 'It should look like name@example.org.',
  }),
  email_same: () => ({
    what: 'This is already your address.',
    next: 'Type a different one.',
  }),
  email_taken: () => ({
    what: 'This address has an account, or had one until a day ago.',
    next: 'Nothing has changed. Choose another one.',
  }),
  email_unclear: () => ({
    what: 'The connection dropped, so we don’t know which of the two addresses you sign in with.',
    next: 'Change it to the same address again to find out. Nothing else is affected.',
  }),
  email_undo_over: () => ({
    what: 'This can no longer be undone: a day has passed, or another computer has undone it.',
    next: 'You can change the address again with your password.',
  }),
  email_undo_too_new: () => ({
    what: 'This computer signed in after the change, so it can’t undo it.',
    next: 'Restore the old address on a computer that was signed in before.',
  }),
  factor_code_used: () => ({
    what: 'This code has already been used.',
    next: 'Each code works once. Wait for the next one, 30 seconds at most.',
  }),
  factor_code_wrong: () => ({
    what: 'That code isn’t right.',
    next: 'Find this account in the app and type the code it shows now.',
  }),
  factor_lapsed: () => ({
    what: 'That took too long, or there were too many tries.',
    next: 'Nothing was changed. Start again with your password.',
  }),
  factor_locked: () => ({
    what: 'After too many wrong codes, codes from the app are no longer accepted.',
    next: 'Use a recovery code. Then change your password: whoever tried knew it.',
  }),
  factor_needed: () => ({
    what: 'You also need a code: two-factor is on.',
    next: 'Type the code your authenticator shows.',
  }),
  file_not_saved: () => ({
    what: 'The file couldn’t be saved there.',
    next: 'Nothing was lost. Choose another folder.',
  }),
  invitation_invalid: () => ({
    what: 'This invitation doesn’t work: it has been used, has expired, or was mistyped.',
    next: 'Check it letter by letter. If it’s right, ask whoever runs the service for another one.',
  }),
  invitation_needed: () => ({
    what: 'You need an invitation to join this service.',
    next: 'Ask whoever runs it for an invitation and type its code here.',
  }),
  keychain_absent: () => ({
    what: 'No keychain is running on this computer.',
    next: 'Start it, then try again.',
  }),
  keychain_cannot_ask: () => ({
    what: 'The keychain is locked and can’t ask for its password.',
    next: 'Unlock it with its own program, then try again.',
  }),
  keychain_denied: () => ({
    what: 'The keychain didn’t let Porchlight in.',
    next: 'Allow it when the keychain asks, then try again.',
  }),
  keychain_faulty: () => ({
    what: 'The keychain answered with an error.',
    next: 'Restart it, or log out and back in, then try again.',
  }),
  keychain_key_missing: () => ({
    what: 'The keychain no longer has the key to the data on this computer.',
    next: 'Restore the keychain, or set the data aside.',
  }),
  keychain_locked: () => ({
    what: 'The keychain is locked.',
    next: 'Unlock it, then try again.',
  }),
  keychain_not_set_up: () => ({
    what: 'The keychain hasn’t been set up yet.',
    next: 'Create one in its own program, then try again.',
  }),
  keychain_timed_out: () => ({
    what: 'The keychain didn’t answer.',
    next: 'Look behind this window for a question from the keychain, then try again.',
  }),
  move_under_way: () => ({
    what: 'Cameras are on their way to another network.',
    next: 'Go on with that, or end it first.',
  }),
  network_name_empty: () => ({
    what: 'A network name needs at least one character.',
    next: 'Type the name as the router shows it.',
  }),
  network_name_too_long: () => ({
    what: 'A network name can have 32 bytes at most, and an accent or an emoji takes several.',
    next: 'Check the name on your router.',
  }),
  network_unsuitable: () => ({
    what: 'This camera can’t use this network.',
    next: 'Choose one with a password, secured with WPA2. WPA2 and WPA3 together is fine.',
  }),
  nickname_control_characters: () => ({
    what: 'This name contains invisible characters.',
    next: 'Type the name instead of pasting it.',
  }),
  nickname_empty: () => ({
    what: 'A name needs at least one character.',
    next: 'Type a name, or press Escape to keep the old one.',
  }),
  nickname_too_long: (_, max) => ({
    what: `A name can have ${n(max || 40)} characters at most.`,
    next: 'Make it a little shorter.',
  }),
  no_authenticator_program: () => ({
    what: 'There’s no authenticator app on this computer.',
    next: 'Scan the QR code with your phone, or type the key into the app you use.',
  }),
  no_browser: () => ({
    what: 'No browser on this computer opened the page.',
    next: 'Copy the address and open it in a browser yourself, here or on another device.',
  }),
  no_file_manager: () => ({
    what: 'No program on this computer opened the folder.',
    next: 'Copy its path and go there in a terminal.',
  }),
  not_now: () => ({
    what: 'That isn’t possible right now.',
    next: 'Nothing was changed. Try again shortly.',
  }),
  not_recognised: () => ({
    what: 'The service doesn’t recognise this session.',
    next: 'Sign in again.',
  }),
  not_there: () => ({
    what: 'The service no longer has this.',
    next: 'Refresh the list, then try again.',
  }),
  pairing_over: () => ({
    what: 'This code no longer works.',
    next: 'Nothing was lost. Make a new one and show it to the camera.',
  }),
  passphrase_wrong: () => ({
    what: 'This isn’t the passphrase for this computer’s data.',
    next: 'Check Caps Lock and try again.',
  }),
  password_breached: (_, times) => ({
    what: many(times, {
      one: 'This password has appeared in a data leak.',
      other: `This password has appeared ${n(times)} times in data leaks.`,
    }),
    next: 'Nothing has changed. Choose another one.',
  }),
  password_common: () => ({
    what: 'This is one of the first passwords anyone would try.',
    next: 'Nothing has changed. Three or four unrelated words make a good one.',
  }),
  password_own_word: () => ({
    what: 'People who know you would try this.',
    next: 'Nothing has changed. Three or four unrelated words make a good one.',
  }),
  password_same: () => ({
    what: 'This is your current password.',
    next: 'Choose another one, or leave it as it is.',
  }),
  password_too_long: (_, max) => ({
    what: `A password can have ${n(max || 256)} characters at most.`,
    next: 'Choose a shorter one.',
  }),
  password_too_short: (_, min) => ({
    what: `A password needs at least ${n(min || 8)} characters.`,
    next: 'Three or four unrelated words make a good one.',
  }),
  password_unclear: () => ({
    what: 'The connection dropped, so we don’t know whether your password was changed.',
    next: 'Either the old or the new one works; nothing else is affected. Make the same change again to find out.',
  }),
  password_wrong: () => ({
    what: 'The password isn’t right.',
    next: 'Check Caps Lock and try again.',
  }),
  picture_ambiguous: () => ({
    what: 'There’s more than one code in this picture.',
    next: 'Use one at a time: crop the picture to the one you mean.',
  }),
  picture_search_stopped: () => ({
    what: 'The search was stopped before it finished, so we don’t know whether there’s a code in this picture.',
    next: 'Crop the picture to the code, leaving some white around it, then try again.',
  }),
  picture_too_large: () => ({
    what: 'This picture is too large.',
    next: 'Crop it to the code, or take a smaller one.',
  }),
  picture_unreadable: () => ({
    what: 'This picture can’t be opened.',
    next: 'PNG, JPEG and WebP work. Or type what the code says.',
  }),
  picture_without_code: () => ({
    what: 'No code could be read in this picture.',
    next: 'Crop it to the QR code, leaving some white around it, or take one that’s complete, sharp and evenly lit. For a barcode, type the digits.',
  }),
  port_not_permitted: () => ({
    what: 'You don’t have permission to use this port.',
    next: 'On Linux, have your user added to the “dialout” group, then log out and back in.',
  }),
  protection_unreadable: () => ({
    what: 'The file that says how the data is locked is missing or damaged.',
    next: 'Put a copy of protection.json back, or set the data aside.',
  }),
  provider_unknown: () => ({
    what: 'This version of Porchlight doesn’t know the maker of these cameras.',
    next: 'Update Porchlight. Everything you have here stays as it is.',
  }),
  recovery_code_wrong: () => ({
    what: 'This recovery code isn’t right.',
    next: 'Check it letter by letter. Used codes no longer work.',
  }),
  recovery_key_mismatch: () => ({
    what: 'That isn’t the group we asked for.',
    next: 'Look at the key you saved and type the group again.',
  }),
  recovery_key_not_set_up: () => ({
    what: 'This account’s recovery key can’t be used to sign in yet.',
    next: 'Use a recovery code, or a computer that is still signed in.',
  }),
  recovery_key_unclear: () => ({
    what: 'The connection dropped, so we don’t know whether the recovery key was replaced.',
    next: 'Keep both keys. Send it again to find out.',
  }),
  recovery_key_wrong: () => ({
    what: 'This isn’t this account’s recovery key.',
    next: 'Check all eight groups against what you wrote down.',
  }),
  recovery_over: () => ({
    what: 'One of your computers stopped it, it took too long, or your sign-in details changed in the meantime.',
    next: 'The password wasn’t changed. Start again with your recovery key.',
  }),
  registration_closed: () => ({
    what: 'This service isn’t taking new accounts.',
    next: 'No account was created. Ask the people who run it, or sign in with an account you have.',
  }),
  secret_key_incomplete: () => ({
    what: 'This is only part of a secret key.',
    next: 'A key has at least 16 letters and digits, usually 16 or 32. Copy all of it.',
  }),
  secret_key_is_code: () => ({
    what: 'This is a code, not the key that generates codes.',
    next: 'Look for the secret key, 16 or more letters and digits, or the QR code.',
  }),
  secret_key_is_recovery_code: () => ({
    what: 'This looks like a recovery code.',
    next: 'Keep it on paper. What you need here is the secret key or the QR code.',
  }),
  secret_key_not_base32: () => ({
    what: 'A secret key never has the digits 0, 1, 8 or 9.',
    next: 'Check whether it’s an O, I, L, B or G. If it’s right as it is, it may be a recovery code.',
  }),
  secret_key_not_found: () => ({
    what: 'This is neither a secret key nor a link that generates codes.',
    next: 'Look for the key of 16 or more letters and digits, or the QR code, on the maker’s two-factor page.',
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
    what: 'The service has a problem.',
    next: 'Nothing was lost. Try again in a few minutes; if it keeps happening, tell the people who run it.',
  }),
  service_garbled: () => ({
    what: 'The service’s answer made no sense.',
    next: 'Check the address. If it’s right, try again later.',
  }),
  service_key_lost: () => ({
    what: 'The key Porchlight uses to recognise this service has changed, and the old key didn’t vouch for the new one. The service says the old key was lost.',
    next: 'Nothing on this computer is lost. Sign in again; if in doubt, ask the people who run the service first.',
  }),
  service_key_unvouched: () => ({
    what: 'This service now signs with a different key, and the old key didn’t vouch for it. The service doesn’t say why.',
    next: 'Nothing on this computer is lost. Ask the people who run the service whether they changed the key, then sign in again.',
  }),
  service_misdirected: () => ({
    what: 'There’s a service there, but it doesn’t answer to this address.',
    next: 'Check the address. If it’s right, whoever runs the service has to allow it.',
  }),
  service_refused: () => ({
    what: 'The service didn’t accept this.',
    next: 'Nothing was lost. Try again later.',
  }),
  service_timed_out: () => ({
    what: 'The service didn’t answer in time.',
    next: 'Nothing was lost. Try again shortly.',
  }),
  service_unreachable: () => ({
    what: 'The service can’t be reached.',
    next: 'Check that this computer is online, then try again.',
  }),
  session_ended: () => ({
    what: 'The service ended this session.',
    next: 'Sign in again. Nothing was lost.',
  }),
  setup_under_way: () => ({
    what: 'A new camera is being set up.',
    next: 'Finish that or cancel it first. What you chose for it is still there.',
  }),
  sign_in_incomplete: () => ({
    what: 'Something is still missing.',
    next: 'Fill in every field, then sign in.',
  }),
  storage_unavailable: () => ({
    what: 'The data folder can’t be used.',
    next: 'Check that you have permission to write to it, then try again.',
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
    what: 'The system didn’t give Porchlight access to Wi-Fi.',
    next: 'Type the password yourself, or allow it when the system asks.',
  }),
  wifi_nothing_saved: () => ({
    what: 'This computer has no saved password for that network.',
    next: 'Type the password yourself.',
  }),
  wifi_password_missing: () => ({
    what: 'The network password is missing.',
    next: 'Type it again. It isn’t saved between runs.',
  }),
  wifi_password_not_ascii: () => ({
    what: 'A Wi-Fi password can’t have accents, emoji or other special characters.',
    next: 'Check it on your router.',
  }),
  wifi_password_not_hex: () => ({
    what: 'This is as long as a key, but a key only has the digits 0 to 9 and the letters a to f.',
    next: 'Check it on your router.',
  }),
  wifi_password_too_long: () => ({
    what: 'A Wi-Fi password can have 63 characters at most.',
    next: 'Check it on your router.',
  }),
  wifi_password_too_short: () => ({
    what: 'A Wi-Fi password needs at least 8 characters.',
    next: 'Check it on your router.',
  }),
  wifi_passwords_full: () => ({
    what: 'Porchlight can’t save any more Wi-Fi passwords.',
    next: 'Delete the saved ones in the settings, or go on without saving this one.',
  }),
  wifi_unavailable: () => ({
    what: 'This computer’s Wi-Fi isn’t available.',
    next: 'Type the network’s name and password yourself.',
  }),
  wrong_credentials: () => ({
    what: 'The e-mail address or the password isn’t right.',
    next: 'Check both and try again.',
  }),
};
