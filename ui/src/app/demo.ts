// The demo home is open to everybody; nothing of it is secret. The demo service has the same.

export const DEMO = {
  email: 'demo@porchlight.example',
  password: 'lamp-on-the-porch',
  recoveryKey: 'DEM0-H0ME-K3Y0-F0RT-RY1N-G0VT-C0M1-NGBK',
};
