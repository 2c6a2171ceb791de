/** Who may do what with a model is not known until somebody says it; the gates refuse it so. */
export const UNKNOWN_LICENCE = "LicenseRef-unknown";
