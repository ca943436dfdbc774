// Showing a picture instead of typing.

export const picture = {
  choose: 'Choose a picture',
  reading: 'Reading the picture…',
};
