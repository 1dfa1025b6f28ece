"""Opening JupyterLab for a learner or an instructor: the environment, the settings, the start."""
