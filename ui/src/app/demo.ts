// What every demo home has; nothing of it is secret, and its password is drawn for each. The demo service has the same.

export const DEMO = {
  email: 'demo@porchlight.example',
  /** Of the networks that belong to the demo home, by name. */
  networks: {
    'New Router': 'second-lamp-on-the-porch',
    'Porch Network': 'lamp-by-the-door',
    'Porch Network 5G': 'lamp-by-the-door',
  } as Partial<Record<string, string>>,
  recoveryKey: 'DEM0-H0ME-K3Y0-F0RT-RY1N-G0VT-C0M1-NGBK',
};
