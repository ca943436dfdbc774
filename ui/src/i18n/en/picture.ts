// Showing a picture instead of typing.

export const picture = {
  choose: 'Choose a picture',
  hint: 'A screenshot of the whole screen works. If no code is found, crop it to the code.',
  reading: 'Looking for a code in the picture…',
  stop: 'Stop',
};
