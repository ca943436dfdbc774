// What every demo home has; nothing of it is secret, and its password is drawn for each. The demo service has the same.

export const DEMO = {
  email: 'demo@porchlight.example',
  recoveryKey: 'DEM0-H0ME-K3Y0-F0RT-RY1N-G0VT-C0M1-NGBK',
};
