// Showing a picture instead of typing.

export const picture = {
  choose: 'Choose a picture',
  hint: 'A picture of the whole screen will do. If no code is found in it, crop it to the code.',
  reading: 'Looking for a code in the picture…',
  stop: 'Stop',
};
